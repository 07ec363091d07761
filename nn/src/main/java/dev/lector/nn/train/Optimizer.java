// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * An optimizer's settings and its rule of update. It is immutable; its memory, the slots, belongs to the training and is
 * passed in.
 */
public interface Optimizer {
    /** Keras's name of the optimizer's class: {@code Adam}. */
    default String className() {
        return getClass().getSimpleName();
    }

    /** The learning rate as a function of the iteration. */
    Schedule learningRate();

    /** Limits on the gradient before the update. */
    default Clipping clipping() {
        return Clipping.NONE;
    }

    /** Number of slots, arrays as long as the weight: Adam has two. */
    int slots();

    /** The value that slot {@code i} starts with. */
    default float slotStart(int i) {
        return 0;
    }

    /**
     * Updates a range of one weight.
     *
     * @param iteration counts updates from 1
     * @param rate the learning rate of this iteration
     * @param n values
     * @param w modified
     * @param g the gradient; not modified
     * @param slots modified, from {@code wAt} on: a slot is indexed as the weight
     */
    void update(
            Kernels kernels,
            long iteration,
            float rate,
            int n,
            float[] w,
            int wAt,
            float[] g,
            int gAt,
            float[][] slots);

    /**
     * True if a row of an embedding whose gradient is 0 may wait and be brought up to date later by {@link #idle} with
     * the same result beyond rounding.
     */
    default boolean canWait() {
        return false;
    }

    /**
     * Replays for a row the iterations {@code from} to {@code to}, both included, in which its gradient was 0.
     *
     * @param rates gives the learning rate of each of these iterations
     * @param w modified
     * @param slots modified
     */
    default void idle(Kernels kernels, long from, long to, Rates rates, int n, float[] w, int wAt, float[][] slots) {
        throw new IllegalStateException("This optimizer updates every row. Received: optimizer=" + className() + ".");
    }

    /** The learning rate of an iteration, with what a callback has changed. */
    interface Rates {
        /** Learning rate of {@code iteration}, which counts from 1. */
        float at(long iteration);
    }
}
