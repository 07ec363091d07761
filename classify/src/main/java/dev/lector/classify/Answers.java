// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/**
 * What a classifier says about rows.
 *
 * @param raw {@code (rows, labels)}, the network's probabilities
 * @param probabilities {@code (rows, labels)}, calibrated; {@code raw} itself if there is no calibration
 * @param decision how they become answers
 */
record Answers(float[] raw, float[] probabilities, Decision decision) {
    /** True if the probabilities are not the network's own. */
    boolean calibrated() {
        return raw != probabilities;
    }

    /** Which labels of several a text are given: {@code (rows, labels)}. */
    boolean[] fromThresholds(int labels) {
        boolean[] given = new boolean[probabilities.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = probabilities[i] >= decision.threshold(i % labels);
        }
        return given;
    }
}
