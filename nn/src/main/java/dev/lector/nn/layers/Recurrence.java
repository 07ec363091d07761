// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/**
 * The way of a block through the steps of a recurrent layer, and back. What a {@link Cell} does at one step is the only
 * difference between the layers.
 *
 * <p>Before the first step the products of all inputs with the kernel are made at once, after the last step back all
 * gradients of weights; only the product with the state has to go step by step, for all rows of the block together.
 * Gates and states therefore stand step after step, {@code (steps, rows, ...)}. Both keep the order of the input even
 * where steps are read backwards: the state after step {@code t} is then in slot {@code t}, otherwise in
 * {@code t + 1}, and the states before all steps are again neighbours.
 *
 * <p>One belongs to one pass, so to one thread: its fields are the call at hand.
 */
final class Recurrence {
    // Derived arrays.
    private static final int KERNEL = 0;
    private static final int TRANSPOSED_KERNEL = 1;
    private static final int RECURRENT = 2;
    private static final int TRANSPOSED_RECURRENT = 3;
    private static final int BIAS = 4;

    final Kernels kernels;
    final GateProduct recurrent;
    private final GateProduct input;
    private final RecurrentLayer layer;
    private final Cell cell;
    private final int steps;
    private final int in;
    private final int units;
    private final int width;

    // The call.
    private Pass pass;
    int rows;
    /** Gates, states and what else a cell keeps. */
    float[] kept;

    float[] scratch;
    private boolean[] mask;
    private boolean dropInput;
    private boolean dropStates;

    Recurrence(RecurrentLayer layer, Shape sequence, Kernels kernels) {
        this.layer = layer;
        this.kernels = kernels;
        cell = Cell.of(layer);
        steps = sequence.dim(0);
        in = sequence.dim(1);
        units = layer.units();
        width = cell.rowParts() * units;
        int columns = cell.inputParts() * units;
        int[] from = new int[cell.separateMasks() && layer.dropout() > 0 ? cell.inputParts() : 1];
        for (int g = 0; g < from.length; g++) {
            from[g] = g * units;
        }
        input = new GateProduct(kernels, in, columns, from, from);
        recurrent = new GateProduct(kernels, units, columns, cell.recurrentFrom(), cell.recurrentTo());
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

    Memory memory(int blockRows) {
        boolean drops = layer.dropout() > 0 || layer.recurrentDropout() > 0;
        int keptFloats =
                steps * (width + cell.extra()) + layer.states() * (steps + 1) * units + inputMasks() + stateMasks();
        int scratchFloats = 5 * blockRows * units + 5 * units + steps * blockRows * (drops ? Math.max(in, units) : in);
        int[] derived = {
            input.packedLength(),
            input.transposedLength(),
            recurrent.packedLength(),
            recurrent.transposedLength(),
            cell.derivedBias()
        };
        return Memory.derived(derived)
                .withKept(keptFloats)
                .withScratch(scratchFloats)
                .withState(layer.stateful() ? layer.states() * units : 0);
    }

    void prepare(Pass weights) {
        input.pack(weights.weight(0), weights.derived(KERNEL), weights.derived(TRANSPOSED_KERNEL));
        recurrent.pack(weights.weight(1), weights.derived(RECURRENT), weights.derived(TRANSPOSED_RECURRENT));
        if (cell.derivedBias() > 0) {
            cell.prepareBias(weights.weight(2), weights.derived(BIAS));
        }
    }

    // ---- places ----

    private void open(Pass of) {
        pass = of;
        rows = pass.rows();
        kept = pass.kept();
        scratch = pass.scratch();
        mask = pass.mask(0);
        dropInput = pass.training() && layer.dropout() > 0;
        dropStates = pass.training() && layer.recurrentDropout() > 0;
    }

    /** Gates of step {@code t}, {@code (rows, width)}. */
    int gatesAt(int t) {
        return pass.keptAt() + t * rows * width;
    }

    /** What the cell keeps of step {@code t} for itself. */
    int extraAt(int t) {
        return gatesAt(steps) + t * rows * cell.extra();
    }

    /** State {@code s} after step {@code t}, {@code (rows, units)}. */
    int newAt(int s, int t) {
        return slotAt(s, layer.goBackwards() ? t : t + 1);
    }

    /** State {@code s} before step {@code t}. */
    int oldAt(int s, int t) {
        return slotAt(s, layer.goBackwards() ? t + 1 : t);
    }

    private int slotAt(int s, int slot) {
        return extraAt(steps) + (s * (steps + 1) + slot) * rows * units;
    }

    private int inputMasks() {
        return layer.dropout() > 0 ? input.groups() * in : 0;
    }

    private int stateMasks() {
        return layer.recurrentDropout() > 0 ? recurrent.groups() * units : 0;
    }

    private int inputMaskAt(int row, int group) {
        return slotAt(layer.states(), 0) + (row * input.groups() + group) * in;
    }

    private int stateMaskAt(int row, int group) {
        return slotAt(layer.states(), 0) + rows * inputMasks() + (row * recurrent.groups() + group) * units;
    }

    /** In the scratch memory, the gradient by state {@code s}, {@code (rows, units)}. */
    int gradientAt(int s) {
        return s * rows * units;
    }

    private int savedAt() {
        return 2 * rows * units;
    }

    /** In the scratch memory, {@code (rows, units)} for a step. */
    int stepScratchAt() {
        return 4 * rows * units;
    }

    /** In the scratch memory, {@code 5·units}. */
    int rowScratchAt() {
        return 5 * rows * units;
    }

    /** In the scratch memory, {@code (steps, rows, in)} or {@code (steps, rows, units)}. */
    private int byStepAt() {
        return rowScratchAt() + 5 * units;
    }

    /** The step that is read as number {@code s}. */
    private int step(int s) {
        return layer.goBackwards() ? steps - 1 - s : s;
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
        inputProduct();
        for (int s = 0; s < layer.states(); s++) {
            begin(s, oldAt(s, step(0)));
        }
        for (int s = 0; s < steps; s++) {
            int t = step(s);
            int padding = padding(t);
            if (padding < rows) {
                cell.forward(this, t);
            }
            if (padding > 0) {
                carryOver(t);
            }
        }
        writeOutput();
        for (int s = 0; s < layer.states() && layer.stateful(); s++) {
            copyRows(kept, newAt(s, step(steps - 1)), units, pass.state(), pass.stateAt() + s * units, stateSize());
        }
    }

    private int stateSize() {
        return layer.states() * units;
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

    private void inputProduct() {
        float[] bias = cell.derivedBias() > 0 ? pass.derived(BIAS) : layer.useBias() ? pass.weight(2) : null;
        for (int g = 0; g < input.groups(); g++) {
            writeInputByStep(g);
            float[] packed = pass.derived(KERNEL);
            input.forward(g, steps * rows, scratch, byStepAt(), in, packed, kept, gatesAt(0), width, false, bias, 0);
        }
    }

    /**
     * Writes the input step after step, {@code (steps, rows, in)}, as the gates stand, times the dropout mask of a group,
     * so that the products of all steps are one. Without dropout all groups have the same.
     */
    private void writeInputByStep(int group) {
        if (group > 0 && !dropInput) {
            return;
        }
        for (int r = 0; r < rows; r++) {
            int from = pass.inputAt(0) + r * steps * in;
            for (int t = 0; t < steps; t++) {
                int to = byStepAt() + (t * rows + r) * in;
                kernels.copy(in, pass.input(0), from + t * in, scratch, to);
                if (dropInput) {
                    kernels.multiply(in, kept, inputMaskAt(r, group), scratch, to);
                }
            }
        }
    }

    /** Writes the state with which the first step begins. */
    private void begin(int s, int to) {
        if (pass.inputCount() > 1) {
            kernels.copy(rows * units, pass.input(1 + s), pass.inputAt(1 + s), kept, to);
        } else if (layer.stateful()) {
            copyRows(pass.state(), pass.stateAt() + s * units, stateSize(), kept, to, units);
        } else {
            kernels.fill(rows * units, 0, kept, to);
        }
    }

    private void copyRows(float[] x, int xAt, int xNext, float[] y, int yAt, int yNext) {
        for (int r = 0; r < rows; r++) {
            kernels.copy(units, x, xAt + r * xNext, y, yAt + r * yNext);
        }
    }

    /** Rows for which step {@code t} is padding. */
    private int padding(int t) {
        int count = 0;
        for (int r = 0; mask != null && r < rows; r++) {
            count += isPadding(r, t) ? 1 : 0;
        }
        return count;
    }

    private boolean isPadding(int r, int t) {
        return !mask[pass.maskAt(0) + r * steps + t];
    }

    /** Where step {@code t} is padding, the states stay as they were. */
    private void carryOver(int t) {
        for (int s = 0; s < layer.states(); s++) {
            for (int r = 0; r < rows; r++) {
                if (isPadding(r, t)) {
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
        for (int s = steps - 1; s >= 0; s--) {
            int t = step(s);
            if (layer.returnSequences()) {
                addRows(0, pass.outputGradientAt() + s * units);
            }
            int padding = padding(t);
            if (padding == rows) {
                kernels.fill(rows * width, 0, kept, gatesAt(t));
                continue;
            }
            if (padding > 0) {
                kernels.copy(2 * rows * units, scratch, gradientAt(0), scratch, savedAt());
            }
            cell.backward(this, t);
            if (padding > 0) {
                carryBack(t);
            }
        }
        for (int s = 0; s < layer.states() && pass.inputCount() > 1; s++) {
            if (pass.inputGradient(1 + s) != null) {
                kernels.add(
                        rows * units, scratch, gradientAt(s), pass.inputGradient(1 + s), pass.inputGradientAt(1 + s));
            }
        }
        if (pass.weightGradient(1) != null) {
            cell.weightGradients(this);
        }
        if (pass.weightGradient(0) != null) {
            kernelGradient();
        }
        if (pass.inputGradient(0) != null) {
            inputGradient();
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

    /** Where step {@code t} is padding, gradients by the states pass unchanged, and none goes to the gates. */
    private void carryBack(int t) {
        for (int r = 0; r < rows; r++) {
            if (isPadding(r, t)) {
                kernels.fill(width, 0, kept, gatesAt(t) + r * width);
                for (int s = 0; s < layer.states(); s++) {
                    int at = gradientAt(s) + r * units;
                    kernels.copy(units, scratch, savedAt() + at, scratch, at);
                }
            }
        }
    }

    private void kernelGradient() {
        for (int g = 0; g < input.groups(); g++) {
            writeInputByStep(g);
            float[] gradient = pass.weightGradient(0);
            input.backwardByWeight(
                    g, 1, steps * rows, scratch, byStepAt(), in, 0, kept, gatesAt(0), width, 0, gradient);
        }
    }

    private void inputGradient() {
        for (int g = 0; g < input.groups(); g++) {
            boolean accumulate = g > 0 && !dropInput;
            float[] transposed = pass.derived(TRANSPOSED_KERNEL);
            input.backward(g, steps * rows, kept, gatesAt(0), width, transposed, scratch, byStepAt(), in, accumulate);
            if (dropInput || g == input.groups() - 1) {
                addInputGradient(g);
            }
        }
    }

    /** Adds to the gradient by the input what stands step after step, times the dropout mask of a group. */
    private void addInputGradient(int group) {
        for (int r = 0; r < rows; r++) {
            int to = pass.inputGradientAt(0) + r * steps * in;
            for (int t = 0; t < steps; t++) {
                int from = byStepAt() + (t * rows + r) * in;
                if (dropInput) {
                    kernels.multiply(in, kept, inputMaskAt(r, group), scratch, from);
                }
                kernels.add(in, scratch, from, pass.inputGradient(0), to + t * in);
            }
        }
    }

    // ---- what cells use ----

    /** Adds the product of the old state with a group of the recurrent kernel to the gates of step {@code t}. */
    void addRecurrent(int group, int t) {
        product(group, t, true, null, 0);
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

    /** Adds the gradient of a group of the recurrent kernel whose left operand is the state. */
    void recurrentGradient(int group) {
        int old = Math.min(oldAt(0, 0), oldAt(0, steps - 1));
        if (!dropStates) {
            recurrentGradient(group, kept, old, units);
            return;
        }
        int at = byStepAt();
        kernels.copy(steps * rows * units, kept, old, scratch, at);
        for (int t = 0; t < steps; t++) {
            dropState(group, scratch, at + t * rows * units, units);
        }
        recurrentGradient(group, scratch, at, units);
    }

    /** Adds the gradient of a group of the recurrent kernel, given the left operands of all steps. */
    void recurrentGradient(int group, float[] a, int aAt, int lda) {
        recurrent.backwardByWeight(
                group, 1, steps * rows, a, aAt, lda, 0, kept, gatesAt(0), width, 0, pass.weightGradient(1));
    }

    /** Adds to the gradient of the bias from {@code biasAt} on the sums of some columns of all gates. */
    void biasGradient(int column, int columns, int biasAt) {
        if (layer.useBias() && pass.weightGradient(2) != null) {
            kernels.addRowsInto(
                    steps * rows, columns, kept, gatesAt(0) + column, width, pass.weightGradient(2), biasAt);
        }
    }
}
