// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * Operations that a text engine has beside the usual ones: a convolution over words as a sum of table rows, and gradients
 * of which only a few rows are not 0. See {@link Kernels} for the grammar.
 *
 * <p>The table of a convolution of {@code width} steps and {@code n} filters has a row for each different word:
 * {@code width} runs of {@code n} values, run j being the word's vector times the kernel's step j. The sum over a window
 * is then {@code Σ_j table[slots[t - left + j]][j]}, where steps outside the text count nothing.
 */
public interface WordKernels {
    /**
     * {@code y = y + Σ_i alphas[i]·x_i}, where {@code x_i} are the {@code n} values from {@code x[xAt + offsets[i]]} on.
     *
     * @param count rows to add
     * @param y modified: n values
     */
    void addScaledRows(
            int count,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int xAt,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt);

    /**
     * The sums of all windows.
     *
     * @param windows number of windows, one a step
     * @param steps of the text
     * @param left steps of the first window that lie before the text
     * @param slots row of the table for each step
     * @param out modified: {@code (windows, n)}
     */
    void windowSums(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt);

    /**
     * The largest sum of each filter over all windows, without storing the sums: {@link #windowSums} and
     * {@link RowKernels#maxOverSteps} in one.
     *
     * @param others added to each sum, {@code (windows, n)}; null for nothing
     * @param out modified: n values
     * @param argmax modified: the first window at which each largest sum stands, n values
     */
    void windowSumsMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] others,
            int othersAt,
            float[] out,
            int outAt,
            int[] argmax,
            int argmaxAt);

    /**
     * As {@link #windowSumsMax} without the windows' places: for predictions.
     *
     * @param out modified: n values
     */
    void windowMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt);
}
