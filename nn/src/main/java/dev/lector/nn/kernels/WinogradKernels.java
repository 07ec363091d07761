// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * The parts of a convolution by fewer multiplications (Winograd 1980, "Arithmetic Complexity of Computations"; Lavin and Gray
 * 2016, "Fast Algorithms for Convolutional Neural Networks"). See {@link Kernels} for the grammar.
 *
 * <p>A run of {@code m} windows of {@code k} steps reads {@code m + k - 1 = 7} steps. Its kernel is evaluated at seven points, as a
 * polynomial whose coefficients are the steps ({@link #evaluate}); the seven steps of the text are carried to the same points
 * by the transposed interpolation ({@link #toPoints}). What belongs to one point is multiplied, and the {@code m} windows are sums of
 * the seven products ({@link #evaluateBackward}). Seven products stand where there were {@code m·k}. What happens for each
 * channel alone is here; the products, which sum over the channels, are matrix products.
 *
 * <p>The points are {@code 1, -1, 2, -2, 1/2, -1/2} and infinity, in this order; the value at infinity is the last coefficient.
 * With them a value's rounding error is about four times that of the plain sum.
 */
public interface WinogradKernels {
    /** Points, and steps that a run of windows reads. */
    int POINTS = 7;

    /** True if a convolution gains by them: if the work for each channel is small beside the products saved. */
    default boolean gainsByPoints() {
        return false;
    }

    /**
     * The values of runs of windows at the points, as their kernel needs them: {@code v_p = Σ_j B[p][j]·x_j}, where row p of B has
     * the coefficients of the polynomial that is 0 at all other points, divided by its value at p; at infinity of the one that
     * is 0 at all of them.
     *
     * @param runs how many
     * @param xNext distance from one run's first step to the next one's
     * @param n channels
     * @param xStep distance between steps
     * @param v modified: n values for each run, {@code vRow} apart, and each point, {@code vPoint} apart
     */
    void toPoints(int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint);

    /**
     * The gradient of {@link #toPoints} by x, with the same parameters: {@code x_j = x_j + Σ_p B[p][j]·v_p}. The steps of a run may
     * overlap those of the next.
     *
     * @param x modified: added to
     * @param v gradient by the values at the points; not modified
     */
    void toPointsBackward(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint);

    /**
     * Polynomials at the points: {@code v_p = Σ_j p^j·x_j}.
     *
     * @param rows how many polynomials of n values
     * @param xNext distance from one row to the next
     * @param terms coefficients, {@code xStep} apart, 1 to 7
     * @param v modified: n values for each row, {@code vRow} apart, and each point, {@code vPoint} apart
     */
    void evaluate(
            int rows,
            int xNext,
            int terms,
            int n,
            float[] x,
            int xAt,
            int xStep,
            float[] v,
            int vAt,
            int vRow,
            int vPoint);

    /**
     * The gradient of {@link #evaluate} by x, with the same parameters: {@code x_j = Σ_p p^j·v_p}. Also what puts windows together.
     *
     * @param x modified: overwritten, {@code terms} times n values for each row
     * @param v values at the points; not modified
     */
    void evaluateBackward(
            int rows,
            int xNext,
            int terms,
            int n,
            float[] x,
            int xAt,
            int xStep,
            float[] v,
            int vAt,
            int vRow,
            int vPoint);
}
