// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts and their labels, row by row: one label a text, or any number of them. What a classifier learns follows from it:
 * trained on rows with one label each it gives one label, on others a set.
 *
 * @param texts not copied
 * @param sets the labels of each text, none twice in a row, not copied
 * @param multiLabel whether a text may have several labels, or none
 */
public record LabelledTexts(List<String> texts, List<List<String>> sets, boolean multiLabel) {
    /** Checks the sizes. */
    public LabelledTexts {
        if (texts.size() != sets.size()) {
            throw new IllegalArgumentException("Every text needs a label. Received: texts=" + texts.size() + ", labels="
                    + sets.size() + ". Give two lists of one length.");
        }
    }

    /** Texts with one label each. */
    public static LabelledTexts of(List<String> texts, List<String> labels) {
        Map<String, List<String>> single = new HashMap<>();
        return new LabelledTexts(
                texts,
                Lists.view(
                        labels.size(),
                        row -> labels.get(row) == null
                                ? List.of("")
                                : single.computeIfAbsent(labels.get(row), List::of)),
                false);
    }

    /** Texts with any number of labels each. */
    public static LabelledTexts multiLabel(List<String> texts, List<List<String>> sets) {
        return new LabelledTexts(texts, sets, true);
    }

    /** Number of rows. */
    public int rows() {
        return texts.size();
    }

    /** The label of a row that has one. */
    public String label(int row) {
        return sets.get(row).get(0);
    }

    /** The labels of rows that have one each, as a view. */
    List<String> labels() {
        if (multiLabel) {
            throw new IllegalStateException(
                    "Rows with several labels have no one label. Received: multiLabel=true." + " Use sets().");
        }
        return Lists.view(rows(), this::label);
    }

    /** Some of the rows, as a view. */
    public LabelledTexts select(int[] rows) {
        return new LabelledTexts(
                Lists.view(rows.length, i -> texts.get(rows[i])),
                Lists.view(rows.length, i -> sets.get(rows[i])),
                multiLabel);
    }
}
