// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Arrays;

/** Areas under the curves of one class against the rest: exact, by sorting, with ties treated as one threshold. */
final class Curves {
    private Curves() {}

    /**
     * Area under the ROC curve: the chance that a positive row scores above a negative one, a tie counting half (Hanley
     * and McNeil 1982).
     *
     * @param scores not modified
     * @return NaN if all rows are of one kind
     */
    static double rocArea(float[] scores, boolean[] positive) {
        long positives = count(positive);
        long negatives = positive.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        int[] order = descending(scores);
        double pairs = 0;
        long seen = 0;
        int at = 0;
        while (at < order.length) {
            int end = endOfTie(scores, order, at);
            long hits = hits(positive, order, at, end);
            long misses = end - at - hits;
            pairs += misses * (seen + hits / 2.0);
            seen += hits;
            at = end;
        }
        return pairs / positives / negatives;
    }

    /**
     * Area under the precision-recall curve as average precision: {@code Σ (recall_i - recall_{i-1}) · precision_i} over
     * the thresholds, without interpolation.
     *
     * @param scores not modified
     * @return NaN if no row is positive
     */
    static double precisionRecallArea(float[] scores, boolean[] positive) {
        long positives = count(positive);
        if (positives == 0) {
            return Double.NaN;
        }
        int[] order = descending(scores);
        double area = 0;
        long seen = 0;
        int at = 0;
        while (at < order.length) {
            int end = endOfTie(scores, order, at);
            long hits = hits(positive, order, at, end);
            seen += hits;
            area += (double) hits / positives * seen / end;
            at = end;
        }
        return area;
    }

    private static int[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            // Probabilities are not negative, so their bits order as they do; the index makes the keys distinct.
            keys[i] = (long) ~Float.floatToIntBits(scores[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    private static int endOfTie(float[] scores, int[] order, int at) {
        int end = at + 1;
        while (end < order.length && scores[order[end]] == scores[order[at]]) {
            end++;
        }
        return end;
    }

    private static long hits(boolean[] positive, int[] order, int from, int to) {
        long hits = 0;
        for (int i = from; i < to; i++) {
            hits += positive[order[i]] ? 1 : 0;
        }
        return hits;
    }

    private static long count(boolean[] positive) {
        long count = 0;
        for (boolean one : positive) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
