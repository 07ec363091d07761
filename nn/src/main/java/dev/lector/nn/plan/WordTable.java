// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;

/**
 * What a layer over an embedding makes of each different word of a batch: its vector times each step of a kernel. A
 * convolution is then sums of table rows, the input product of a recurrent layer a row. The table costs a matrix product over
 * the different words instead of one over all positions.
 */
final class WordTable {
    private final int channels;
    private final int filters;
    private final int width;
    private float[] values = new float[0];

    /** For a kernel {@code (width, channels, filters)}. */
    WordTable(int channels, int filters, int width) {
        this.channels = channels;
        this.filters = filters;
        this.width = width;
    }

    /** Values of one word. */
    int rowLength() {
        return width * filters;
    }

    /** The rows, in the order of the words' slots. */
    float[] values() {
        return values;
    }

    /** Length of the packed kernel. */
    int packedLength(Kernels kernels) {
        return kernels.packedLength(channels, rowLength());
    }

    /** Packs a kernel {@code (width, channels, filters)} as {@code (channels, width·filters)}, by way of {@code copy}. */
    void pack(Kernels kernels, float[] kernel, float[] copy, float[] packed) {
        for (int j = 0; j < width; j++) {
            for (int c = 0; c < channels; c++) {
                kernels.copy(filters, kernel, (j * channels + c) * filters, copy, c * rowLength() + j * filters);
            }
        }
        kernels.pack(channels, rowLength(), copy, 0, rowLength(), 1, packed, 0);
    }

    /** Makes room for {@code words} rows. */
    void reserve(int words) {
        int needed = Math.multiplyExact(words, rowLength());
        if (values.length < needed) {
            values = new float[(int) Math.min(Integer.MAX_VALUE - 16L, needed + needed / 4L)];
        }
    }

    /** Computes rows {@code first} to {@code first + count - 1} from the words' vectors; {@code bias} may be null. */
    void compute(Kernels kernels, float[] packed, float[] bias, float[] vectors, int first, int count) {
        kernels.matmul(
                count,
                rowLength(),
                channels,
                vectors,
                first * channels,
                channels,
                packed,
                0,
                values,
                first * rowLength(),
                rowLength(),
                false,
                bias,
                0,
                false);
    }
}
