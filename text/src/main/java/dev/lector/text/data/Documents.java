// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All documents of a file, in memory.
 *
 * @param list in the file's order
 * @param dialect how the file was read
 * @param columns which columns were taken, and why; null if the documents are from no file
 * @param skippedRows bad rows that were left out
 * @param blankRows blank rows that were passed over
 * @param skippedMessages the first reasons for leaving a row out
 * @param warnings what the user should know
 */
public record Documents(
        List<Document> list,
        Dialect dialect,
        ColumnChoice columns,
        long skippedRows,
        long blankRows,
        List<String> skippedMessages,
        List<Warning> warnings) {
    /** Copies the lists. */
    public Documents {
        list = List.copyOf(list);
        skippedMessages = List.copyOf(skippedMessages);
        warnings = List.copyOf(warnings);
    }

    /** Documents from memory; dialect and columns are null. */
    public static Documents of(List<Document> list) {
        return new Documents(list, null, null, 0, 0, List.of(), warnings(list));
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read, or holds no document
     */
    public static Documents read(Path file, DocumentOptions options) throws IOException {
        try (DocumentStream stream = DocumentStream.open(file, options)) {
            return read(stream);
        }
    }

    /**
     * Reads a stream and closes it.
     *
     * @param source a name for messages
     */
    public static Documents read(String source, InputStream in, DocumentOptions options) throws IOException {
        try (DocumentStream stream = DocumentStream.open(source, in, options)) {
            return read(stream);
        }
    }

    private static Documents read(DocumentStream stream) {
        List<Document> list = new ArrayList<>();
        Map<String, String> labels = new LinkedHashMap<>();
        while (stream.hasNext()) {
            Document document = stream.next().document();
            // One string object for each label, however many rows have it.
            String label = document.label() == null ? null : labels.computeIfAbsent(document.label(), l -> l);
            list.add(new Document(document.text(), label, document.line()));
        }
        TableReader table = stream.table();
        if (list.isEmpty()) {
            throw BadInputException.file(
                    "A file must hold at least one row that can be used.",
                    table.source(),
                    0,
                    "skipped rows=" + table.skippedRows() + ", blank rows=" + table.blankRows(),
                    table.skippedRows() > 0
                            ? "The first reason: " + table.skippedMessages().get(0)
                            : "Check the file.");
        }
        List<Warning> warnings = new ArrayList<>(stream.warnings());
        warnings.addAll(warnings(list));
        return new Documents(
                list,
                table.dialect(),
                stream.columns(),
                table.skippedRows(),
                table.blankRows(),
                table.skippedMessages(),
                warnings);
    }

    /** How many documents there are. */
    public int size() {
        return list.size();
    }

    /** The texts in order. */
    public List<String> texts() {
        return list.stream().map(Document::text).toList();
    }

    /** The labels in order; null where there is none. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>(list.size());
        list.forEach(d -> labels.add(d.label()));
        return labels;
    }

    /** How many documents each label has, labels in the order of their characters. */
    public Map<String, Integer> labelCounts() {
        return labelCounts(list);
    }

    private static Map<String, Integer> labelCounts(List<Document> list) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Document document : list) {
            if (document.label() != null) {
                counts.merge(document.label(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<Warning> warnings(List<Document> list) {
        List<Warning> warnings = new ArrayList<>();
        long empty = list.stream().filter(d -> d.text().isBlank()).count();
        if (empty > 0) {
            warnings.add(new Warning(Warning.Kind.EMPTY_TEXTS, empty + " of " + list.size() + " texts are empty."));
        }
        Map<String, Set<String>> alike = new LinkedHashMap<>();
        Map<String, Integer> counts = labelCounts(list);
        for (String label : counts.keySet()) {
            alike.computeIfAbsent(folded(label), f -> new LinkedHashSet<>()).add(label);
        }
        alike.values().removeIf(labels -> labels.size() < 2);
        for (Set<String> labels : alike.values()) {
            List<String> parts = new ArrayList<>();
            labels.forEach(label -> parts.add("'" + label + "' (" + counts.get(label) + " rows)"));
            warnings.add(new Warning(
                    Warning.Kind.NEAR_EQUAL_LABELS,
                    "Labels differ only in case, blanks or Unicode form and stay different classes: "
                            + String.join(", ", parts) + ". Make them the same if they mean the same."));
        }
        return warnings;
    }

    /** A label without its case, its blanks and its Unicode form. */
    private static String folded(String label) {
        return Normalizer.normalize(label, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_-]+", " ")
                .strip();
    }
}
