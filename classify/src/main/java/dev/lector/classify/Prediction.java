// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a classifier says about one text.
 *
 * @param label the label of highest probability, the first of equals, whether or not it is given
 * @param probability of that label
 * @param labels the answer, the most probable first. Where a text has one label: that label, or none if the probability
 *     lies below the classifier's {@link Decision#rejectBelow}: it is none of these. Where a text may have several: all
 *     that reach their thresholds
 * @param probabilities of every label, in the classifier's order of labels; where a text has one label they sum to 1
 * @param noEvidence true if the text is empty or holds no word that the classifier knows: the answer is then the same for
 *     every such text and says nothing about this one
 */
public record Prediction(
        String label, double probability, List<String> labels, Map<String, Double> probabilities, boolean noEvidence) {
    /** Keeps the order of the labels. */
    public Prediction {
        labels = List.copyOf(labels);
        probabilities = probabilities instanceof LabelValues
                ? probabilities
                : Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** True if the answer is none of the labels. */
    public boolean rejected() {
        return labels.isEmpty();
    }

    /** Index of the highest probability of each row, the first of equals. */
    static int[] best(float[] probabilities, int labels) {
        int[] best = new int[probabilities.length / labels];
        for (int r = 0; r < best.length; r++) {
            for (int c = 1; c < labels; c++) {
                if (probabilities[r * labels + c] > probabilities[r * labels + best[r]]) {
                    best[r] = c;
                }
            }
        }
        return best;
    }
}
