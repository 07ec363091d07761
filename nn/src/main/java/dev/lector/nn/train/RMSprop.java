// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * RMSprop (Tieleman and Hinton 2012): the gradient divided by a moving root mean square, as Keras has it.
 *
 * @param learningRate 0.001
 * @param rho decay of the mean square, 0.9
 * @param momentum 0, for none
 * @param epsilon 1e-7, added below the root
 * @param centered divide by the deviation instead of the root mean square, false
 * @param clipping limits on the gradient, none
 */
public record RMSprop(
        Schedule learningRate, double rho, double momentum, float epsilon, boolean centered, Clipping clipping)
        implements Optimizer {
    /** With Keras's defaults. */
    public RMSprop() {
        this(Schedule.constant(0.001f), 0.9, 0, 1e-7f, false, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public RMSprop(float learningRate) {
        this(Schedule.constant(learningRate), 0.9, 0, 1e-7f, false, Clipping.NONE);
    }

    /** This with another learning rate. */
    public RMSprop learningRate(Schedule value) {
        return new RMSprop(value, rho, momentum, epsilon, centered, clipping);
    }

    /** This with another decay. */
    public RMSprop rho(double value) {
        return new RMSprop(learningRate, value, momentum, epsilon, centered, clipping);
    }

    /** This with another momentum. */
    public RMSprop momentum(double value) {
        return new RMSprop(learningRate, rho, value, epsilon, centered, clipping);
    }

    /** This with another epsilon. */
    public RMSprop epsilon(float value) {
        return new RMSprop(learningRate, rho, momentum, value, centered, clipping);
    }

    /** This with or without centring. */
    public RMSprop centered(boolean value) {
        return new RMSprop(learningRate, rho, momentum, epsilon, value, clipping);
    }

    /** This with limits on the gradient. */
    public RMSprop clipping(Clipping value) {
        return new RMSprop(learningRate, rho, momentum, epsilon, centered, value);
    }

    @Override
    public int slots() {
        return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
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
        float[] average = centered ? slots[1] : null;
        float[] moment = momentum > 0 ? slots[slots() - 1] : null;
        kernels.rmsprop(n, effectiveRate, rho, momentum, epsilon, g, gAt, w, slots[0], average, moment, wAt);
    }

    /** {@inheritDoc} Not with momentum, which moves a weight whose gradient is 0. */
    @Override
    public boolean canWait() {
        return momentum == 0;
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
