// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** Log-count ratios, the weights of NBSVM (Wang and Manning 2012, "Baselines and Bigrams", section 2.1). */
public final class LogCountRatios {
    private LogCountRatios() {}

    /**
     * {@code r = ln((p/|p|) / (q/|q|))} of each column, where {@code p} is {@code alpha} and the sum of the column's values
     * in the rows of the class, {@code q} is the same in all other rows, and {@code |p|}, {@code |q|} are the sums of
     * {@code p} and {@code q} over the columns. Columns in which no row has a value have the ratio 0 and are not counted in
     * the sums: the empty column 0 of a bag among them.
     *
     * @param rows values of 0 or more, counts or 0 and 1 as in the paper; not modified
     * @param labels the class of each row; not modified
     * @param label the class that is told from all others
     * @param alpha above 0; the paper has 1
     * @return one ratio a column, above 0 if the column speaks for the class
     */
    public static float[] of(SparseRows rows, int[] labels, int label, double alpha) {
        if (labels.length != rows.rows() || !(alpha > 0)) {
            throw new IllegalArgumentException(
                    "Each row has a label, and alpha is above 0. Received: rows=" + rows.rows() + ", labels="
                            + labels.length + ", alpha=" + alpha + ". Take alpha=1 as the paper does.");
        }
        double[] inside = new double[rows.columns()];
        double[] outside = new double[rows.columns()];
        for (int row = 0; row < labels.length; row++) {
            double[] sums = labels[row] == label ? inside : outside;
            for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
                sums[rows.indices()[e]] += nonNegative(rows.values()[e], row);
            }
        }
        double allInside = 0;
        double allOutside = 0;
        for (int c = 0; c < inside.length; c++) {
            if (inside[c] + outside[c] > 0) {
                allInside += inside[c] + alpha;
                allOutside += outside[c] + alpha;
            }
        }
        float[] ratios = new float[inside.length];
        for (int c = 0; c < ratios.length; c++) {
            if (inside[c] + outside[c] > 0) {
                ratios[c] = (float) Math.log((inside[c] + alpha) / allInside / ((outside[c] + alpha) / allOutside));
            }
        }
        return ratios;
    }

    private static float nonNegative(float value, int row) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("Log-count ratios are made of counts. Received: value=" + value
                    + " in row " + row + ". Encode with Mode.BINARY or Mode.COUNT.");
        }
        return value;
    }
}
