// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * A half cosine from {@code rate} down to {@code alpha} times it, after Loshchilov and Hutter (2016), with an optional
 * linear warm-up before it; Keras's CosineDecay. With a warm-up the rate goes from {@code rate} to {@code warmupTarget}
 * in {@code warmupSteps} updates, and the cosine starts there.
 *
 * @param rate the first rate
 * @param decaySteps updates of the cosine, the warm-up not counted
 * @param alpha the last rate as a share of the highest
 * @param warmupTarget the highest rate, if {@code warmupSteps} is above 0
 * @param warmupSteps updates of the warm-up, 0 for none
 */
public record CosineDecay(float rate, long decaySteps, float alpha, float warmupTarget, long warmupSteps)
        implements Schedule {
    /** Checks the numbers of steps. */
    public CosineDecay {
        Schedule.checkSteps(decaySteps);
        if (warmupSteps < 0) {
            throw new IllegalArgumentException(
                    "A warm-up cannot have fewer than 0 updates. Received: warmupSteps=" + warmupSteps + ".");
        }
    }

    /** Down to 0, without a warm-up. */
    public CosineDecay(float rate, long decaySteps) {
        this(rate, decaySteps, 0, rate, 0);
    }

    /** This with another last rate, as a share of the highest. */
    public CosineDecay alpha(float value) {
        return new CosineDecay(rate, decaySteps, value, warmupTarget, warmupSteps);
    }

    /** This with a warm-up from {@code rate} to {@code target}. */
    public CosineDecay warmup(float target, long steps) {
        return new CosineDecay(rate, decaySteps, alpha, target, steps);
    }

    @Override
    public float at(long step) {
        if (step < warmupSteps) {
            return (float) (((double) warmupTarget - rate) * step / warmupSteps + rate);
        }
        double part = (double) Math.min(step - warmupSteps, decaySteps) / decaySteps;
        double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * part));
        return (float) ((warmupSteps > 0 ? warmupTarget : rate) * ((1 - alpha) * cosine + alpha));
    }
}
