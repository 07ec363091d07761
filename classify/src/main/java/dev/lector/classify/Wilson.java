// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/** The confidence interval of a share of independent rows (Wilson 1927). */
final class Wilson {
    /** Two-sided 95 % quantile of the normal distribution. */
    private static final double Z95 = 1.959963984540054;

    private Wilson() {}

    /** Lower and upper end, with 95 % confidence. */
    static double[] interval95(double share, int rows) {
        double z2 = Z95 * Z95 / rows;
        double middle = (share + z2 / 2) / (1 + z2);
        double half = Z95 / (1 + z2) * Math.sqrt(share * (1 - share) / rows + z2 / rows / 4);
        return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
    }
}
