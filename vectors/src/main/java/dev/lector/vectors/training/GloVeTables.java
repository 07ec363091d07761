// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;

/**
 * The two tables of GloVe, rows in the order of {@link WordBlocks}. A row holds the vector, padded with zeros to whole
 * vectors of 8 floats, and its bias behind; then, {@code half} floats later, AdaGrad's sums of squares for both. They
 * begin at 1, as in GloVe's program.
 *
 * @param dimensions numbers of a vector
 * @param padded with padding, where the bias stands
 * @param half floats from a vector to its sums; a row has two halves
 * @param words table of the words
 * @param contexts table of the contexts
 */
record GloVeTables(int dimensions, int padded, int half, float[] words, float[] contexts) {
    private static final int LANES = 8;
    private static final int LINE = 16;

    /** Vectors and biases uniform in ±½/dimensions. */
    static GloVeTables start(int words, int dimensions, long seed) {
        int padded = (dimensions + LANES - 1) / LANES * LANES;
        int half = (padded + 1 + LINE - 1) / LINE * LINE;
        if ((long) words * 2 * half > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A table must fit one array. Received: words=" + words + ", dimensions="
                    + dimensions + ". Raise min-count, or take fewer dimensions.");
        }
        GloVeTables tables =
                new GloVeTables(dimensions, padded, half, new float[words * 2 * half], new float[words * 2 * half]);
        tables.begin(tables.words, CounterRandom.key(seed, 1));
        tables.begin(tables.contexts, CounterRandom.key(seed, 2));
        return tables;
    }

    private void begin(float[] table, long key) {
        for (int row = 0; row < table.length / row(); row++) {
            int at = row * row();
            for (int i = 0; i <= dimensions; i++) {
                int to = i == dimensions ? padded : i;
                table[at + to] = (CounterRandom.uniform(key, (long) row * (dimensions + 1) + i) - .5f) / dimensions;
            }
            Arrays.fill(table, at + half, at + 2 * half, 1);
        }
    }

    /** Floats of a row. */
    int row() {
        return 2 * half;
    }

    /** Sums of word and context vectors by rank. */
    float[] vectors(WordBlocks blocks) {
        float[] vectors = new float[blocks.words() * dimensions];
        for (int word = 0; word < blocks.words(); word++) {
            int at = blocks.position(word) * row();
            for (int i = 0; i < dimensions; i++) {
                vectors[word * dimensions + i] = words[at + i] + contexts[at + i];
            }
        }
        return vectors;
    }
}
