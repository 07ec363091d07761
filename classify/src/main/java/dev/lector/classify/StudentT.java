// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/** Student's t distribution with a whole number of degrees of freedom, in closed form (Abramowitz and Stegun 26.7.3, 26.7.4). */
public final class StudentT {
    private StudentT() {}

    /**
     * The probability that chance alone gives a value as far from 0 as {@code t}, in either direction.
     *
     * @param freedom degrees of freedom, at least 1
     */
    public static double twoSided(double t, int freedom) {
        check(freedom);
        double angle = StrictMath.atan(Math.abs(t) / Math.sqrt(freedom));
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        double within = odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
        return Math.max(0, Math.min(1, 1 - within));
    }

    /**
     * The value that chance alone exceeds, in either direction, in 5 of 100 cases.
     *
     * @param freedom degrees of freedom, at least 1
     */
    public static double critical95(int freedom) {
        double low = 0;
        double high = 13;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle, freedom) > .05) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static void check(int freedom) {
        if (freedom < 1) {
            throw new IllegalArgumentException("Student's t has at least 1 degree of freedom. Received: freedom="
                    + freedom + ". Give two values or more.");
        }
    }
}
