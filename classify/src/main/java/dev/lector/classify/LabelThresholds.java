// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Thresholds of labels where a text may have several, tuned on validation rows. Each label's threshold is the one of its
 * highest F1 (SCut of Yang 2001, A Study on Thresholding Strategies for Text Categorization); a label with few rows, whose
 * own optimum is chance, shares the threshold of the highest F1 over all decisions.
 */
final class LabelThresholds {
    /** Fewer rows of a label say little about its threshold. */
    private static final int ROWS_OF_ITS_OWN = 10;

    private LabelThresholds() {}

    /**
     * Finds the thresholds.
     *
     * @param probabilities {@code (rows, labels)}, not modified
     * @param truth {@code (rows, labels)}
     * @param notes modified: what was found
     */
    static List<Double> fit(float[] probabilities, boolean[] truth, int labels, List<String> notes) {
        double shared = best(probabilities, truth);
        List<Double> thresholds = new ArrayList<>();
        int own = 0;
        for (int c = 0; c < labels; c++) {
            float[] scores = new float[probabilities.length / labels];
            boolean[] positive = new boolean[scores.length];
            int rows = 0;
            for (int r = 0; r < scores.length; r++) {
                scores[r] = probabilities[r * labels + c];
                positive[r] = truth[r * labels + c];
                rows += positive[r] ? 1 : 0;
            }
            own += rows >= ROWS_OF_ITS_OWN ? 1 : 0;
            thresholds.add(rows >= ROWS_OF_ITS_OWN ? best(scores, positive) : shared);
        }
        notes.add(String.format(
                Locale.ROOT,
                "Of %d labels %d have a threshold of their own, tuned for F1 on %d validation rows; the others, with"
                        + " fewer than %d rows there, share %.3f.",
                labels,
                own,
                probabilities.length / labels,
                ROWS_OF_ITS_OWN,
                shared));
        return thresholds;
    }

    /** The threshold of the highest F1, half-way to the next lower score; of equals the one nearest to one half. */
    static double best(float[] scores, boolean[] positive) {
        int[] order = Curves.descending(scores);
        long positives = Curves.count(positive);
        long hits = 0;
        double best = 0;
        double threshold = .5;
        for (int i = 0; i < order.length; i++) {
            hits += positive[order[i]] ? 1 : 0;
            double here = scores[order[i]];
            double next = i + 1 < order.length ? scores[order[i + 1]] : 0;
            if (next == here) {
                continue;
            }
            double f1 = 2.0 * hits / (i + 1 + positives);
            double between = next < .5 && here >= .5 ? .5 : (here + next) / 2;
            boolean nearer = f1 == best && Math.abs(between - .5) < Math.abs(threshold - .5);
            if (f1 > best || (f1 > 0 && nearer)) {
                best = f1;
                threshold = between;
            }
        }
        return threshold;
    }
}
