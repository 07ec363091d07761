// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.Arrays;

/** Vectors of words and of their character n-grams, so that words never seen have one, too. Immutable and thread-safe. */
public final class SubwordVectors {
    private final WordVectors words;
    private final CharacterNgrams ngrams;
    private final int[] buckets;
    private final float[] rows;

    /**
     * Vectors from memory.
     *
     * @param words of the vocabulary, n-grams already mixed in
     * @param buckets of n-grams that have a vector, rising; not copied
     * @param rows {@code (buckets, dimensions)}; not copied, not to be modified from now on
     */
    public SubwordVectors(WordVectors words, CharacterNgrams ngrams, int[] buckets, float[] rows) {
        if ((long) buckets.length * words.dimensions() != rows.length) {
            throw new IllegalArgumentException(
                    "Every bucket needs a vector as long as those of words. Received: buckets=" + buckets.length
                            + ", dimensions=" + words.dimensions() + ", values=" + rows.length + ".");
        }
        this.words = words;
        this.ngrams = ngrams;
        this.buckets = buckets;
        this.rows = rows;
    }

    /** The words of the vocabulary. */
    public WordVectors words() {
        return words;
    }

    /** How n-grams are made. */
    public CharacterNgrams ngrams() {
        return ngrams;
    }

    /**
     * The vector of any word: its own, or the mean of its n-grams, where n-grams never seen count 0.
     *
     * @return null if neither the word nor one of its n-grams was ever seen
     */
    public float[] vector(String word) {
        float[] own = words.vector(word);
        if (own != null) {
            return own;
        }
        int dimensions = words.dimensions();
        float[] mean = new float[dimensions];
        int[] parts = ngrams.of(word);
        int found = 0;
        for (int part : parts) {
            int row = Arrays.binarySearch(buckets, part);
            for (int i = 0; i < dimensions && row >= 0; i++) {
                mean[i] += rows[row * dimensions + i] / parts.length;
            }
            found += row >= 0 ? 1 : 0;
        }
        return found == 0 ? null : mean;
    }
}
