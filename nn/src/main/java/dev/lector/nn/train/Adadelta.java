// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * Adadelta (Zeiler 2012), as Keras has it. The paper's own learning rate is 1.
 *
 * @param learningRate 0.001
 * @param rho decay of the mean squares, 0.95
 * @param epsilon 1e-7, added below the roots
 * @param clipping limits on the gradient, none
 */
public record Adadelta(Schedule learningRate, double rho, float epsilon, Clipping clipping) implements Optimizer {
    /** With Keras's defaults. */
    public Adadelta() {
        this(Schedule.constant(0.001f), 0.95, 1e-7f, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public Adadelta(float learningRate) {
        this(Schedule.constant(learningRate), 0.95, 1e-7f, Clipping.NONE);
    }

    /** This with another learning rate. */
    public Adadelta learningRate(Schedule value) {
        return new Adadelta(value, rho, epsilon, clipping);
    }

    /** This with another decay. */
    public Adadelta rho(double value) {
        return new Adadelta(learningRate, value, epsilon, clipping);
    }

    /** This with another epsilon. */
    public Adadelta epsilon(float value) {
        return new Adadelta(learningRate, rho, value, clipping);
    }

    /** This with limits on the gradient. */
    public Adadelta clipping(Clipping value) {
        return new Adadelta(learningRate, rho, epsilon, value);
    }

    @Override
    public int slots() {
        return 2;
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
        kernels.adadelta(n, effectiveRate, rho, epsilon, g, gAt, w, slots[0], slots[1], wAt);
    }

    @Override
    public boolean canWait() {
        return true;
    }

    @Override
    public void idle(
            Kernels kernels,
            int count,
            float[] effectiveRates,
            int ratesAt,
            int n,
            float[] w,
            int wAt,
            float[][] slots) {
        float left = (float) StrictMath.pow(rho, count);
        for (float[] slot : slots) {
            kernels.scale(n, left, slot, wAt);
        }
    }
}
