// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import java.util.Arrays;

/**
 * The states of a recurrent layer after 0, 1, 2, ... steps of padding. Texts that begin with padding have them in common:
 * they are found once for a batch, by a text of nothing but padding, and each block begins with those that stand where its
 * texts were cut. On the way back each block leaves the gradients by its first states, and the text of padding carries their
 * sums on.
 */
public final class PaddingStates {
    private static final int NONE = -1;

    private final int size;
    private final float[] states;
    private final float[] gradients;
    private int paddingRow = NONE;
    /** By the first row of a block: what it left, and the steps of padding before it. */
    private float[] ofBlocks = new float[0];

    private int[] stepsBefore = new int[0];

    /**
     * States of 0 before the first step.
     *
     * @param size values of all states of a sample
     * @param steps of the longest text
     */
    public PaddingStates(int size, int steps) {
        this.size = size;
        this.states = new float[(steps + 1) * size];
        this.gradients = new float[(steps + 1) * size];
    }

    /**
     * Begins a batch.
     *
     * @param row index in the batch of the text of nothing but padding: it is behind all others
     */
    public void begin(int row) {
        paddingRow = row;
        if (stepsBefore.length < row) {
            stepsBefore = new int[row];
            ofBlocks = new float[row * size];
        }
        Arrays.fill(stepsBefore, NONE);
    }

    /** Ends the text of padding: from now on all passes are of texts. */
    public void end() {
        paddingRow = NONE;
    }

    /** True for the pass of the text of nothing but padding. */
    boolean isPadding(Pass pass) {
        return pass.firstRow() == paddingRow;
    }

    /** The states, one row for each number of steps: see {@link #at}. Modified by the text of padding. */
    float[] states() {
        return states;
    }

    /** Gradients by the states, laid out as they are; valid after {@link #sumGradients}. */
    float[] gradients() {
        return gradients;
    }

    /** Index of what belongs to {@code steps} steps of padding. */
    int at(int steps) {
        return steps * size;
    }

    /** Where the block of a pass leaves the gradient by its first states, summed over its rows; at first garbage. */
    float[] ofBlocks() {
        return ofBlocks;
    }

    /** Index in {@link #ofBlocks} for the block of a pass, whose texts begin behind {@code before} steps of padding. */
    int give(Pass pass, int before) {
        stepsBefore[pass.firstRow()] = before;
        return pass.firstRow() * size;
    }

    /** Sums what the blocks gave, in their order. */
    public void sumGradients() {
        Arrays.fill(gradients, 0);
        for (int row = 0; row < paddingRow; row++) {
            if (stepsBefore[row] != NONE) {
                int to = at(stepsBefore[row]);
                for (int i = 0; i < size; i++) {
                    gradients[to + i] += ofBlocks[row * size + i];
                }
            }
        }
    }
}
