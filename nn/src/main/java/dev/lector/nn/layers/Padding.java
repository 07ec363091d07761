// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/** What stands before the first and after the last step when a window slides over a sequence; Keras's names. */
public enum Padding {
    /** Nothing: only windows that lie wholly in the sequence. */
    VALID,
    /** As much as gives {@code ceil(steps / strides)} windows, the odd one at the end. */
    SAME,
    /** {@code window - 1} steps before the first, so that no window sees a later step than its own. */
    CAUSAL;

    /**
     * Number of windows, 0 or less if the sequence is too short.
     *
     * @param steps length of the sequence
     * @param window steps from the first to the last of a window
     * @param strides distance between windows
     */
    public int windows(int steps, int window, int strides) {
        if (this == VALID) {
            return steps < window ? 0 : (steps - window) / strides + 1;
        }
        return (steps - 1) / strides + 1;
    }

    /** Steps of padding before the first step. */
    public int left(int steps, int window, int strides) {
        if (this == SAME) {
            return Math.max((windows(steps, window, strides) - 1) * strides + window - steps, 0) / 2;
        }
        return this == CAUSAL ? window - 1 : 0;
    }
}
