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
    default void rowDots(
            int rows,
            int n,
            float[] table,
            int tableAt,
            int stride,
            float[] query,
            int queryAt,
            float[] out,
            int outAt) {
        PlainSearch.rowDots(rows, n, table, tableAt, stride, query, queryAt, out, outAt);
    }

    /**
     * The same for rows of int8, exact, which lie in blocks of {@link #BLOCK_ROWS} with the first value of all rows, then
     * the second of all, and so on.
     *
     * @param n values of a row, even
     * @param codes {@code (blocks, n, 64)}, each −127 to 127
     * @param query n values, each −127 to 127
     * @param out modified: {@code 64·blocks} values
     */
    default void blockDots(int blocks, int n, byte[] codes, int codesAt, short[] query, int[] out, int outAt) {
        PlainSearch.blockDots(blocks, n, codes, codesAt, query, out, outAt);
    }
}
