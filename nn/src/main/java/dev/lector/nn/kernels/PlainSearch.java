// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** {@link SearchKernels} in plain Java. */
abstract class PlainSearch extends PlainWords implements SearchKernels {
    @Override
    public void rowDots(
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

    @Override
    public void blockDots(
            int blocks, int n, short[] codes, int codesAt, short[] query, int start, int[] out, int outAt) {
        int size = SearchKernels.BLOCK_ROWS;
        for (int block = 0; block < blocks; block++) {
            int to = outAt + block * size;
            for (int row = 0; row < size; row++) {
                int sum = start;
                for (int i = 0; i < n; i++) {
                    int four = codes[codesAt + (block * n + i) / 4 * size + row];
                    sum += (four >> (i % 4 * 4) & 15) * query[i];
                }
                out[to + row] = (short) sum;
            }
        }
    }

    @Override
    public int atLeast(int n, float[] x, int xAt, float limit, int[] places) {
        int found = 0;
        for (int i = 0; i < n; i++) {
            if (x[xAt + i] >= limit) {
                places[found++] = i;
            }
        }
        return found;
    }
}
