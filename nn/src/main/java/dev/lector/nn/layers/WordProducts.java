// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/**
 * What a recurrent layer reads in place of its input where that is words: the product of each different word of the batch
 * with the kernel, and the bias.
 */
public interface WordProducts {
    /** Values of a word's product. */
    int columns();

    /** The products, {@code (different words, columns)}. */
    float[] table();

    /** Gradients by the products of all positions, {@code (positions, columns)}. Modified by the layer's backward. */
    float[] gradients();
}
