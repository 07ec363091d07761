// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The words of a matrix, one a line: {@code NAME.vocab} beside {@code NAME.npy} or {@code NAME.safetensors}. */
final class WordList implements Closeable {
    private final String file;
    private final InputStream in;
    private final ByteLines lines;

    WordList(String file, InputStream in) {
        this.file = file;
        this.in = in;
        this.lines = new ByteLines(file, in);
    }

    /** Where the words of a matrix stand. */
    static String nameFor(String matrix) {
        return matrix.replaceFirst("(?i)(\\.npy|\\.safetensors)?(\\.gz)?$", "") + ".vocab";
    }

    /** The next word, or null at the end. */
    String next() throws IOException {
        if (!lines.next()) {
            return null;
        }
        String word = new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
        if (word.isEmpty() || word.indexOf('\ufffd') >= 0) {
            throw new VectorFileException(
                    "Each line of a list of words is a word in UTF-8.",
                    file,
                    lines.number(),
                    word.isEmpty() ? "an empty line" : "other bytes",
                    "Correct the line.");
        }
        return word;
    }

    VectorFileException fault(long words, long rows) {
        return new VectorFileException(
                "A list of words has a line for each row of its matrix.",
                file,
                0,
                (words > rows ? "more than " + rows : words) + " words, rows=" + rows,
                "Write both files again.");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
