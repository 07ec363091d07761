// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.course;

import java.util.Arrays;

/**
 * A mean and its 95 % confidence interval by Student's t: {@code mean ± t·s/√n}.
 *
 * @param mean of the values
 * @param low end of the interval; NaN if there is one value
 * @param high end of the interval; NaN if there is one value
 * @param count of the values
 */
public record Interval(double mean, double low, double high, int count) {
    /** The 0.975 quantiles of Student's t for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    /** Above 30 degrees of freedom: too large by at most 0.002 (Abramowitz and Stegun 26.7.5, two terms). */
    private static double t(int freedom) {
        return freedom <= T.length ? T[freedom - 1] : 1.960 + 2.372 / freedom + 2.823 / freedom / freedom;
    }

    /** Of the values' mean. */
    public static Interval of(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2) {
            return new Interval(mean, Double.NaN, Double.NaN, n);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = t(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half, n);
    }

    /** Whether 0 lies below the interval. */
    boolean isAbove() {
        return low > 0;
    }

    /** Whether 0 lies above the interval. */
    boolean isBelow() {
        return high < 0;
    }
}
