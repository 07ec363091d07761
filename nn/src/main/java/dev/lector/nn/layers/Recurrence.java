// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/**
 * The way of a block through the steps of a recurrent layer, and back. What a {@link Cell} does at one step is the only
 * difference between the layers. Before the first step the products of all inputs with the kernel are made at once; only the
 * product with the state has to go step by step, for all rows of the block together. On the way back the gradients of weights
 * are added after some steps, while the gates of these are still in the cache.
 *
 * <p>One belongs to one pass, so to one thread: its fields are the call at hand.
 */
final class Recurrence extends RecurrentPlaces {
    /** Gates whose gradients of weights are added together: half of a second cache. */
    private static final int TOGETHER = 1 << 16;

    private final RecurrentInput inputs;
    /** The steps whose gradients of weights are added. */
    private int firstOfMany;

    private int many;

    Recurrence(RecurrentLayer layer, Shape sequence, Kernels kernels) {
        super(layer, sequence, kernels);
        inputs = new RecurrentInput(this);
    }

    /** That of a pass. */
    static Recurrence of(RecurrentLayer layer, Pass pass) {
        if (pass.remembered() instanceof Recurrence known) {
            return known;
        }
        Recurrence made = new Recurrence(layer, pass.inputShape(0), pass.kernels());
        pass.remember(made);
        return made;
    }

    void prepare(Pass weights) {
        input.pack(weights.weight(0), weights.derived(KERNEL), weights.derived(TRANSPOSED_KERNEL));
        recurrent.pack(weights.weight(1), weights.derived(RECURRENT), weights.derived(TRANSPOSED_RECURRENT));
        if (cell.derivedBias() > 0) {
            cell.prepareBias(weights.weight(2), weights.derived(BIAS));
        }
    }

    float[] bias() {
        return pass.weight(2);
    }

    float[] transposed() {
        return pass.derived(TRANSPOSED_RECURRENT);
    }

    // ---- forward ----

    void forward(Pass of) {
        open(of);
        drawMasks();
        inputs.forward();
        for (int s = 0; s < layer.states(); s++) {
            begin(s, oldAt(s, step(0)));
        }
        for (int s = 0; s < steps; s++) {
            int t = step(s);
            int masked = masked(t);
            inputs.forward(t);
            if (masked < rows) {
                cell.forward(this, t);
            }
            if (masked > 0) {
                carryOver(t);
            }
        }
        writeOutput();
        if (padding != null && padding.isPadding(pass)) {
            keepPaddingStates();
        }
        for (int s = 0; s < layer.states() && layer.stateful(); s++) {
            copyRows(kept, newAt(s, step(steps - 1)), units, pass.state(), pass.stateAt() + s * units, stateSize());
        }
    }

    /** The masks of dropout: they hang on the row alone, so that all steps have the same. */
    private void drawMasks() {
        if (dropInput) {
            drawMasks(0, layer.dropout(), inputMasks(), inputMaskAt(0, 0));
        }
        if (dropStates) {
            drawMasks(1, layer.recurrentDropout(), stateMasks(), stateMaskAt(0, 0));
        }
    }

    private void drawMasks(int part, float rate, int size, int at) {
        kernels.fill(rows * size, 1, kept, at);
        long key = CounterRandom.key(pass.randomKey(), part);
        kernels.dropout(rows * size, rate, key, (long) pass.firstRow() * size, kept, at, kept, at);
    }

    /** Writes the state with which the first step begins. */
    private void begin(int s, int to) {
        if (pass.inputCount() > 1) {
            kernels.copy(rows * units, pass.input(1 + s), pass.inputAt(1 + s), kept, to);
        } else if (layer.stateful()) {
            copyRows(pass.state(), pass.stateAt() + s * units, stateSize(), kept, to, units);
        } else if (padding != null && !padding.isPadding(pass)) {
            copyRows(padding.states(), padding.at(pass.cutBefore(0)) + s * units, 0, kept, to, units);
        } else {
            kernels.fill(rows * units, 0, kept, to);
        }
    }

    private void keepPaddingStates() {
        for (int s = 0; s < layer.states(); s++) {
            for (int t = 0; t < steps; t++) {
                kernels.copy(units, kept, newAt(s, t), padding.states(), padding.at(t + 1) + s * units);
            }
        }
    }

    private int stateSize() {
        return layer.states() * units;
    }

    private void copyRows(float[] x, int xAt, int xNext, float[] y, int yAt, int yNext) {
        for (int r = 0; r < rows; r++) {
            kernels.copy(units, x, xAt + r * xNext, y, yAt + r * yNext);
        }
    }

    /** Rows for which step {@code t} is masked. */
    private int masked(int t) {
        int count = 0;
        for (int r = 0; mask != null && r < rows; r++) {
            count += isMasked(r, t) ? 1 : 0;
        }
        return count;
    }

    private boolean isMasked(int r, int t) {
        return !mask[pass.maskAt(0) + r * steps + t];
    }

    /** Where step {@code t} is masked, the states stay as they were. */
    private void carryOver(int t) {
        for (int s = 0; s < layer.states(); s++) {
            for (int r = 0; r < rows; r++) {
                if (isMasked(r, t)) {
                    kernels.copy(units, kept, oldAt(s, t) + r * units, kept, newAt(s, t) + r * units);
                }
            }
        }
    }

    private void writeOutput() {
        int size = pass.outputShape().size();
        int to = pass.outputAt();
        if (layer.returnSequences()) {
            for (int s = 0; s < steps; s++) {
                copyRows(kept, newAt(0, step(s)), units, pass.output(), to + s * units, size);
            }
            to += steps * units;
        } else {
            copyRows(kept, newAt(0, step(steps - 1)), units, pass.output(), to, size);
            to += units;
        }
        for (int s = 0; s < layer.states() && layer.returnState(); s++) {
            copyRows(kept, newAt(s, step(steps - 1)), units, pass.output(), to + s * units, size);
        }
    }

    // ---- backward ----

    void backward(Pass of) {
        open(of);
        kernels.fill(2 * rows * units, 0, scratch, gradientAt(0));
        readLastGradients();
        int together = Math.max(1, Math.max(TOGETHER, 2 * units * width) / (rows * width));
        for (int s = steps - 1; s >= 0; s--) {
            int t = step(s);
            if (layer.returnSequences()) {
                addRows(0, pass.outputGradientAt() + s * units);
            }
            if (padding != null && padding.isPadding(pass)) {
                addPaddingGradients(t);
            }
            backward(t);
            inputs.backward(t);
            if ((steps - s) % together == 0 || s == 0) {
                weightGradients(s, Math.min(together, steps - s));
            }
        }
        giveFirstGradients();
        inputs.backward();
    }

    /** Of {@code count} steps, from the one that is read as number {@code first} on. */
    private void weightGradients(int first, int count) {
        firstOfMany = Math.min(step(first), step(first + count - 1));
        many = count;
        if (pass.weightGradient(1) != null) {
            cell.weightGradients(this);
        }
    }

    private void backward(int t) {
        int masked = masked(t);
        if (masked == rows) {
            kernels.fill(rows * width, 0, kept, gatesAt(t));
            return;
        }
        if (masked > 0) {
            kernels.copy(2 * rows * units, scratch, gradientAt(0), scratch, savedAt());
        }
        cell.backward(this, t);
        if (masked > 0) {
            carryBack(t);
        }
    }

    /** Texts that were cut behind step {@code t} of the padding began with the states that stand there. */
    private void addPaddingGradients(int t) {
        for (int s = 0; s < layer.states(); s++) {
            kernels.add(units, padding.gradients(), padding.at(t + 1) + s * units, scratch, gradientAt(s));
        }
    }

    /** Gradients by the states before the first step. */
    private void giveFirstGradients() {
        for (int s = 0; s < layer.states() && pass.inputCount() > 1; s++) {
            if (pass.inputGradient(1 + s) != null) {
                kernels.add(
                        rows * units, scratch, gradientAt(s), pass.inputGradient(1 + s), pass.inputGradientAt(1 + s));
            }
        }
        if (padding != null && !padding.isPadding(pass)) {
            int to = padding.give(pass, pass.cutBefore(0));
            for (int s = 0; s < layer.states(); s++) {
                kernels.fill(units, 0, padding.ofBlocks(), to + s * units);
                kernels.addRowsInto(rows, units, scratch, gradientAt(s), units, padding.ofBlocks(), to + s * units);
            }
        }
    }

    /** Gradients by what stands after the last step. */
    private void readLastGradients() {
        int from = pass.outputGradientAt();
        if (layer.returnSequences()) {
            from += steps * units;
        } else {
            addRows(0, from);
            from += units;
        }
        for (int s = 0; s < layer.states() && layer.returnState(); s++) {
            addRows(s, from + s * units);
        }
    }

    private void addRows(int s, int from) {
        int size = pass.outputShape().size();
        for (int r = 0; r < rows; r++) {
            kernels.add(units, pass.outputGradient(), from + r * size, scratch, gradientAt(s) + r * units);
        }
    }

    /** Where step {@code t} is masked, gradients by the states pass unchanged, and none goes to the gates. */
    private void carryBack(int t) {
        for (int r = 0; r < rows; r++) {
            if (isMasked(r, t)) {
                kernels.fill(width, 0, kept, gatesAt(t) + r * width);
                for (int s = 0; s < layer.states(); s++) {
                    int at = gradientAt(s) + r * units;
                    kernels.copy(units, scratch, savedAt() + at, scratch, at);
                }
            }
        }
    }

    // ---- what cells use ----

    /** Adds the product of the old state with a group of the recurrent kernel to the gates of step {@code t}. */
    void addRecurrent(int group, int t) {
        if (!fromZeros(t)) {
            product(group, t, true, null, 0);
        }
    }

    /** Writes the product of the old state with a group of the recurrent kernel, and a bias, to step {@code t}. */
    void writeRecurrent(int group, int t, float[] bias, int biasAt) {
        product(group, t, false, bias, biasAt);
    }

    private void product(int group, int t, boolean accumulate, float[] bias, int biasAt) {
        float[] a = kept;
        int at = oldAt(0, t);
        if (dropStates) {
            a = scratch;
            at = stepScratchAt();
            kernels.copy(rows * units, kept, oldAt(0, t), scratch, at);
            dropState(group, scratch, at, units);
        }
        float[] packed = pass.derived(RECURRENT);
        recurrent.forward(group, rows, a, at, units, packed, kept, gatesAt(t), width, accumulate, bias, biasAt);
    }

    /** Adds the product of other rows with a group of the recurrent kernel to the gates of step {@code t}. */
    void addRecurrent(int group, int t, float[] a, int aAt, int lda) {
        recurrent.forward(group, rows, a, aAt, lda, pass.derived(RECURRENT), kept, gatesAt(t), width, true, null, 0);
    }

    /** Multiplies rows of {@code units} values by the group's dropout masks, if dropout is on. */
    void dropState(int group, float[] y, int yAt, int ldy) {
        for (int r = 0; r < rows && dropStates; r++) {
            kernels.multiply(units, kept, stateMaskAt(r, group), y, yAt + r * ldy);
        }
    }

    /** Adds to the gradient by the old state what comes through a group of the recurrent kernel. */
    void addRecurrentBackward(int group, int t) {
        if (fromZeros(t)) {
            return;
        }
        float[] transposed = transposed();
        if (!dropStates) {
            recurrent.backward(group, rows, kept, gatesAt(t), width, transposed, scratch, gradientAt(0), units, true);
            return;
        }
        int at = stepScratchAt();
        recurrent.backward(group, rows, kept, gatesAt(t), width, transposed, scratch, at, units, false);
        dropState(group, scratch, at, units);
        kernels.add(rows * units, scratch, at, scratch, gradientAt(0));
    }

    /** Adds the gradient of a group of the recurrent kernel whose left operand is the state, over some steps. */
    void recurrentGradient(int group) {
        int old = oldAt(0, firstOfMany);
        if (!dropStates) {
            recurrentGradient(group, kept, old, units);
            return;
        }
        int at = byStepAt();
        kernels.copy(many * rows * units, kept, old, scratch, at);
        for (int t = 0; t < many; t++) {
            dropState(group, scratch, at + t * rows * units, units);
        }
        recurrentGradient(group, scratch, at, units);
    }

    /** Adds the gradient of a group of the recurrent kernel, given the left operands of these steps. */
    void recurrentGradient(int group, float[] a, int aAt, int lda) {
        if (many == 1 && fromZeros(firstOfMany)) {
            return;
        }
        recurrent.backwardByWeight(
                group, 1, many * rows, a, aAt, lda, 0, kept, gatesOfMany(), width, 0, pass.weightGradient(1));
    }

    /** Adds to the gradient of the bias from {@code biasAt} on the sums of some columns of these steps' gates. */
    void biasGradient(int column, int columns, int biasAt) {
        if (layer.useBias() && pass.weightGradient(2) != null) {
            kernels.addRowsInto(
                    many * rows, columns, kept, gatesOfMany() + column, width, pass.weightGradient(2), biasAt);
        }
    }

    /** The gates of the first of the steps whose gradients of weights are added. */
    int gatesOfMany() {
        return gatesAt(firstOfMany);
    }
}
