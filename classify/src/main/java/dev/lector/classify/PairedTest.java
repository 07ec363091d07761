// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether two recipes that were judged on the same folds differ by more than chance.
 *
 * <p>Over folds: the corrected resampled t-test (Nadeau and Bengio 2003). The training parts of the folds overlap, so their
 * figures are not independent, and the plain t-test finds differences where there are none; the variance of the mean
 * difference is {@code (1/k + test/train)·s²} instead of {@code s²/k}. Over rows: McNemar's exact test of those that only one
 * of the two answers rightly.
 *
 * @param difference mean of the folds' differences, first minus second
 * @param low95 lower end of its 95 % interval
 * @param high95 upper end of its 95 % interval
 * @param p probability of such a difference over the folds by chance alone
 * @param onlyFirst rows that only the first answers rightly
 * @param onlySecond rows that only the second answers rightly
 * @param rowsP probability of these counts by chance alone
 */
public record PairedTest(
        double difference, double low95, double high95, double p, int onlyFirst, int onlySecond, double rowsP) {

    /**
     * Compares.
     *
     * @param first figure of each fold
     * @param second figure of each fold, in the same order
     * @param testShare rows of a fold for each row of its training part: {@code 1/(k - 1)} for k folds of one size
     * @param firstRight which rows the first answers rightly
     * @param secondRight which rows the second answers rightly
     */
    static PairedTest of(
            double[] first, double[] second, double testShare, boolean[] firstRight, boolean[] secondRight) {
        int folds = first.length;
        double[] differences = new double[folds];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        double mean = Arrays.stream(differences).sum() / folds;
        double squares = Arrays.stream(differences)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double error = Math.sqrt((1.0 / folds + testShare) * squares / (folds - 1));
        double half = StudentT.critical95(folds - 1) * error;
        double p = mean == 0 ? 1 : StudentT.twoSided(mean / error, folds - 1);
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int row = 0; row < firstRight.length; row++) {
            onlyFirst += firstRight[row] && !secondRight[row] ? 1 : 0;
            onlySecond += secondRight[row] && !firstRight[row] ? 1 : 0;
        }
        return new PairedTest(mean, mean - half, mean + half, p, onlyFirst, onlySecond, mcNemar(onlyFirst, onlySecond));
    }

    /** Twice the probability of at most the smaller count, if each of the rows falls to either side alike. */
    static double mcNemar(int one, int other) {
        int rows = one + other;
        double logarithm = -rows * StrictMath.log(2);
        double tail = 0;
        for (int k = 0; k <= Math.min(one, other); k++) {
            tail += StrictMath.exp(logarithm);
            logarithm += StrictMath.log((double) (rows - k) / (k + 1));
        }
        return Math.min(1, 2 * tail);
    }

    /** Whether the folds tell the two apart: the 95 % interval does not hold 0. */
    public boolean differs() {
        return p < .05;
    }

    /** The figures by their names, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("difference", difference);
        map.put("low95", low95);
        map.put("high95", high95);
        map.put("p", p);
        map.put("onlyThisRight", onlyFirst);
        map.put("onlyBestRight", onlySecond);
        map.put("mcNemarP", rowsP);
        return map;
    }
}
