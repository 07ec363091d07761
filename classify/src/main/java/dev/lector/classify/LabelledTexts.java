// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.AbstractList;
import java.util.List;

/**
 * Texts and their labels, row by row.
 *
 * @param texts not copied
 * @param labels one a text, not copied
 */
record LabelledTexts(List<String> texts, List<String> labels) {
    LabelledTexts {
        if (texts.size() != labels.size()) {
            throw new IllegalArgumentException("Every text needs a label. Received: texts=" + texts.size() + ", labels="
                    + labels.size() + ". Give two lists of one length.");
        }
    }

    int rows() {
        return texts.size();
    }

    /** Some of the rows, as a view. */
    LabelledTexts select(int[] rows) {
        return new LabelledTexts(view(texts, rows), view(labels, rows));
    }

    private static List<String> view(List<String> all, int[] rows) {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return all.get(rows[index]);
            }

            @Override
            public int size() {
                return rows.length;
            }
        };
    }
}
