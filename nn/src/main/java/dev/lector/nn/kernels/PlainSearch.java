// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** {@link SearchKernels} in plain Java. */
final class PlainSearch {
    private PlainSearch() {}

    static void rowDots(
            int rows,
            int n,
            float[] table,
            int tableAt,
            int stride,
            float[] query,
            int queryAt,
            float[] out,
            int outAt) {
        for (int row = 0; row < rows; row++) {
            int at = tableAt + row * stride;
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += table[at + i] * query[queryAt + i];
            }
            out[outAt + row] = sum;
        }
    }

    static void blockDots(int blocks, int n, byte[] codes, int codesAt, short[] query, int[] out, int outAt) {
        int size = SearchKernels.BLOCK_ROWS;
        for (int block = 0; block < blocks; block++) {
            int to = outAt + block * size;
            for (int row = 0; row < size; row++) {
                out[to + row] = 0;
            }
            for (int i = 0; i < n; i++) {
                int from = codesAt + (block * n + i) * size;
                int q = query[i];
                for (int row = 0; row < size; row++) {
                    out[to + row] += q * codes[from + row];
                }
            }
        }
    }
}
