// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * {@code (rate - endRate) · (1 - step / decaySteps)^power + endRate}, then {@code endRate}; Keras's PolynomialDecay.
 *
 * @param rate the first rate
 * @param decaySteps updates until {@code endRate}
 * @param endRate the last rate
 * @param power 1 for a straight line
 * @param cycle stretch {@code decaySteps} to its next multiple instead of staying at {@code endRate}
 */
public record PolynomialDecay(float rate, long decaySteps, float endRate, float power, boolean cycle)
        implements Schedule {
    /** Checks the number of steps. */
    public PolynomialDecay {
        Schedule.checkSteps(decaySteps);
    }

    /** A straight line to 1e-4, without a cycle. */
    public PolynomialDecay(float rate, long decaySteps) {
        this(rate, decaySteps, 1e-4f, 1, false);
    }

    /** This with another last rate. */
    public PolynomialDecay endRate(float value) {
        return new PolynomialDecay(rate, decaySteps, value, power, cycle);
    }

    /** This with another power. */
    public PolynomialDecay power(float value) {
        return new PolynomialDecay(rate, decaySteps, endRate, value, cycle);
    }

    /** This with a cycle. */
    public PolynomialDecay cycle(boolean value) {
        return new PolynomialDecay(rate, decaySteps, endRate, power, value);
    }

    @Override
    public float at(long step) {
        double steps = cycle ? decaySteps * Math.max(1, Math.ceil((double) step / decaySteps)) : decaySteps;
        double part = Math.min(step, steps) / steps;
        return (float) (((double) rate - endRate) * StrictMath.pow(1 - part, power) + endRate);
    }
}
