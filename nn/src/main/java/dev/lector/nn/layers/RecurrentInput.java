// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The input's side of a recurrent layer: the products of all steps with the kernel, made at once before the first step, and
 * their gradients, made after the last one back. Where the input is words ({@link WordProducts}) the products are rows of a
 * table, read at each step, and the gradients by them are handed over as they are.
 */
final class RecurrentInput {
    private final RecurrentPlaces at;
    private final Kernels kernels;

    RecurrentInput(RecurrentPlaces at) {
        this.at = at;
        kernels = at.kernels;
    }

    /** Writes the products, and the bias, to the gates of all steps; those of words come with each step. */
    void forward() {
        if (at.pass.words(0) != null) {
            return;
        }
        float[] bias = at.inputBias(at.pass);
        float[] packed = at.pass.derived(RecurrentPlaces.KERNEL);
        for (int g = 0; g < at.input.groups(); g++) {
            writeByStep(g);
            at.input.forward(
                    g,
                    at.steps * at.rows,
                    at.scratch,
                    at.byStepAt(),
                    at.in,
                    packed,
                    at.kept,
                    at.gatesAt(0),
                    at.width,
                    false,
                    bias,
                    0);
        }
    }

    /** Writes the products of the words at step {@code t}. */
    void forward(int t) {
        WordProducts words = at.pass.words(0);
        if (words == null) {
            return;
        }
        int columns = words.columns();
        int[] slots = at.pass.wordSlots();
        int slot = at.pass.wordsAt() + t;
        for (int r = 0; r < at.rows; r++) {
            int from = slots[slot + r * at.steps] * columns;
            kernels.copy(columns, words.table(), from, at.kept, at.gatesAt(t) + r * at.width);
        }
    }

    /**
     * Writes the input step after step, {@code (steps, rows, in)}, as the gates stand, times the dropout mask of a group,
     * so that the products of all steps are one. Without dropout all groups have the same.
     */
    private void writeByStep(int group) {
        if (group > 0 && !at.dropInput) {
            return;
        }
        for (int r = 0; r < at.rows; r++) {
            int from = at.pass.inputAt(0) + r * at.steps * at.in;
            for (int t = 0; t < at.steps; t++) {
                int to = at.byStepAt() + (t * at.rows + r) * at.in;
                kernels.copy(at.in, at.pass.input(0), from + t * at.in, at.scratch, to);
                if (at.dropInput) {
                    kernels.multiply(at.in, at.kept, at.inputMaskAt(r, group), at.scratch, to);
                }
            }
        }
    }

    /** Adds the gradients by the kernel and by the input, once the gates of all steps are gradients; but those by words. */
    void backward() {
        if (at.pass.words(0) != null) {
            return;
        }
        if (at.pass.weightGradient(0) != null) {
            kernelGradient();
        }
        if (at.pass.inputGradient(0) != null) {
            inputGradient();
        }
    }

    /** Hands over the gradients by the words at step {@code t}, whose gates are gradients. */
    void backward(int t) {
        WordProducts words = at.pass.words(0);
        if (words == null) {
            return;
        }
        int columns = words.columns();
        int to = (at.pass.wordsAt() + t) * columns;
        for (int r = 0; r < at.rows; r++) {
            int from = at.gatesAt(t) + r * at.width;
            kernels.copy(columns, at.kept, from, words.gradients(), to + r * at.steps * columns);
        }
    }

    private void kernelGradient() {
        float[] gradient = at.pass.weightGradient(0);
        for (int g = 0; g < at.input.groups(); g++) {
            writeByStep(g);
            at.input.backwardByWeight(
                    g,
                    1,
                    at.steps * at.rows,
                    at.scratch,
                    at.byStepAt(),
                    at.in,
                    0,
                    at.kept,
                    at.gatesAt(0),
                    at.width,
                    0,
                    gradient);
        }
    }

    private void inputGradient() {
        float[] transposed = at.pass.derived(RecurrentPlaces.TRANSPOSED_KERNEL);
        for (int g = 0; g < at.input.groups(); g++) {
            boolean accumulate = g > 0 && !at.dropInput;
            at.input.backward(
                    g,
                    at.steps * at.rows,
                    at.kept,
                    at.gatesAt(0),
                    at.width,
                    transposed,
                    at.scratch,
                    at.byStepAt(),
                    at.in,
                    accumulate);
            if (at.dropInput || g == at.input.groups() - 1) {
                addInputGradient(g);
            }
        }
    }

    /** Adds to the gradient by the input what stands step after step, times the dropout mask of a group. */
    private void addInputGradient(int group) {
        for (int r = 0; r < at.rows; r++) {
            int to = at.pass.inputGradientAt(0) + r * at.steps * at.in;
            for (int t = 0; t < at.steps; t++) {
                int from = at.byStepAt() + (t * at.rows + r) * at.in;
                if (at.dropInput) {
                    kernels.multiply(at.in, at.kept, at.inputMaskAt(r, group), at.scratch, from);
                }
                kernels.add(at.in, at.scratch, from, at.pass.inputGradient(0), to + t * at.in);
            }
        }
    }
}
