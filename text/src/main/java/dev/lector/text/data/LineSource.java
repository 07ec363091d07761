// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows of one line in which quotes mean nothing. */
final class LineSource implements RowSource {
    private final String source;
    private final LineReader lines;
    private final Format format;
    private final char separator;

    LineSource(String source, LineReader lines, Format format, char separator) {
        this.source = source;
        this.lines = lines;
        this.format = format;
        this.separator = separator;
    }

    @Override
    public Row next() throws IOException {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        if (format == Format.LINES) {
            return Row.of(lines.line(), List.of(), line);
        }
        if (format == Format.UNQUOTED) {
            return Row.of(lines.line(), List.of(), split(line, separator).toArray(String[]::new));
        }
        int at = line.indexOf(separator);
        if (at < 0 && !line.isBlank()) {
            throw BadInputException.row(
                    "A line must hold a label, the separator and a text.",
                    source,
                    lines.line(),
                    "separator=" + Dialect.name(separator) + ", line without it",
                    "Add the label, or set another separator or format.");
        }
        return at < 0
                ? Row.of(lines.line(), List.of(), line)
                : Row.of(lines.line(), List.of(), line.substring(0, at), line.substring(at + 1));
    }

    static List<String> split(String line, char separator) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
            fields.add(line.substring(from, at));
            from = at + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }
}
