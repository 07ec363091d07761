// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that hold text and label.
 *
 * @param text name of the text column
 * @param label name of the label column, or null
 * @param why one line for the user
 * @param warning that the label column looks like a text
 */
public record ColumnChoice(String text, String label, String why, Optional<Warning> warning) {
    /** Values of which a label is at most so long, on average. */
    private static final int LABEL_LENGTH = 40;

    /**
     * Chooses columns: those given, else by usual names, else by their values (few different short values are labels, the
     * longest values are texts).
     *
     * @param source the file's name
     * @param columns all names
     * @param sample the first rows
     * @throws BadInputException if a column is not there or cannot be guessed
     */
    static ColumnChoice of(String source, List<String> columns, List<Row> sample, DocumentOptions options) {
        List<Figures> figures = new ArrayList<>();
        for (String column : columns) {
            figures.add(Figures.of(column, sample));
        }
        String text = options.text() == null ? null : named(source, columns, options.text());
        String label = options.label() == null ? null : named(source, columns, options.label());
        List<String> reasons = new ArrayList<>();
        if (text == null) {
            text = guessText(columns, figures, label, reasons);
        }
        if (text == null) {
            throw BadInputException.file(
                    "A text column is needed.",
                    source,
                    0,
                    "columns=" + columns,
                    "Name the column that holds the texts.");
        }
        if (label == null) {
            label = guessLabel(columns, figures, text, options.labels(), reasons);
        }
        if (label == null && options.labels()) {
            throw BadInputException.file(
                    "A label column is needed.",
                    source,
                    0,
                    "columns=" + columns + ", text column=" + text,
                    "Name the column that holds the labels, or check the separator.");
        }
        if (text.equals(label)) {
            throw BadInputException.file(
                    "Text and label must be different columns.", source, 0, "text=label=" + text, "Name both columns.");
        }
        String why =
                "Text column '" + text + "', " + (label == null ? "no label column" : "label column '" + label + "'")
                        + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")");
        return new ColumnChoice(text, label, why, label == null ? Optional.empty() : warning(label, columns, figures));
    }

    private static String named(String source, List<String> columns, String name) {
        if (columns.contains(name)) {
            return name;
        }
        List<String> sameLetters =
                columns.stream().filter(c -> c.equalsIgnoreCase(name)).toList();
        if (sameLetters.size() == 1) {
            return sameLetters.get(0);
        }
        if (name.matches("[0-9]{1,6}")) {
            int number = Integer.parseInt(name);
            if (number >= 1 && number <= columns.size()) {
                return columns.get(number - 1);
            }
        }
        String nearest = null;
        for (String column : columns) {
            if (nearest == null || distance(column, name) < distance(nearest, name)) {
                nearest = column;
            }
        }
        throw BadInputException.file(
                "A column must be one of the file's.",
                source,
                0,
                "column=" + name + ", columns=" + columns,
                nearest == null ? "Check the file." : "Did you mean '" + nearest + "'?");
    }

    private static String guessText(List<String> columns, List<Figures> figures, String label, List<String> reasons) {
        String named = usual(ColumnNames.TEXT, columns, label);
        if (named != null) {
            return named;
        }
        Figures longest = null;
        for (Figures each : figures) {
            if (!each.column.equals(label) && each.count > 0 && (longest == null || each.length > longest.length)) {
                longest = each;
            }
        }
        if (longest == null) {
            return null;
        }
        reasons.add(String.format(
                Locale.ROOT,
                "'%s' has the longest values: %.0f characters on average",
                longest.column,
                longest.length));
        return longest.column;
    }

    private static String guessLabel(
            List<String> columns, List<Figures> figures, String text, boolean needed, List<String> reasons) {
        String named = usual(ColumnNames.LABEL, columns, text);
        if (named != null || (!needed && columns.size() == 1)) {
            return named;
        }
        Figures fewest = null;
        for (Figures each : figures) {
            boolean candidate = !each.column.equals(text) && each.count > 1 && each.length <= LABEL_LENGTH;
            if (candidate
                    && each.different > 1
                    && each.repeats()
                    && (fewest == null || each.different < fewest.different)) {
                fewest = each;
            }
        }
        if (fewest == null && needed) {
            return columns.size() == 2 ? columns.get(columns.get(0).equals(text) ? 1 : 0) : null;
        }
        if (fewest == null) {
            return null;
        }
        reasons.add("'" + fewest.column + "' has only " + fewest.different + " different values in the first "
                + fewest.count + " rows");
        return fewest.column;
    }

    private static String usual(List<String> names, List<String> columns, String except) {
        String best = null;
        for (String column : columns) {
            int rank = ColumnNames.rank(names, column);
            if (rank >= 0 && !column.equals(except) && (best == null || rank < ColumnNames.rank(names, best))) {
                best = column;
            }
        }
        return best;
    }

    private static Optional<Warning> warning(String label, List<String> columns, List<Figures> figures) {
        Figures values = figures.get(columns.indexOf(label));
        boolean manyDifferent = values.count >= 10 && values.different > values.count / 2;
        if (!manyDifferent || values.length <= LABEL_LENGTH / 2.0) {
            return Optional.empty();
        }
        return Optional.of(new Warning(
                Warning.Kind.LABEL_LOOKS_LIKE_TEXT,
                String.format(
                        Locale.ROOT,
                        "The label column '%s' looks like a text: %d different values in %d rows, %.0f characters on average.",
                        label,
                        values.different,
                        values.count,
                        values.length)));
    }

    /** Levenshtein's distance, case aside. */
    private static int distance(String a, String b) {
        String x = a.toLowerCase(Locale.ROOT);
        String y = b.toLowerCase(Locale.ROOT);
        x = x.substring(0, Math.min(x.length(), 100));
        y = y.substring(0, Math.min(y.length(), 100));
        int[] row = new int[y.length() + 1];
        for (int j = 0; j <= y.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= x.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.length(); j++) {
                int change = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[y.length()];
    }

    /** What the values of a column look like. */
    private record Figures(String column, int count, int different, double length) {
        static Figures of(String column, List<Row> rows) {
            Set<String> different = new HashSet<>();
            long length = 0;
            int count = 0;
            for (Row row : rows) {
                String value = row.value(column);
                if (value != null && !value.isBlank()) {
                    different.add(value.strip());
                    length += value.length();
                    count++;
                }
            }
            return new Figures(column, count, different.size(), count == 0 ? 0 : (double) length / count);
        }

        boolean repeats() {
            return different * 2 <= count || (count < 10 && different < count);
        }
    }
}
