// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * Adagrad (Duchi, Hazan and Singer 2011): the gradient divided by the root of the sum of its squares, as Keras has it.
 *
 * @param learningRate 0.001
 * @param initialAccumulator what the sums start with, 0.1
 * @param epsilon 1e-7, added below the root
 * @param clipping limits on the gradient, none
 */
public record Adagrad(Schedule learningRate, float initialAccumulator, float epsilon, Clipping clipping)
        implements Optimizer {
    /** With Keras's defaults. */
    public Adagrad() {
        this(Schedule.constant(0.001f), 0.1f, 1e-7f, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public Adagrad(float learningRate) {
        this(Schedule.constant(learningRate), 0.1f, 1e-7f, Clipping.NONE);
    }

    /** This with another learning rate. */
    public Adagrad learningRate(Schedule value) {
        return new Adagrad(value, initialAccumulator, epsilon, clipping);
    }

    /** This with another start of the sums. */
    public Adagrad initialAccumulator(float value) {
        return new Adagrad(learningRate, value, epsilon, clipping);
    }

    /** This with another epsilon. */
    public Adagrad epsilon(float value) {
        return new Adagrad(learningRate, initialAccumulator, value, clipping);
    }

    /** This with limits on the gradient. */
    public Adagrad clipping(Clipping value) {
        return new Adagrad(learningRate, initialAccumulator, epsilon, value);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public float slotStart(int i) {
        return initialAccumulator;
    }

    @Override
    public void update(
            Kernels kernels,
            float rate,
            float effectiveRate,
            int n,
            float[] w,
            int wAt,
            float[] g,
            int gAt,
            float[][] slots) {
        kernels.adagrad(n, effectiveRate, epsilon, g, gAt, w, slots[0], wAt);
    }

    @Override
    public boolean canWait() {
        return true;
    }

    /** {@inheritDoc} Without a gradient nothing changes. */
    @Override
    public void idle(
            Kernels kernels,
            int count,
            float[] effectiveRates,
            int ratesAt,
            int n,
            float[] w,
            int wAt,
            float[][] slots) {}
}
