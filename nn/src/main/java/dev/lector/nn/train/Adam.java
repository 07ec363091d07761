// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * Adam (Kingma and Ba 2015), in the form before their section 2.1, as Keras has it.
 *
 * @param learningRate 0.001
 * @param beta1 decay of the mean, 0.9
 * @param beta2 decay of the mean square, 0.999
 * @param epsilon 1e-7
 * @param clipping limits on the gradient, none
 */
public record Adam(Schedule learningRate, double beta1, double beta2, float epsilon, Clipping clipping)
        implements Optimizer {
    /** With Keras's defaults. */
    public Adam() {
        this(Schedule.constant(0.001f), 0.9, 0.999, 1e-7f, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public Adam(float learningRate) {
        this(Schedule.constant(learningRate), 0.9, 0.999, 1e-7f, Clipping.NONE);
    }

    /** This with another learning rate. */
    public Adam learningRate(Schedule value) {
        return new Adam(value, beta1, beta2, epsilon, clipping);
    }

    /** This with another decay of the mean. */
    public Adam beta1(double value) {
        return new Adam(learningRate, value, beta2, epsilon, clipping);
    }

    /** This with another decay of the mean square. */
    public Adam beta2(double value) {
        return new Adam(learningRate, beta1, value, epsilon, clipping);
    }

    /** This with another epsilon. */
    public Adam epsilon(float value) {
        return new Adam(learningRate, beta1, beta2, value, clipping);
    }

    /** This with limits on the gradient. */
    public Adam clipping(Clipping value) {
        return new Adam(learningRate, beta1, beta2, epsilon, value);
    }

    /** The rate with the correction of the bias that slots starting at 0 have. */
    static float corrected(long iteration, float rate, double beta1, double beta2) {
        return (float)
                (rate * Math.sqrt(1 - StrictMath.pow(beta2, iteration)) / (1 - StrictMath.pow(beta1, iteration)));
    }

    /**
     * {@inheritDoc} {@code rate · √(1 - beta2ᵗ) / (1 - beta1ᵗ)}.
     */
    @Override
    public float effectiveRate(long iteration, float rate) {
        return corrected(iteration, rate, beta1, beta2);
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
        kernels.adam(n, effectiveRate, beta1, beta2, epsilon, g, gAt, w, slots[0], slots[1], wAt);
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
        kernels.adamIdle(n, count, effectiveRates, ratesAt, beta1, beta2, epsilon, w, slots[0], slots[1], wAt);
    }
}
