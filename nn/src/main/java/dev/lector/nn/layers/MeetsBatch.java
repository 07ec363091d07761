// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * A layer whose output at one sample depends, in training, on the whole batch. All blocks of a batch meet before its
 * {@link #forward} and before its {@link #backward}: each gives sums of its own ({@link #sum}, {@link #sumBackward}), then
 * one call makes of them what all blocks share ({@link #meet}, {@link #meetBackward}). Otherwise, and where {@link #meets} is
 * false, it is a layer as others are.
 */
public interface MeetsBatch extends Layer {
    /** False if this layer needs no meeting, whatever the batch: one that is frozen. */
    boolean meets();

    /** Floats that a block gives to a meeting, on either way the same. */
    int sums(List<Shape> inputs);

    /** Floats that all blocks share after a meeting. They stay until the way back is done. */
    int common(List<Shape> inputs);

    /** Writes the sums of a block, forward; every input value of the block is there. */
    void sum(Pass pass);

    /** Makes of all blocks' sums what they share; runs once a step, on one thread. */
    void meet(Meeting meeting);

    /** Writes the sums of a block on the way back; the gradient by its output is complete. */
    void sumBackward(Pass pass);

    /** As {@link #meet}, on the way back. */
    void meetBackward(Meeting meeting);

    /**
     * All blocks of a batch at once. Sums are to be added in the order of the blocks and in double precision, so that
     * neither the threads nor the size of the batch matter.
     *
     * @param blocks number of blocks, at least 1
     * @param length floats that each block gave
     * @param sums {@code (blocks, length)}
     * @param common modified: what all blocks share
     * @param weights of the layer, in their order; those that no optimizer touches may be modified
     */
    record Meeting(int blocks, int length, float[] sums, float[] common, float[][] weights) {}
}
