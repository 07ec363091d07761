// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a layer over an embedding makes of each different word of a batch: its vector times each step of a kernel. A
 * convolution is then sums of table rows, the input product of a recurrent layer a row. The table costs a matrix product over
 * the different words instead of one over all positions.
 *
 * <p>In training the rows are those of a batch's words. In predictions there is one for each word of the vocabulary, made when
 * it is first read ({@link #keep}, {@link #make}) and kept.
 */
final class WordTable {
    /** Rows that are made together. */
    private static final int TOGETHER = 12;

    private final int channels;
    private final int filters;
    private final int width;
    private float[] values = new float[0];

    private static final VarHandle MADE = MethodHandles.arrayElementVarHandle(byte[].class);
    /** 1 for rows that are there. Null where the rows are a batch's. */
    private byte[] made;

    private float[] keptVectors;
    private float[] keptKernel;
    private float[] keptBias;

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
        pack(kernels, kernel, channels, 0, copy, packed);
    }

    /**
     * As {@link #pack(Kernels, float[], float[], float[])}, for the channels from {@code first} on of a kernel with more. Of {@code copy}
     * it modifies the rows of these channels alone, so that several threads may pack their parts at once.
     */
    void pack(Kernels kernels, float[] kernel, int allChannels, int first, float[] copy, float[] packed) {
        for (int j = 0; j < width; j++) {
            for (int c = 0; c < channels; c++) {
                int row = j * allChannels + first + c;
                kernels.copy(filters, kernel, row * filters, copy, (first + c) * rowLength() + j * filters);
            }
        }
        kernels.pack(channels, rowLength(), copy, first * rowLength(), rowLength(), 1, packed, 0);
    }

    /** Values of {@code words} rows. */
    int length(int words) {
        return Math.multiplyExact(words, rowLength());
    }

    /** Makes room for {@code words} rows. */
    void reserve(int words) {
        if (values.length < length(words)) {
            values = roomFor(length(words));
        }
    }

    /** Memory for the rows of a batch, and for those of one that has a few words more. */
    static float[] roomFor(int length) {
        return new float[(int) Math.min(Integer.MAX_VALUE - 16L, length + length / 4L)];
    }

    /** Has the rows of a batch written to memory that others use, too. */
    void borrow(float[] memory) {
        values = memory;
    }

    /** From now on there is a row for each of {@code words} words, whose vectors do not change. */
    void keep(int words, float[] vectors, float[] packed, float[] bias) {
        values = new float[Math.multiplyExact(words, rowLength())];
        keptVectors = vectors;
        keptKernel = packed;
        keptBias = bias;
        made = new byte[words];
    }

    /** Values of scratch that {@link #make} needs. */
    int scratch() {
        return TOGETHER * (channels + rowLength());
    }

    /**
     * Makes the rows of some words, if they are not there. Several threads may make one row at a time: each computes it apart
     * and writes the same values.
     *
     * @param scratch modified: {@link #scratch()} values
     */
    void make(Kernels kernels, int[] words, int from, int count, float[] scratch) {
        int[] missing = null;
        int found = 0;
        for (int i = from; i < from + count; i++) {
            if ((byte) MADE.getAcquire(made, words[i]) == 0) {
                missing = missing == null ? new int[TOGETHER] : missing;
                missing[found++] = words[i];
                if (found == TOGETHER) {
                    make(kernels, missing, found, scratch);
                    found = 0;
                }
            }
        }
        make(kernels, missing, found, scratch);
    }

    /** Together, because a product of one row reads the kernel as often as one of several. */
    private void make(Kernels kernels, int[] missing, int count, float[] scratch) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(keptVectors, missing[i] * channels, scratch, i * channels, channels);
        }
        int to = TOGETHER * channels;
        if (count > 0) {
            multiply(kernels, keptKernel, keptBias, scratch, 0, count, scratch, to);
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(scratch, to + i * rowLength(), values, missing[i] * rowLength(), rowLength());
            MADE.setRelease(made, missing[i], (byte) 1);
        }
    }

    /** Computes rows {@code first} to {@code first + count - 1} from the words' vectors; {@code bias} may be null. */
    void compute(Kernels kernels, float[] packed, float[] bias, float[] vectors, int first, int count) {
        multiply(kernels, packed, bias, vectors, first * channels, count, values, first * rowLength());
    }

    /**
     * Adds the gradients by the vectors of slots {@code first} to {@code end - 1}.
     *
     * @param sums gradients by the rows, laid out as they are
     * @param transposed the kernel, packed as {@code (width·filters, channels)}
     * @param to modified: {@code (words, channels)}
     */
    void addByVectors(Kernels kernels, float[] sums, int first, int end, float[] transposed, float[] to) {
        kernels.matmul(
                end - first,
                channels,
                rowLength(),
                sums,
                first * rowLength(),
                rowLength(),
                transposed,
                0,
                to,
                first * channels,
                channels,
                true,
                null,
                0,
                false);
    }

    private void multiply(
            Kernels kernels, float[] packed, float[] bias, float[] vectors, int at, int count, float[] to, int toAt) {
        kernels.matmul(
                count,
                rowLength(),
                channels,
                vectors,
                at,
                channels,
                packed,
                0,
                to,
                toAt,
                rowLength(),
                false,
                bias,
                0,
                false);
    }
}
