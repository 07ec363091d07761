// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/**
 * One step of a recurrent layer, for all rows of a block. In a row of gates stand {@link #rowParts} parts of {@code units}
 * values; the first {@link #inputParts} of them begin as the product with the step's input.
 */
interface Cell {
    /** The step of a layer. */
    static Cell of(RecurrentLayer layer) {
        if (layer instanceof LSTM lstm) {
            return new LstmCell(lstm);
        }
        if (layer instanceof GRU gru) {
            return new GruCell(gru);
        }
        return new SimpleCell((SimpleRNN) layer);
    }

    /** Parts of the kernel's columns. */
    int inputParts();

    /** Parts of a row of gates. */
    int rowParts();

    /** Floats that a step keeps for each sample beside gates and states. */
    int extra();

    /** True if each part of the columns has dropout masks of its own, as Keras has it with recurrent dropout. */
    boolean separateMasks();

    /** First columns of the groups of the recurrent kernel. */
    int[] recurrentFrom();

    /** Where they go in a row of gates. */
    int[] recurrentTo();

    /** Length of the bias that is added to the input product, where it is not a weight itself; else 0. */
    default int derivedBias() {
        return 0;
    }

    /** Computes {@link #derivedBias}. */
    default void prepareBias(float[] bias, float[] derived) {}

    /** From the input product in the gates of step {@code t} and the old state to the gates and the new state. */
    void forward(Recurrence loop, int t);

    /**
     * Turns the gates of step {@code t} into the gradients by their sums, and the gradient by the new state into that by
     * the old one.
     */
    void backward(Recurrence loop, int t);

    /** Adds the gradients of the recurrent kernel and of the bias over some steps, whose gates are gradients. */
    void weightGradients(Recurrence loop);
}
