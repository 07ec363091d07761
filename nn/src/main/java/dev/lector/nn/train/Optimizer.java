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
     * The factor that an update multiplies its step by: the learning rate, or Adam's with the correction of its bias.
     *
     * @param iteration counts updates from 1
     * @param rate the learning rate of this iteration
     */
    default float effectiveRate(long iteration, float rate) {
        return rate;
    }

    /**
     * Updates a range of one weight.
     *
     * @param rate the learning rate of this iteration
     * @param effectiveRate what {@link #effectiveRate} gives for it
     * @param n values
     * @param w modified
     * @param g the gradient; not modified
     * @param slots modified, from {@code wAt} on: a slot is indexed as the weight
     */
    void update(
            Kernels kernels,
            float rate,
            float effectiveRate,
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
     * Replays for a row {@code count} iterations in which its gradient was 0.
     *
     * @param effectiveRates of these iterations, from {@code ratesAt} on
     * @param w modified
     * @param slots modified, from {@code wAt} on
     */
    default void idle(
            Kernels kernels,
            int count,
            float[] effectiveRates,
            int ratesAt,
            int n,
            float[] w,
            int wAt,
            float[][] slots) {
        throw new IllegalStateException("This optimizer updates every row. Received: optimizer=" + className() + ".");
    }
}
