// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;

/** An operation that reads words through a table, which the {@link EmbeddingOp} below it fills for each batch. */
interface WordReader {
    /** The table to fill. */
    WordTable wordTable();

    /** The kernel, packed for the table. */
    float[] packedKernel();

    /** True if the gradients come by way of the table, too: see {@link #addGradients}. */
    default boolean givesGradients() {
        return false;
    }

    /** Makes room for the gradients of {@code words} words. */
    default void reserveGradients(int words) {}

    /**
     * Sums the gradients of the words in slots {@code first} to {@code end - 1} and adds those by their vectors.
     *
     * @param vectorGradients modified: {@code (words, channels)}; null if nobody needs them
     */
    default void addGradients(Kernels kernels, int first, int end, float[] vectorGradients) {}

    /** What is added to each row of the table, or null. */
    default float[] bias() {
        return null;
    }
}
