// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Rows of floats: copying, adding, sums, pooling, embedding rows, dropout. See {@link Kernels} for the grammar. */
public interface RowKernels {
    // ---- elementwise ----

    /** {@code y = x}. */
    void copy(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code x = value}. */
    void fill(int n, float value, float[] x, int xAt);

    /** {@code y = y + x}. */
    void add(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code y = y + alpha·x}. */
    void axpy(int n, float alpha, float[] x, int xAt, float[] y, int yAt);

    /** {@code x = alpha·x}. */
    void scale(int n, float alpha, float[] x, int xAt);

    /** {@code y = y·x}, value by value. */
    void multiply(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code y = max(y, x)}, value by value. */
    void maximum(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code y = min(y, x)}, value by value. */
    void minimum(int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * Moves a gradient where two rows agree: the backward of a maximum or minimum, called for one input after the other,
     * so that the first of equals takes it.
     *
     * @param x an input
     * @param y the result
     * @param g modified: becomes 0 where {@code x = y}
     * @param to modified: {@code g} where {@code x = y}, else 0
     */
    void takeWhereEqual(int n, float[] x, int xAt, float[] y, int yAt, float[] g, int gAt, float[] to, int toAt);

    /** {@code x = min(max(x, -limit), limit)}; NaN stays NaN. */
    void clip(int n, float limit, float[] x, int xAt);

    /** True if a value is not {@code value}; false for none. */
    boolean differs(int n, float value, float[] x, int xAt);

    // ---- sums, in a fixed order ----

    /** The dot product of two rows. */
    float dot(int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * {@code out[i] = x · y_i}, where {@code y_i} are the {@code n} values from {@code y[offsets[i]]} on: {@link #dot} of many
     * rows, summed in an order of its own.
     *
     * @param count rows to multiply
     * @param x n values, not modified
     * @param offsets where each row begins, {@code count} values; rows may overlap or be the same
     * @param out modified: {@code count} values
     */
    default void dotRows(
            int count, int n, float[] x, int xAt, float[] y, int[] offsets, int offsetsAt, float[] out, int outAt) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = dot(n, x, xAt, y, offsets[offsetsAt + i]);
        }
    }

    /** The sum of the values; 0 for none. */
    double sum(int n, float[] x, int xAt);

    /** The sum of the squares of the values; 0 for none. */
    double sumOfSquares(int n, float[] x, int xAt);

    /** The largest value; negative infinity for none, NaN if one is NaN. */
    float max(int n, float[] x, int xAt);

    // ---- rows of a matrix ----

    /**
     * Adds one row to each of {@code m} rows of a matrix: a bias.
     *
     * @param y modified: m×n, row distance {@code ldy}
     */
    void addToRows(int m, int n, float[] row, int rowAt, float[] y, int yAt, int ldy);

    /**
     * Adds the sums of the columns of a matrix to a row: the gradient of a bias, the twin of {@link #addToRows}.
     *
     * @param x m×n, row distance {@code ldx}
     * @param row modified: n values
     */
    void addRowsInto(int m, int n, float[] x, int xAt, int ldx, float[] row, int rowAt);

    // ---- pooling over steps ----

    /**
     * The largest value of each channel over {@code steps} (at least 1) steps. Serves one window of a pooling as well.
     *
     * @param x {@code (steps, channels)}
     * @param out modified: {@code channels} values
     * @param argmax modified: the first step at which each largest value stands, {@code channels} values; or null
     */
    void maxOverSteps(int steps, int channels, float[] x, int xAt, float[] out, int outAt, int[] argmax, int argmaxAt);

    /**
     * Adds the gradient of each channel to the step that {@link #maxOverSteps} chose.
     *
     * @param outGradient {@code channels} values
     * @param xGradient modified: {@code (steps, channels)}
     */
    void maxOverStepsBackward(
            int channels,
            float[] outGradient,
            int outGradientAt,
            int[] argmax,
            int argmaxAt,
            float[] xGradient,
            int xGradientAt);

    /**
     * The mean of each channel over the steps, or over those whose mask is true; 0 if there is none.
     *
     * @param x {@code (steps, channels)}
     * @param mask {@code steps} values, or null
     * @param out modified: {@code channels} values
     */
    void averageOverSteps(
            int steps, int channels, float[] x, int xAt, boolean[] mask, int maskAt, float[] out, int outAt);

    /**
     * Adds each channel's gradient, divided by the number of steps that count, to those steps.
     *
     * @param outGradient {@code channels} values
     * @param xGradient modified: {@code (steps, channels)}
     */
    void averageOverStepsBackward(
            int steps,
            int channels,
            float[] outGradient,
            int outGradientAt,
            boolean[] mask,
            int maskAt,
            float[] xGradient,
            int xGradientAt);

    // ---- embedding ----

    /**
     * Copies rows of a table: {@code out[r] = table[ids[r]]}.
     *
     * @param count rows to copy
     * @param table rows of {@code dim} values
     * @param out modified: {@code (count, dim)}
     * @throws IndexOutOfBoundsException if an id lies outside the table's array
     */
    void gatherRows(int count, int dim, int[] ids, int idsAt, float[] table, int tableAt, float[] out, int outAt);

    /**
     * Adds rows to rows of a table, in the order of the ids: {@code table[ids[r]] += g[r]}, the twin of
     * {@link #gatherRows}.
     *
     * @param g {@code (count, dim)}
     * @param table modified
     */
    void scatterAddRows(int count, int dim, int[] ids, int idsAt, float[] g, int gAt, float[] table, int tableAt);

    // ---- dropout ----

    /**
     * Inverted dropout (Srivastava et al. 2014): a value becomes 0 with probability {@code rate}, otherwise it is divided
     * by {@code 1 - rate}. Whether the value at position {@code p} stays is a function of (key, p) alone, so backward is
     * the same call on the gradient. The probability is exact to 2⁻¹⁷.
     *
     * @param rate in [0, 1)
     * @param firstPosition position of the first value, at least 0
     * @param y modified; may be {@code x}
     */
    void dropout(int n, float rate, long key, long firstPosition, float[] x, int xAt, float[] y, int yAt);
}
