// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

/** An operation that reads words through a table, which the {@link EmbeddingOp} below it fills for each batch. */
interface WordReader {
    /** The table to fill. */
    WordTable table();

    /** The kernel, packed for the table. */
    float[] packedKernel();
}
