// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words, each with a vector of the same length. Immutable and thread-safe. */
public final class WordVectors {
    private final List<String> words;
    private final int dimensions;
    private final Storage storage;

    /** Where rows lie, and how a word is found. */
    interface Storage {
        /** The place of a word, or -1. */
        int indexOf(String word);

        /** Copies a row. */
        void copy(int place, float[] to, int at);
    }

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
        Map<String, Integer> index = new HashMap<>(words.size() * 2);
        for (String word : this.words) {
            if (index.putIfAbsent(word, index.size()) != null) {
                throw new IllegalArgumentException(
                        "Words must differ. Received: word=" + word + " twice. Leave one of them out.");
            }
        }
        storage = new Storage() {
            @Override
            public int indexOf(String word) {
                return index.getOrDefault(word, -1);
            }

            @Override
            public void copy(int place, float[] to, int at) {
                System.arraycopy(values, place * dimensions, to, at, dimensions);
            }
        };
    }

    /** Vectors that lie elsewhere; the words differ and do not change. */
    WordVectors(List<String> words, int dimensions, Storage storage) {
        this.words = words;
        this.dimensions = dimensions;
        this.storage = storage;
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
        return storage.indexOf(word);
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
        storage.copy(place, to, at);
    }

    /** The vectors of the first {@code count} words, or of all if there are fewer. */
    public WordVectors first(int count) {
        int kept = Math.min(count, size());
        float[] values = new float[kept * dimensions];
        for (int i = 0; i < kept; i++) {
            copy(i, values, i * dimensions);
        }
        return new WordVectors(words.subList(0, kept), dimensions, values);
    }

    /** Mean of the squares of all numbers: how far the vectors are from 0; 0 if there are no words. */
    public double meanSquare() {
        double sum = 0;
        float[] row = new float[dimensions];
        for (int i = 0; i < size(); i++) {
            copy(i, row, 0);
            for (float value : row) {
                sum += (double) value * value;
            }
        }
        return size() == 0 ? 0 : sum / ((double) size() * dimensions);
    }

    @Override
    public String toString() {
        return "WordVectors of " + size() + " words, " + dimensions + " dimensions";
    }
}
