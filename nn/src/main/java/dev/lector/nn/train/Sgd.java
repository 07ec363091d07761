// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * Gradient descent with optional momentum; Keras's SGD.
 *
 * @param learningRate 0.01
 * @param momentum 0, from 0 to below 1
 * @param nesterov look ahead, false
 * @param clipping limits on the gradient, none
 */
public record Sgd(Schedule learningRate, float momentum, boolean nesterov, Clipping clipping) implements Optimizer {
    /** Checks the momentum. */
    public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "Momentum must be at least 0 and below 1. Received: momentum=" + momentum + ".");
        }
    }

    /** With Keras's defaults. */
    public Sgd() {
        this(Schedule.constant(0.01f), 0, false, Clipping.NONE);
    }

    /** With a learning rate of its own and else Keras's defaults. */
    public Sgd(float learningRate) {
        this(Schedule.constant(learningRate), 0, false, Clipping.NONE);
    }

    /** This with another learning rate. */
    public Sgd learningRate(Schedule value) {
        return new Sgd(value, momentum, nesterov, clipping);
    }

    /** This with another momentum. */
    public Sgd momentum(float value) {
        return new Sgd(learningRate, value, nesterov, clipping);
    }

    /** This with or without Nesterov's form of momentum. */
    public Sgd nesterov(boolean value) {
        return new Sgd(learningRate, momentum, value, clipping);
    }

    /** This with limits on the gradient. */
    public Sgd clipping(Clipping value) {
        return new Sgd(learningRate, momentum, nesterov, value);
    }

    @Override
    public String className() {
        return "SGD";
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
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
        if (momentum == 0) {
            kernels.sgd(n, rate, g, gAt, w, wAt);
        } else {
            kernels.momentum(n, rate, momentum, nesterov, g, gAt, w, slots[0], wAt);
        }
    }

    @Override
    public boolean canWait() {
        return true;
    }

    /**
     * {@inheritDoc} The velocity shrinks by a factor each time, so the weight moves by the sum of a geometric series.
     */
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
        if (momentum == 0) {
            return;
        }
        double left = StrictMath.pow(momentum, count);
        double moved = momentum * (1 - left) / (1 - (double) momentum) * (nesterov ? momentum : 1);
        kernels.axpy(n, (float) moved, slots[0], wAt, w, wAt);
        kernels.scale(n, (float) left, slots[0], wAt);
    }
}
