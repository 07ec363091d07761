// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a file is read.
 *
 * @param format rows and fields
 * @param separator between fields; a comma where the format has none
 * @param charset of the characters
 * @param bom whether a byte order mark stands at the beginning
 * @param gzip whether the file is compressed
 * @param header whether the first row names the columns
 * @param columns the names of the columns; of JSON those of the first objects, in the order of their first appearance
 */
public record Dialect(
        Format format,
        char separator,
        Charset charset,
        boolean bom,
        boolean gzip,
        boolean header,
        List<String> columns) {
    /** How many bytes (after decompression) are looked at to detect a dialect; rows are judged by the first quarter. */
    public static final int SAMPLE_BYTES = 1 << 20;

    /** Copies the list. */
    public Dialect {
        columns = List.copyOf(columns);
    }

    /**
     * Detects how a file is to be read, from its first {@link #SAMPLE_BYTES} bytes.
     *
     * @throws BadInputException if it is empty or no text
     */
    public static Dialect detect(Path file, ReadOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                Sample sample = Sample.of(file.toString(), in)) {
            return DialectDetector.detect(sample, options);
        }
    }

    /** One line for the user, as {@code Read as CSV: separator ';', windows-1252, header label;text}. */
    public String describe() {
        StringBuilder line =
                new StringBuilder("Read as ").append(format.title()).append(": ");
        if (format.hasSeparator()) {
            line.append("separator ").append(name(separator)).append(", ");
        }
        line.append(charset.name()).append(bom ? " with a byte order mark" : "");
        line.append(gzip ? ", compressed" : "");
        String names = String.join(format.hasSeparator() ? String.valueOf(separator) : ",", columns);
        if (names.length() > 200) {
            names = names.substring(0, 200) + "…";
        }
        return line.append(format.isJson() ? ", keys " : header ? ", header " : ", no header, columns ")
                .append(names)
                .toString();
    }

    static String name(char separator) {
        return separator == '\t' ? "tab" : "'" + separator + "'";
    }
}
