// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;

/**
 * A convolution over an embedding as sums of table rows: for each different word of a batch, its vector times each step
 * of the kernel. The table costs a matrix product over the different words instead of one over all positions.
 */
final class WordTable {
    private final int channels;
    private final int filters;
    private final int width;
    private float[] values = new float[0];

    WordTable(Conv1D conv, int channels) {
        this.channels = channels;
        this.filters = conv.filters();
        this.width = conv.kernelSize();
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

    /** Computes rows {@code first} to {@code first + count - 1} from the words' vectors. */
    void compute(Kernels kernels, float[] packed, float[] vectors, int first, int count) {
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
                null,
                0,
                false);
    }
}
