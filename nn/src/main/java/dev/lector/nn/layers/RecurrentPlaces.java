// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/**
 * The memory of a recurrent layer's pass, and where in it things stand. Gates and states stand step after step,
 * {@code (steps, rows, ...)}, so that a step's product is one for all rows of the block. Both keep the order of the input
 * even where steps are read backwards: the state after step {@code t} is then in slot {@code t}, otherwise in
 * {@code t + 1}, and the states before all steps are again neighbours.
 */
abstract class RecurrentPlaces {
    // Derived arrays.
    static final int KERNEL = 0;
    static final int TRANSPOSED_KERNEL = 1;
    static final int RECURRENT = 2;
    static final int TRANSPOSED_RECURRENT = 3;
    static final int BIAS = 4;

    final RecurrentLayer layer;
    final Kernels kernels;
    final Cell cell;
    final GateProduct input;
    final GateProduct recurrent;
    final int steps;
    final int in;
    final int units;
    /** Values in a row of gates. */
    final int width;

    // The call.
    Pass pass;
    int rows;
    /** Gates, states and what else a cell keeps. */
    float[] kept;

    float[] scratch;
    boolean[] mask;
    /** Null where texts are not cut. */
    PaddingStates padding;

    boolean dropInput;
    boolean dropStates;
    /** False where the gates of all steps stand in the place of the first: it then stays in the first cache. */
    private boolean everyStep;
    /** Whether the states before the first step are 0, so that no product with them is needed. */
    private boolean fromZeros;

    RecurrentPlaces(RecurrentLayer layer, Shape sequence, Kernels kernels) {
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

    void open(Pass of) {
        pass = of;
        rows = pass.rows();
        kept = pass.kept();
        scratch = pass.scratch();
        mask = pass.mask(0);
        padding = pass.paddingStates();
        everyStep = pass.mayGoBack() || pass.words(0) == null;
        fromZeros = pass.inputCount() == 1 && !layer.stateful() && (padding == null || padding.isPadding(pass));
        dropInput = pass.training() && layer.dropout() > 0;
        dropStates = pass.training() && layer.recurrentDropout() > 0 && !(fromZeros && steps == 1);
    }

    /** True if the states before step {@code t} are 0. */
    boolean fromZeros(int t) {
        return fromZeros && t == step(0);
    }

    /** What is added to the product of an input with the kernel, or null. */
    float[] inputBias(Pass weights) {
        return cell.derivedBias() > 0 ? weights.derived(BIAS) : layer.useBias() ? weights.weight(2) : null;
    }

    /** Gates of step {@code t}, {@code (rows, width)}. */
    int gatesAt(int t) {
        return pass.keptAt() + (everyStep ? t : 0) * rows * width;
    }

    /** What the cell keeps of step {@code t} for itself. */
    int extraAt(int t) {
        return pass.keptAt() + steps * rows * width + (everyStep ? t : 0) * rows * cell.extra();
    }

    /** State {@code s} after step {@code t}, {@code (rows, units)}. */
    int newAt(int s, int t) {
        return slotAt(s, layer.goBackwards() ? t : t + 1);
    }

    /** State {@code s} before step {@code t}. */
    int oldAt(int s, int t) {
        return slotAt(s, layer.goBackwards() ? t + 1 : t);
    }

    int slotAt(int s, int slot) {
        int statesAt = pass.keptAt() + steps * rows * (width + cell.extra());
        return statesAt + (s * (steps + 1) + slot) * rows * units;
    }

    int inputMasks() {
        return layer.dropout() > 0 ? input.groups() * in : 0;
    }

    int stateMasks() {
        return layer.recurrentDropout() > 0 ? recurrent.groups() * units : 0;
    }

    int inputMaskAt(int row, int group) {
        return slotAt(layer.states(), 0) + (row * input.groups() + group) * in;
    }

    int stateMaskAt(int row, int group) {
        return slotAt(layer.states(), 0) + rows * inputMasks() + (row * recurrent.groups() + group) * units;
    }

    /** In the scratch memory, the gradient by state {@code s}, {@code (rows, units)}. */
    int gradientAt(int s) {
        return s * rows * units;
    }

    int savedAt() {
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
    int byStepAt() {
        return rowScratchAt() + 5 * units;
    }

    /** The step that is read as number {@code s}. */
    int step(int s) {
        return layer.goBackwards() ? steps - 1 - s : s;
    }
}
