// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * Means, variances and the maps made of them. {@code x} is a matrix of m rows, the positions, and n columns, the channels,
 * without a distance between rows. See {@link Kernels} for the grammar.
 */
public interface NormalizationKernels {
    // ---- columns: a channel over all positions ----

    /**
     * Sums of each column about a center near its mean, from which mean and variance follow without the loss of
     * {@code E[x²] - E[x]²}: a first pass finds the center, a second one the sums (Chan, Golub and LeVeque 1983, eq. 1.7).
     *
     * @param weights m values: how often each row counts
     * @param out modified, 3·n values: the centers; {@code Σ w·(x - center)}; {@code Σ w·(x - center)²}
     */
    void moments(int m, int n, float[] weights, int weightsAt, float[] x, int xAt, float[] out, int outAt);

    /**
     * {@code y = (x - center)·scale + shift}, each column with its own.
     *
     * @param p 3·n values: shift, center, scale
     * @param y modified; may be {@code x}
     */
    void normalize(int m, int n, float[] x, int xAt, float[] p, int pAt, float[] y, int yAt);

    /**
     * The sums of a gradient's columns, and of their products with what {@link #normalize} centered.
     *
     * @param g m×n
     * @param center n values
     * @param out modified, 2·n values: {@code Σ g}; {@code Σ g·(x - center)}
     */
    void normalizeSums(
            int m, int n, float[] x, int xAt, float[] g, int gAt, float[] center, int centerAt, float[] out, int outAt);

    /**
     * Adds to the gradient by the input of {@link #normalize}, whose center and scale depend on the input:
     * {@code xGradient += scale·g + w·(slope·(x - center) + offset)}.
     *
     * @param weights m values, as in {@link #moments}
     * @param p 4·n values: center, scale, slope, offset
     * @param xGradient modified: m×n
     */
    void normalizeBackward(
            int m,
            int n,
            float[] weights,
            int weightsAt,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            float[] p,
            int pAt,
            float[] xGradient,
            int xGradientAt);

    // ---- rows: all channels of a position ----

    /**
     * {@code y = (x - mean)·inverse·gamma + beta} with the mean of each row and {@code inverse = 1/√(variance + epsilon)}.
     *
     * @param gamma n values
     * @param beta n values
     * @param y modified: m×n
     * @param statistics modified, 2·m values: mean and inverse of each row; or null
     */
    void normalizeRows(
            int m,
            int n,
            float epsilon,
            float[] x,
            int xAt,
            float[] gamma,
            int gammaAt,
            float[] beta,
            int betaAt,
            float[] y,
            int yAt,
            float[] statistics,
            int statisticsAt);

    /**
     * The way back of {@link #normalizeRows} (Ba, Kiros and Hinton 2016).
     *
     * @param g m×n
     * @param gammaGradient n values, added to
     * @param betaGradient n values, added to
     * @param xGradient m×n, added to; or null
     */
    void normalizeRowsBackward(
            int m,
            int n,
            float[] x,
            int xAt,
            float[] gamma,
            int gammaAt,
            float[] statistics,
            int statisticsAt,
            float[] g,
            int gAt,
            float[] gammaGradient,
            int gammaGradientAt,
            float[] betaGradient,
            int betaGradientAt,
            float[] xGradient,
            int xGradientAt);
}
