// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words, each with a vector of the same length. Immutable and thread-safe. */
public final class WordVectors {
    private final List<String> words;
    private final int dimensions;
    private final float[] values;
    private final Map<String, Integer> index;

    /**
     * Vectors from memory.
     *
     * @param words different, in any order
     * @param dimensions numbers of a vector, at least 1
     * @param values {@code (words, dimensions)}, one vector after the other; not copied, not to be modified from now on
     */
    public WordVectors(List<String> words, int dimensions, float[] values) {
        if (dimensions < 1 || (long) words.size() * dimensions != values.length) {
            throw new IllegalArgumentException("Every word needs a vector of at least one number. Received: words="
                    + words.size() + ", dimensions=" + dimensions + ", values=" + values.length
                    + ". Give words × dimensions values.");
        }
        this.words = List.copyOf(words);
        this.dimensions = dimensions;
        this.values = values;
        this.index = new HashMap<>(words.size() * 2);
        for (String word : this.words) {
            if (index.putIfAbsent(word, index.size()) != null) {
                throw new IllegalArgumentException(
                        "Words must differ. Received: word=" + word + " twice. Leave one of them out.");
            }
        }
    }

    /** The words in the order of their vectors. */
    public List<String> words() {
        return words;
    }

    /** How many words there are. */
    public int size() {
        return words.size();
    }

    /** Numbers of a vector. */
    public int dimensions() {
        return dimensions;
    }

    /** The place of a word, from 0, or -1 if it has no vector. */
    public int indexOf(String word) {
        return index.getOrDefault(word, -1);
    }

    /** A copy of a word's vector, or null if it has none. */
    public float[] vector(String word) {
        int place = indexOf(word);
        if (place < 0) {
            return null;
        }
        float[] vector = new float[dimensions];
        copy(place, vector, 0);
        return vector;
    }

    /**
     * Copies the vector at a place.
     *
     * @param place of the word, from 0
     * @param to modified from {@code at} on
     */
    public void copy(int place, float[] to, int at) {
        System.arraycopy(values, place * dimensions, to, at, dimensions);
    }

    /** The vectors of the first {@code count} words, or of all if there are fewer. */
    public WordVectors first(int count) {
        int kept = Math.min(count, size());
        return new WordVectors(words.subList(0, kept), dimensions, Arrays.copyOf(values, kept * dimensions));
    }

    /** Mean of the squares of all numbers: how far the vectors are from 0; 0 if there are no words. */
    public double meanSquare() {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    @Override
    public String toString() {
        return "WordVectors of " + size() + " words, " + dimensions + " dimensions";
    }
}
