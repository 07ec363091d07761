// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rising curve from scores to probabilities: straight between its corners, level beyond them.
 *
 * @param scores of the corners, ascending
 * @param shares of the corners, ascending, from 0 to 1
 */
record IsotonicCurve(List<Double> scores, List<Double> shares) {
    IsotonicCurve {
        scores = List.copyOf(scores);
        shares = List.copyOf(shares);
        boolean fits = !scores.isEmpty() && scores.size() == shares.size();
        for (int i = 0; fits && i < scores.size(); i++) {
            fits = shares.get(i) >= 0
                    && shares.get(i) <= 1
                    && (i == 0 || (scores.get(i) > scores.get(i - 1) && shares.get(i) >= shares.get(i - 1)));
        }
        if (!fits) {
            throw new IllegalArgumentException("The corners of a rising curve must rise, from 0 to 1. Received: scores="
                    + scores.size() + ", shares=" + shares.size() + ". Learn it again.");
        }
    }

    /**
     * The rising curve of least squares, by pooling adjacent violators (Ayer et al. 1955). Equal scores count as one, with
     * the mean of what came; corners that lie on a level line are left out.
     *
     * @param came whether each came true
     */
    static IsotonicCurve fit(float[] scores, boolean[] came) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] x = new double[order.length];
        double[] sum = new double[order.length];
        double[] weight = new double[order.length];
        int points = 0;
        for (int i : order) {
            if (points == 0 || scores[i] > x[points - 1]) {
                x[points++] = scores[i];
            }
            sum[points - 1] += came[i] ? 1 : 0;
            weight[points - 1]++;
        }
        return corners(Arrays.copyOf(x, points), pooled(sum, weight, points));
    }

    /** The level of each point after pooling. */
    private static double[] pooled(double[] sum, double[] weight, int points) {
        int[] start = new int[points];
        double[] sums = new double[points];
        double[] weights = new double[points];
        int blocks = 0;
        for (int i = 0; i < points; i++) {
            start[blocks] = i;
            sums[blocks] = sum[i];
            weights[blocks] = weight[i];
            blocks++;
            while (blocks > 1 && sums[blocks - 2] * weights[blocks - 1] >= sums[blocks - 1] * weights[blocks - 2]) {
                sums[blocks - 2] += sums[blocks - 1];
                weights[blocks - 2] += weights[blocks - 1];
                blocks--;
            }
        }
        double[] levels = new double[points];
        for (int b = 0; b < blocks; b++) {
            Arrays.fill(levels, start[b], b + 1 < blocks ? start[b + 1] : points, sums[b] / weights[b]);
        }
        return levels;
    }

    private static IsotonicCurve corners(double[] x, double[] levels) {
        List<Double> scores = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            boolean level = i > 0 && i < x.length - 1 && levels[i] == levels[i - 1] && levels[i] == levels[i + 1];
            if (!level) {
                scores.add(x[i]);
                shares.add(levels[i]);
            }
        }
        return new IsotonicCurve(scores, shares);
    }

    /** The height of the curve at a score. */
    double at(double score) {
        int last = scores.size() - 1;
        if (score <= scores.get(0)) {
            return shares.get(0);
        }
        if (score >= scores.get(last)) {
            return shares.get(last);
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (scores.get(middle) <= score) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double part = (score - scores.get(low)) / (scores.get(high) - scores.get(low));
        return shares.get(low) + part * (shares.get(high) - shares.get(low));
    }
}
