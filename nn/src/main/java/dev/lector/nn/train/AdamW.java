// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@link Adam} with decoupled weight decay (Loshchilov and Hutter 2019); Keras's AdamW. Before each update every trainable
 * weight loses {@code weightDecay · rate} of itself, so no row of an embedding may wait.
 *
 * @param learningRate 0.001
 * @param weightDecay 0.004
 * @param beta1 decay of the mean, 0.9
 * @param beta2 decay of the mean square, 0.999
 * @param epsilon 1e-7
 * @param clipping limits on the gradient, none
 */
public record AdamW(
        Schedule learningRate, float weightDecay, double beta1, double beta2, float epsilon, Clipping clipping)
        implements Optimizer {
    /** With Keras's defaults. */
    public AdamW() {
        this(Schedule.constant(0.001f), 0.004f, 0.9, 0.999, 1e-7f, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public AdamW(float learningRate) {
        this(Schedule.constant(learningRate), 0.004f, 0.9, 0.999, 1e-7f, Clipping.NONE);
    }

    /** This with another learning rate. */
    public AdamW learningRate(Schedule value) {
        return new AdamW(value, weightDecay, beta1, beta2, epsilon, clipping);
    }

    /** This with another weight decay. */
    public AdamW weightDecay(float value) {
        return new AdamW(learningRate, value, beta1, beta2, epsilon, clipping);
    }

    /** This with another decay of the mean. */
    public AdamW beta1(double value) {
        return new AdamW(learningRate, weightDecay, value, beta2, epsilon, clipping);
    }

    /** This with another decay of the mean square. */
    public AdamW beta2(double value) {
        return new AdamW(learningRate, weightDecay, beta1, value, epsilon, clipping);
    }

    /** This with another epsilon. */
    public AdamW epsilon(float value) {
        return new AdamW(learningRate, weightDecay, beta1, beta2, value, clipping);
    }

    /** This with limits on the gradient. */
    public AdamW clipping(Clipping value) {
        return new AdamW(learningRate, weightDecay, beta1, beta2, epsilon, value);
    }

    /**
     * {@inheritDoc} {@code rate · √(1 - beta2ᵗ) / (1 - beta1ᵗ)}.
     */
    @Override
    public float effectiveRate(long iteration, float rate) {
        return Adam.corrected(iteration, rate, beta1, beta2);
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
        kernels.decay(n, weightDecay * rate, w, wAt);
        kernels.adam(n, effectiveRate, beta1, beta2, epsilon, g, gAt, w, slots[0], slots[1], wAt);
    }
}
