// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Detects a dialect from the beginning of a file. JSON is known by its first character. Otherwise each separator is tried,
 * with quotes and without; the one wins whose records most evenly have the same number of fields. If none does, a short
 * recurring word before the first separator makes {@link Format#LABEL_TEXT}, else each line is a text.
 */
final class DialectDetector {
    private static final char[] SEPARATORS = {'\t', ';', '|', ','};
    private static final double EVEN = 0.9;
    private static final int JSON_ROWS = 1000;
    /** Characters of the sample that are cut into records; the charset is judged by all its bytes. */
    private static final int SCANNED = 1 << 18;

    private final Sample sample;
    private final ReadOptions options;
    private final String text;
    /** Whether the text is the whole file. */
    private final boolean whole;

    private final List<String> lines;

    private DialectDetector(Sample sample, ReadOptions options, String text) throws IOException {
        this.sample = sample;
        this.options = options;
        this.text = text.substring(0, Math.min(text.length(), SCANNED));
        this.whole = sample.whole && text.length() <= SCANNED;
        this.lines = lines();
    }

    static Dialect detect(Sample sample, ReadOptions options) throws IOException {
        refuseForeign(sample);
        CharsetDetector found = CharsetDetector.of(sample, options.charset());
        int from = found.bomLength();
        String text = new String(sample.bytes, from, sample.bytes.length - from, found.charset());
        if (text.isBlank() && sample.whole) {
            throw empty(sample.source);
        }
        TableScan table = new DialectDetector(sample, options, text).table();
        boolean header = table.format.isJson() ? false : header(table, options);
        return new Dialect(
                table.format, table.separator, found.charset(), from > 0, sample.gzip, header, columns(table, header));
    }

    static DecodingReader decoder(Sample sample, Dialect dialect, Tally tally) {
        int from = CharsetDetector.of(sample, dialect.charset()).bomLength();
        return new DecodingReader(sample.source, sample.bytesFrom(from), dialect.charset(), tally.skips(), tally);
    }

    static BadInputException empty(String source) {
        return BadInputException.file(
                "A file must hold at least one row.", source, 0, "no rows", "Check that it is the right file.");
    }

    private static void refuseForeign(Sample sample) {
        byte[] b = sample.bytes;
        String kind = null;
        if (b.length > 3 && b[0] == 'P' && b[1] == 'K' && b[2] == 3 && b[3] == 4) {
            kind = "a .zip file or a spreadsheet (.xlsx)";
        } else if (b.length > 3 && b[0] == '%' && b[1] == 'P' && b[2] == 'D' && b[3] == 'F') {
            kind = "a PDF";
        } else if (b.length > 3 && b[0] == (byte) 0xD0 && b[1] == (byte) 0xCF && b[2] == 0x11 && b[3] == (byte) 0xE0) {
            kind = "a spreadsheet (.xls)";
        }
        if (kind != null) {
            throw BadInputException.file(
                    "A table must be a text file.", sample.source, 0, "content=" + kind, "Save it as CSV in UTF-8.");
        }
    }

    /** The lines of a sample; the last one may be cut and is left out. */
    private List<String> lines() throws IOException {
        LineReader reader = new LineReader(sample.source, new StringReader(text), Integer.MAX_VALUE);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        if (!whole && lines.size() > 1) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private TableScan table() {
        Format format = options.format();
        if (format == Format.JSON_LINES || (format == null && looksLikeJsonLines())) {
            return json(Format.JSON_LINES);
        }
        if (format == Format.JSON_ARRAY || (format == null && looksLikeJsonArray())) {
            return json(Format.JSON_ARRAY);
        }
        if (format == Format.LINES) {
            return TableScan.lines(Format.LINES, ',', lines);
        }
        TableScan best = null;
        for (char separator : separators()) {
            TableScan scan = scan(separator, format);
            if (best == null || quality(scan) > quality(best)) {
                best = scan;
            }
        }
        if (format != null || options.separator() != null) {
            return best;
        }
        if (best.width == 1 && best.closed > 0 && best.share == 1) {
            TableScan commas = TableScan.quoted(',', text, whole);
            return commas.width == 1 && commas.share == 1 ? commas : best;
        }
        if (best.width > 1 && best.share >= EVEN) {
            return best;
        }
        if (best.width > 1
                && !best.records.isEmpty()
                && best.records.get(0).stream().anyMatch(ColumnNames::known)) {
            return best;
        }
        return TableScan.lines(Format.LINES, ',', lines);
    }

    private char[] separators() {
        return options.separator() == null ? SEPARATORS : new char[] {options.separator()};
    }

    /** First by how even the records are, then by the number of fields. */
    private static double quality(TableScan scan) {
        if (scan.width < 2) {
            return scan.closed > 0 && scan.share == 1 ? 0.01 : 0;
        }
        return Math.rint(scan.share * 100) + Math.min(scan.width, 50) / 100.0;
    }

    /** The best way to cut with one separator. */
    private TableScan scan(char separator, Format format) {
        if (format == Format.QUOTED) {
            return TableScan.quoted(separator, text, whole);
        }
        if (format != null) {
            return TableScan.lines(format, separator, lines);
        }
        TableScan quoted = TableScan.quoted(separator, text, whole);
        TableScan unquoted = TableScan.lines(Format.UNQUOTED, separator, lines);
        // Tabs seldom need quotes: if all lines agree without them, a quote that is none in CSV is a character.
        boolean tabsAgree = separator == '\t' && unquoted.share == 1 && unquoted.width > 1;
        boolean quotesAreQuotes = quoted.violations == 0
                || (!tabsAgree && quoted.closed > quoted.violations)
                || (quoted.violations == 1 && quoted.unclosed == 1);
        TableScan table = quotesAreQuotes ? quoted : unquoted;
        TableScan labels = TableScan.lines(Format.LABEL_TEXT, separator, lines);
        boolean overlong = table.longer(2) > table.closed || (!quotesAreQuotes && table.share < 1);
        return overlong && labels.share >= EVEN && labels.width == 2 && beginsWithLabels(labels, table)
                ? labels
                : table;
    }

    private boolean beginsWithLabels(TableScan labels, TableScan table) {
        List<String> first = labels.records.get(0);
        if (first.size() == 2
                && ColumnNames.rank(ColumnNames.LABEL, first.get(0)) >= 0
                && ColumnNames.rank(ColumnNames.TEXT, first.get(1)) >= 0) {
            return true;
        }
        if (table.width > 2 && table.share >= EVEN) {
            return false;
        }
        Set<String> different = new HashSet<>();
        int count = 0;
        for (List<String> each : labels.records) {
            if (each.size() == 2) {
                count++;
                different.add(each.get(0).strip());
                if (each.get(0).length() > 60) {
                    return false;
                }
            }
        }
        return count < 10 ? different.size() < count : different.size() <= Math.max(3, count / 5);
    }

    private boolean looksLikeJsonLines() {
        for (String line : lines) {
            if (!line.isBlank()) {
                String start = line.strip();
                return start.startsWith("{\"") || start.startsWith("{ \"") || start.equals("{}");
            }
        }
        return false;
    }

    private boolean looksLikeJsonArray() {
        String start = text.stripLeading();
        if (!start.startsWith("[")) {
            return false;
        }
        String inner = start.substring(1).stripLeading();
        return inner.startsWith("{") || inner.startsWith("]");
    }

    /** A scan whose one record holds the keys of the first objects. */
    private TableScan json(Format format) {
        Set<String> keys = new LinkedHashSet<>();
        RowSource rows = format == Format.JSON_LINES
                ? JsonSource.lines(
                        sample.source,
                        new LineReader(sample.source, new StringReader(String.join("\n", lines)), options.maxField()),
                        options.maxField())
                : JsonSource.array(sample.source, new StringReader(text), options.maxField());
        for (int i = 0; i < JSON_ROWS; i++) {
            try {
                Row row = rows.next();
                if (row == null) {
                    break;
                }
                keys.addAll(row.columns());
            } catch (BadInputException | IOException e) {
                // Reading will meet the same error and say it; an array's sample may just be cut.
                if (format == Format.JSON_ARRAY) {
                    break;
                }
            }
        }
        TableScan scan = TableScan.lines(format, ',', List.of());
        scan.records.add(List.copyOf(keys));
        return scan;
    }

    private static List<String> columns(TableScan table, boolean header) {
        if (table.format.isJson()) {
            return table.records.get(0);
        }
        List<String> names = new ArrayList<>();
        if (header && !table.records.isEmpty()) {
            for (String name : table.records.get(0)) {
                names.add(name.isBlank() ? "column" + (names.size() + 1) : name.strip());
            }
        } else if (table.format == Format.LABEL_TEXT) {
            names.addAll(List.of("label", "text"));
        } else if (table.format == Format.LINES) {
            names.add("text");
        } else {
            for (int i = 1; i <= Math.max(1, table.width); i++) {
                names.add("column" + i);
            }
        }
        return names;
    }

    /**
     * Whether the first record names the columns: it holds a usual name, or, in a column that otherwise repeats its values
     * or holds numbers, something that comes only there.
     */
    private static boolean header(TableScan table, ReadOptions options) {
        if (options.header() != null) {
            return options.header();
        }
        if (table.records.isEmpty()) {
            return false;
        }
        List<String> first = table.records.get(0);
        boolean evidence = false;
        for (int c = 0; c < first.size(); c++) {
            String name = first.get(c).strip();
            Set<String> values = new HashSet<>();
            int count = 0;
            boolean numbers = true;
            for (List<String> each : table.records.subList(1, table.records.size())) {
                if (c < each.size()) {
                    String value = each.get(c).strip();
                    values.add(value);
                    count++;
                    numbers &= isNumber(value);
                }
            }
            if (isNumber(name) || name.length() > 100 || (!name.isEmpty() && values.contains(name))) {
                return false;
            }
            boolean telling = table.format != Format.LINES
                    && ((numbers && count >= 3) || (values.size() * 2 <= count && count >= 10));
            evidence |= ColumnNames.known(name) || (telling && !name.isEmpty());
        }
        return evidence;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.,eE".indexOf(c) >= 0)
                && value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
