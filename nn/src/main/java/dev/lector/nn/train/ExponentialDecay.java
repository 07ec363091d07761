// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * {@code rate · decayRate^(step / decaySteps)}; Keras's ExponentialDecay.
 *
 * @param rate the first rate
 * @param decaySteps updates until the rate is multiplied by {@code decayRate}
 * @param decayRate factor
 * @param staircase multiply at once every {@code decaySteps} updates instead of a little at each
 */
public record ExponentialDecay(float rate, long decaySteps, float decayRate, boolean staircase) implements Schedule {
    /** Checks the number of steps. */
    public ExponentialDecay {
        Schedule.checkSteps(decaySteps);
    }

    /** Without a staircase. */
    public ExponentialDecay(float rate, long decaySteps, float decayRate) {
        this(rate, decaySteps, decayRate, false);
    }

    /** This with a staircase. */
    public ExponentialDecay staircase(boolean value) {
        return new ExponentialDecay(rate, decaySteps, decayRate, value);
    }

    @Override
    public float at(long step) {
        double part = (double) step / decaySteps;
        return (float) (rate * StrictMath.pow(decayRate, staircase ? Math.floor(part) : part));
    }
}
