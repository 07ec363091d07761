// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.CharacterNgrams;
import dev.lector.vectors.SubwordVectors;
import dev.lector.vectors.WordVectors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows of the input table make up a word: its own, then those of its n-grams. Only buckets that a word of the
 * vocabulary has get a row, so memory follows the text, not the number of buckets.
 *
 * @param ngrams how they are made
 * @param buckets with a row, rising
 * @param rows of each word
 */
record Subwords(CharacterNgrams ngrams, int[] buckets, int[][] rows) {

    static Subwords of(List<String> words, CharacterNgrams ngrams) {
        int[][] found = words.stream().map(ngrams::of).toArray(int[][]::new);
        int[] buckets = Arrays.stream(found)
                .flatMapToInt(IntStream::of)
                .sorted()
                .distinct()
                .toArray();
        int[][] rows = new int[found.length][];
        for (int word = 0; word < found.length; word++) {
            rows[word] = new int[1 + found[word].length];
            rows[word][0] = word;
            for (int i = 0; i < found[word].length; i++) {
                rows[word][1 + i] = found.length + Arrays.binarySearch(buckets, found[word][i]);
            }
        }
        return new Subwords(ngrams, buckets, rows);
    }

    /** Rows of the input table. */
    int size() {
        return rows.length + buckets.length;
    }

    /** What remains of a training: each word the mean of its rows. */
    SubwordVectors vectors(List<String> words, Tables tables, Kernels kernels) {
        int dimensions = tables.dimensions();
        float[] means = new float[rows.length * dimensions];
        for (int word = 0; word < rows.length; word++) {
            for (int row : rows[word]) {
                kernels.axpy(
                        dimensions,
                        1f / rows[word].length,
                        tables.input(),
                        row * tables.stride(),
                        means,
                        word * dimensions);
            }
        }
        float[] parts = new float[buckets.length * dimensions];
        for (int i = 0; i < buckets.length; i++) {
            System.arraycopy(tables.input(), (rows.length + i) * tables.stride(), parts, i * dimensions, dimensions);
        }
        return new SubwordVectors(new WordVectors(words, dimensions, means), ngrams, buckets, parts);
    }
}
