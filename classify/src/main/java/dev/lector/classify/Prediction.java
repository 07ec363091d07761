// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier says about one text.
 *
 * @param label the answer: the label of highest probability, the first of equals
 * @param probability of the answer
 * @param probabilities of every label, in the classifier's order of labels; they sum to 1
 * @param noEvidence true if the text is empty or holds no word that the classifier knows: the answer is then the same for
 *     every such text and says nothing about this one
 */
public record Prediction(String label, double probability, Map<String, Double> probabilities, boolean noEvidence) {
    /** Keeps the order of the labels. */
    public Prediction {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
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
