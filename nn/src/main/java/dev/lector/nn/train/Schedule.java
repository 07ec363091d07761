// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** A learning rate as a function of the number of updates made. */
public interface Schedule {
    /**
     * The rate of an update.
     *
     * @param step updates made before this one, from 0, as in Keras
     */
    float at(long step);

    /** The same rate for ever. */
    static Schedule constant(float rate) {
        return new Constant(rate);
    }

    /** Refuses a decay over no updates. */
    static void checkSteps(long decaySteps) {
        if (decaySteps < 1) {
            throw new IllegalArgumentException(
                    "A rate must decay over at least one update. Received: decaySteps=" + decaySteps + ".");
        }
    }

    /** The same rate for ever. */
    record Constant(float rate) implements Schedule {
        @Override
        public float at(long step) {
            return rate;
        }
    }
}
