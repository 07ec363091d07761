// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * {@code rate / (1 + decayRate · step / decaySteps)}; Keras's InverseTimeDecay.
 *
 * @param rate the first rate
 * @param decaySteps updates in which the denominator grows by {@code decayRate}
 * @param decayRate growth of the denominator
 * @param staircase let it grow at once every {@code decaySteps} updates instead of a little at each
 */
public record InverseTimeDecay(float rate, long decaySteps, float decayRate, boolean staircase) implements Schedule {
    /** Checks the number of steps. */
    public InverseTimeDecay {
        Schedule.checkSteps(decaySteps);
    }

    /** Without a staircase. */
    public InverseTimeDecay(float rate, long decaySteps, float decayRate) {
        this(rate, decaySteps, decayRate, false);
    }

    /** This with a staircase. */
    public InverseTimeDecay staircase(boolean value) {
        return new InverseTimeDecay(rate, decaySteps, decayRate, value);
    }

    @Override
    public float at(long step) {
        double part = (double) step / decaySteps;
        return (float) (rate / (1 + decayRate * (staircase ? Math.floor(part) : part)));
    }
}
