// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Products of many rows with one: the search for the nearest. See {@link Kernels} for the grammar. */
public interface SearchKernels {
    /** Rows of a block of {@link #blockDots}. */
    int BLOCK_ROWS = 64;

    /**
     * The dot product of each of {@code rows} rows with one: a row has the same bits among any others.
     *
     * @param table rows of {@code n} values, row distance {@code stride}
     * @param out modified: {@code rows} values
     */
    void rowDots(
            int rows,
            int n,
            float[] table,
            int tableAt,
            int stride,
            float[] query,
            int queryAt,
            float[] out,
            int outAt);

    /**
     * The same for rows of four-bit numbers, four of them to a short: sums modulo 2¹⁶, exact where they fit a short. Rows lie
     * in blocks of {@link #BLOCK_ROWS} with the first four numbers of all rows, then the next four of all, and so on.
     *
     * @param n numbers of a row, a multiple of 4
     * @param codes {@code (blocks, n/4, 64)}; the first of four numbers, 0 to 15, is in the lowest bits
     * @param query n values
     * @param start added to each sum
     * @param out modified: {@code 64·blocks} values, −32,768 to 32,767
     */
    void blockDots(int blocks, int n, short[] codes, int codesAt, short[] query, int start, int[] out, int outAt);

    /**
     * The places {@code 0 ≤ i < n} where {@code x[i] ≥ limit}, rising.
     *
     * @param places modified: as many as are returned
     */
    int atLeast(int n, float[] x, int xAt, float limit, int[] places);
}
