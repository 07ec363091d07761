// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All documents of a file, a folder or an archive, in memory.
 *
 * @param list in the file's order
 * @param description how it was read, in one line; empty if the documents are from no file
 * @param skippedRows bad rows, documents and files that were left out
 * @param blankRows blank rows that were passed over
 * @param skippedMessages the first reasons for leaving something out
 * @param warnings what the user should know
 */
public record Documents(
        List<Document> list,
        String description,
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

    /** Documents from memory. */
    public static Documents of(List<Document> list) {
        return new Documents(list, "", 0, 0, List.of(), warnings(list));
    }

    /** A text from elsewhere in the form in which the readers give texts: Unicode's form C, no half of a surrogate pair. */
    public static String normalized(String text) {
        return TextForm.of(text, true, new Tally(Policy.SKIP));
    }

    /**
     * Reads a file, a folder or an archive.
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
        Map<List<String>, List<String>> labels = new HashMap<>();
        while (stream.hasNext()) {
            Document document = stream.next().document();
            // One object for equal labels, however many documents have them.
            list.add(new Document(
                    document.text(),
                    labels.computeIfAbsent(document.labels(), l -> l),
                    document.metadata(),
                    document.origin()));
        }
        if (list.isEmpty()) {
            throw BadInputException.file(
                    "A file must hold at least one row that can be used.",
                    stream.source(),
                    0,
                    "skipped rows=" + stream.skippedRows() + ", blank rows=" + stream.blankRows(),
                    stream.skippedRows() > 0
                            ? "The first reason: " + stream.skippedMessages().get(0)
                            : "Check the file.");
        }
        List<Warning> warnings = new ArrayList<>(stream.warnings());
        warnings.addAll(warnings(list));
        return new Documents(
                list,
                stream.description(),
                stream.skippedRows(),
                stream.blankRows(),
                stream.skippedMessages(),
                warnings);
    }

    /**
     * Those of one part of a set that is divided (train, validation, test); all, if it is not divided.
     *
     * @throws BadInputException if it is divided and has no such part
     */
    public Documents part(String part) {
        Map<String, Integer> parts = parts();
        if (parts.isEmpty()) {
            return this;
        }
        if (!parts.containsKey(part)) {
            throw BadInputException.file(
                    "A part must be one of the set's.",
                    list.get(0).origin().source(),
                    0,
                    "part=" + part + ", parts=" + parts.keySet(),
                    "Name one of them.");
        }
        return new Documents(
                list.stream().filter(d -> part.equals(d.part())).toList(),
                description,
                skippedRows,
                blankRows,
                skippedMessages,
                warnings);
    }

    /** How many documents each part has, in the order of their names; empty if the set is not divided. */
    public Map<String, Integer> parts() {
        Map<String, Integer> parts = new TreeMap<>();
        for (Document document : list) {
            if (document.part() != null) {
                parts.merge(document.part(), 1, Integer::sum);
            }
        }
        return parts;
    }

    /** How many documents there are. */
    public int size() {
        return list.size();
    }

    /** The texts in order. */
    public List<String> texts() {
        return list.stream().map(Document::text).toList();
    }

    /**
     * The labels in order; null where there is none.
     *
     * @throws IllegalStateException if a document has several
     */
    public List<String> labels() {
        List<String> labels = new ArrayList<>(list.size());
        list.forEach(d -> labels.add(d.label()));
        return labels;
    }

    /** How many documents have each label, labels in the order of their characters. */
    public Map<String, Integer> labelCounts() {
        return labelCounts(list);
    }

    private static Map<String, Integer> labelCounts(List<Document> list) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Document document : list) {
            document.labels().forEach(label -> counts.merge(label, 1, Integer::sum));
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
