// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.classify.StudentT;
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
    /** Of the values' mean. */
    public static Interval of(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2) {
            return new Interval(mean, Double.NaN, Double.NaN, n);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = StudentT.critical95(n - 1) * Math.sqrt(squares / (n - 1) / n);
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
