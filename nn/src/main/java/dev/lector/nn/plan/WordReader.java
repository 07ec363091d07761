// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;

/** An operation that reads words through a table, which the {@link EmbeddingOp} below it fills for each batch. */
interface WordReader {
    /** The table to fill. */
    WordTable wordTable();

    /** Makes room in the table for {@code words} words. */
    default void reserveTable(int words) {
        wordTable().reserve(words);
    }

    /** Stage at which the table is filled: see {@link TableStages}. */
    default int stage() {
        return 0;
    }

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
     * @param worker number of the thread
     * @param vectorGradients modified: {@code (words, channels)}; null if nobody needs them
     */
    default void addGradients(Kernels kernels, int worker, int first, int end, float[] vectorGradients) {}

    /** Tasks of {@link #writeKernelGradient}, which may run beside {@link #addGradients}. */
    default int kernelTasks() {
        return 0;
    }

    /** Writes a part of the gradient of the kernel. */
    default void writeKernelGradient(Kernels kernels, int task, int worker) {}

    /** What is added to each row of the table, or null. */
    default float[] bias() {
        return null;
    }
}
