// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /**
     * The ROC curve: the share of negatives above each threshold against the share of positives.
     *
     * @param most points; of more, every so many-th is kept, and the ends
     * @return {@code {x, y}} pairs from (0, 0) to (1, 1); empty if all rows are of one kind
     */
    static List<double[]> roc(float[] scores, boolean[] positive, int most) {
        long positives = count(positive);
        long negatives = positive.length - positives;
        List<double[]> points = new ArrayList<>();
        if (positives == 0 || negatives == 0) {
            return points;
        }
        points.add(new double[] {0, 0});
        walk(
                scores,
                positive,
                (hits, rows) ->
                        points.add(new double[] {(double) (rows - hits) / negatives, (double) hits / positives}));
        return thinned(points, most);
    }

    /**
     * The precision-recall curve: recall against precision at each threshold.
     *
     * @param most points; of more, every so many-th is kept, and the ends
     * @return {@code {x, y}} pairs by rising recall; empty if no row is positive
     */
    static List<double[]> precisionRecall(float[] scores, boolean[] positive, int most) {
        long positives = count(positive);
        List<double[]> points = new ArrayList<>();
        if (positives == 0) {
            return points;
        }
        walk(scores, positive, (hits, rows) -> {
            double[] point = {(double) hits / positives, (double) hits / rows};
            if (points.isEmpty()) {
                points.add(new double[] {0, point[1]});
            }
            points.add(point);
        });
        return thinned(points, most);
    }

    private interface Step {
        void at(long hits, long rows);
    }

    /** Lowers the threshold from score to score; tells the positives and the rows above it. */
    private static void walk(float[] scores, boolean[] positive, Step step) {
        int[] order = descending(scores);
        long seen = 0;
        int at = 0;
        while (at < order.length) {
            int end = endOfTie(scores, order, at);
            seen += hits(positive, order, at, end);
            step.at(seen, end);
            at = end;
        }
    }

    private static List<double[]> thinned(List<double[]> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        List<double[]> few = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            few.add(points.get((int) ((long) i * (points.size() - 1) / (most - 1))));
        }
        return few;
    }

    /** Indices of the scores, the highest first; of equals the first in the array. */
    static int[] descending(float[] scores) {
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

    static long count(boolean[] positive) {
        long count = 0;
        for (boolean one : positive) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
