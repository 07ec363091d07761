// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wrong with training data: errors are thrown, doubts are told. */
final class DataCheck {
    /** A class with fewer rows is learnt badly, and judged worse. */
    private static final int FEW_ROWS = 10;
    /** Labels are shorter than this on average; texts are longer. */
    private static final int LONG_LABEL = 40;

    private DataCheck() {}

    /**
     * Rows of each label, the labels sorted.
     *
     * @throws IllegalArgumentException if nothing can be learnt from the rows
     */
    static Map<String, Integer> count(LabelledTexts data) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException(
                    "Training needs labelled texts. Received: rows=0. Check that the file has rows below its header.");
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (int row = 0; row < data.rows(); row++) {
            for (String label : data.sets().get(row)) {
                if (label == null || label.isBlank()) {
                    throw new IllegalArgumentException("Every row needs a label. Received: an empty label in row "
                            + (row + 1) + ", text='"
                            + Lists.oneLine(String.valueOf(data.texts().get(row)), 60)
                            + "'. Label the row, or leave it out.");
                }
                counts.merge(label, 1, Integer::sum);
            }
            if (data.texts().get(row) == null) {
                throw new IllegalArgumentException("Every row needs a text, which may be empty. Received: text=null in"
                        + " row " + (row + 1) + ". Give an empty text, or leave the row out.");
            }
        }
        if (counts.size() < 2) {
            throw new IllegalArgumentException("Training needs at least two different labels. Received: "
                    + Lists.quoted(counts.keySet()) + " in all " + data.rows()
                    + " rows. Check the label column, or add rows of another class.");
        }
        if (!data.multiLabel() && counts.size() == data.rows() && data.rows() > 2) {
            throw new IllegalArgumentException("A label must stand in more than one row. Received: "
                    + counts.size() + " different labels in " + data.rows() + " rows, " + Lists.quoted(counts.keySet())
                    + ". Check the label column: this looks like a text or a number column.");
        }
        return counts;
    }

    /** Doubts about the rows, in sentences. */
    static List<String> doubts(LabelledTexts data, Map<String, Integer> counts) {
        List<String> doubts = new ArrayList<>();
        List<String> single = labelsWith(counts, 1, 1);
        List<String> few = labelsWith(counts, 2, FEW_ROWS - 1);
        if (!single.isEmpty()) {
            doubts.add(single.size() + " labels stand in one row only, which is used for training and never for"
                    + " validation: " + Lists.quoted(single) + ".");
        }
        if (!few.isEmpty()) {
            doubts.add(few.size() + " labels stand in fewer than " + FEW_ROWS + " rows: " + Lists.quoted(few)
                    + ". Give more rows, or join classes.");
        }
        if ((!data.multiLabel() && counts.size() > data.rows() / 2) || meanLength(counts) > LONG_LABEL) {
            doubts.add("The labels look like texts: " + counts.size() + " different ones in " + data.rows() + " rows, "
                    + Math.round(meanLength(counts)) + " characters on average. Is it the right column?");
        }
        long without = data.sets().stream().filter(List::isEmpty).count();
        if (without > 0) {
            doubts.add(without + " of " + data.rows() + " rows have no label: no label is right for them.");
        }
        addLookAlikes(counts, doubts);
        addTexts(data, doubts);
        return doubts;
    }

    private static List<String> labelsWith(Map<String, Integer> counts, int least, int most) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least && entry.getValue() <= most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double meanLength(Map<String, Integer> counts) {
        return counts.keySet().stream().mapToInt(String::length).average().orElse(0);
    }

    private static void addLookAlikes(Map<String, Integer> counts, List<String> doubts) {
        Map<String, List<String>> bySimple = new TreeMap<>();
        for (String label : counts.keySet()) {
            bySimple.computeIfAbsent(label.strip().toLowerCase(Locale.ROOT), simple -> new ArrayList<>())
                    .add(label);
        }
        for (List<String> alike : bySimple.values()) {
            if (alike.size() > 1) {
                doubts.add("Labels differ in blanks or capitals only and count as different: " + Lists.quoted(alike)
                        + ". Write them alike.");
            }
        }
    }

    private static void addTexts(LabelledTexts data, List<String> doubts) {
        TextHashes different = new TextHashes(data.texts());
        int empty = 0;
        int[] firstRow = new int[different.size()];
        Arrays.fill(firstRow, -1);
        BitSet contradicting = new BitSet();
        TreeSet<String> examples = new TreeSet<>();
        int row = 0;
        for (String text : data.texts()) {
            if (text.isBlank()) {
                empty++;
            } else {
                int index = different.indexOf(text);
                if (firstRow[index] < 0) {
                    firstRow[index] = row;
                } else if (!contradicting.get(index) && differ(data.sets(), firstRow[index], row)) {
                    contradicting.set(index);
                    examples.add(text);
                    if (examples.size() > 3) {
                        examples.pollLast();
                    }
                }
            }
            row++;
        }
        if (empty > 0) {
            doubts.add(empty + " texts are empty.");
        }
        if (!contradicting.isEmpty()) {
            doubts.add(contradicting.cardinality() + " texts stand there more than once with different labels: "
                    + Lists.quoted(examples) + ".");
        }
    }

    private static boolean differ(List<List<String>> sets, int a, int b) {
        return sets.get(a).size() != sets.get(b).size() || !sets.get(a).containsAll(sets.get(b));
    }

    /** A warning if texts of the validation part also stand in the training part; else empty. */
    static List<String> leaks(LabelledTexts training, LabelledTexts validation) {
        if (validation.rows() == 0) {
            return List.of();
        }
        TextHashes seen = new TextHashes(training.texts());
        long leaked = validation.texts().stream()
                .filter(text -> !text.isBlank() && seen.indexOf(text) >= 0)
                .count();
        if (leaked == 0) {
            return List.of();
        }
        return List.of(leaked + " of " + validation.rows() + " validation texts also stand in the training part; the"
                + " figures flatter the classifier. Remove duplicates.");
    }
}
