// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A number for each word of a vocabulary, by which its value in a bag is multiplied: the inverse document frequencies
 * that were found in the training texts. Immutable and thread-safe.
 */
public final class FeatureWeights {
    /** All weights are 1. */
    public static final FeatureWeights NONE = new FeatureWeights(new float[0]);

    private final float[] values;

    /** The mean of all: the weight of a word that is not in the vocabulary. */
    private final double mean;

    private FeatureWeights(float[] values) {
        this.values = values;
        this.mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(1);
    }

    /**
     * The weights of a vocabulary's words.
     *
     * @param values in the vocabulary's order, copied
     * @throws IllegalArgumentException if one is not a finite number
     */
    public static FeatureWeights of(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("Weights are finite numbers. Received: word " + i + ", weight="
                        + values[i] + ". Fit the pipeline again.");
            }
        }
        return new FeatureWeights(values.clone());
    }

    /** The inverse document frequencies of words that occur in {@code textsWith} of {@code texts} texts. */
    static FeatureWeights of(Encoding.Bag.Idf idf, int texts, int[] textsWith) {
        if (idf == Encoding.Bag.Idf.NONE) {
            return NONE;
        }
        float[] values = new float[textsWith.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) idf.of(texts, textsWith[i]);
        }
        return new FeatureWeights(values);
    }

    /** How many words have a weight; 0 if all weights are 1. */
    public int size() {
        return values.length;
    }

    /** The weight of the word at a place of the vocabulary, from 0; the mean of all for an unknown word, at -1. */
    public float get(int index) {
        if (index == -1) {
            return (float) mean;
        }
        return values.length == 0 ? 1 : values[index];
    }

    /** A copy of the weights in the vocabulary's order. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureWeights that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length == 0 ? "No weights" : "Weights of " + values.length + " words";
    }
}
