// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;

/**
 * The two tables of word2vec, which all threads change without locks. Rows are padded with zeros to whole vectors of 16
 * floats.
 *
 * @param dimensions numbers of a vector
 * @param stride floats from one row to the next
 * @param input a row a word; the vectors that remain
 * @param output a row a word, or a row an inner node of the tree
 */
record Tables(int dimensions, int stride, float[] input, float[] output) {
    private static final int PADDING = 16;

    /**
     * Input uniform in ±span/dimensions, output 0.
     *
     * @param words rows of the input table
     * @param outputs rows of the output table
     */
    static Tables start(int words, int outputs, int dimensions, float span, long seed) {
        int stride = (dimensions + PADDING - 1) / PADDING * PADDING;
        if ((long) words * stride > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A table must fit one array. Received: words=" + words + ", dimensions="
                    + dimensions + ". Raise min-count, or take fewer dimensions.");
        }
        float[] input = new float[words * stride];
        for (int word = 0; word < words; word++) {
            for (int i = 0; i < dimensions; i++) {
                input[word * stride + i] =
                        (CounterRandom.uniform(seed, (long) word * dimensions + i) - .5f) * 2 * span / dimensions;
            }
        }
        return new Tables(dimensions, stride, input, new float[outputs * stride]);
    }

    /** The first input rows without padding. */
    float[] vectors(int words) {
        float[] vectors = new float[words * dimensions];
        for (int word = 0; word < words; word++) {
            System.arraycopy(input, word * stride, vectors, word * dimensions, dimensions);
        }
        return vectors;
    }
}
