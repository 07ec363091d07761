// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The step of {@link GRU}. A row of gates holds z, r, the candidate and, last, what the reset gate is multiplied with:
 * the product of the state and Uh if reset comes after it, else r·h, the left operand of that product. The kernels fuse
 * tanh and sigmoid; other activations go one by one.
 */
final class GruCell implements Cell {
    private final int units;
    private final Activation activation;
    private final Activation recurrentActivation;
    private final boolean resetAfter;
    private final boolean fused;
    private final boolean keepsSums;
    private final boolean separateMasks;
    private final boolean useBias;

    GruCell(GRU layer) {
        units = layer.units();
        activation = layer.activation();
        recurrentActivation = layer.recurrentActivation();
        resetAfter = layer.resetAfter();
        fused = activation == Activation.TANH && recurrentActivation == Activation.SIGMOID;
        keepsSums = activation.needsInput() || recurrentActivation.needsInput();
        separateMasks = layer.recurrentDropout() > 0;
        useBias = layer.useBias();
    }

    @Override
    public int inputParts() {
        return 3;
    }

    @Override
    public int rowParts() {
        return 4;
    }

    /** The sums before the activations, where a derivative needs them. */
    @Override
    public int extra() {
        return keepsSums ? 3 * units : 0;
    }

    @Override
    public boolean separateMasks() {
        return separateMasks;
    }

    @Override
    public int[] recurrentFrom() {
        return separateMasks ? new int[] {0, units, 2 * units} : new int[] {0, 2 * units};
    }

    @Override
    public int[] recurrentTo() {
        int candidate = resetAfter ? 3 * units : 2 * units;
        return separateMasks ? new int[] {0, units, candidate} : new int[] {0, candidate};
    }

    /** With reset after the product, the second bias of z and r is added to the first. */
    @Override
    public int derivedBias() {
        return resetAfter && useBias ? 3 * units : 0;
    }

    @Override
    public void prepareBias(float[] bias, float[] derived) {
        for (int j = 0; j < 3 * units; j++) {
            derived[j] = j < 2 * units ? bias[j] + bias[3 * units + j] : bias[j];
        }
    }

    private static int candidateGroup(Recurrence loop) {
        return loop.recurrent.groups() - 1;
    }

    @Override
    public void forward(Recurrence loop, int t) {
        int candidate = candidateGroup(loop);
        for (int g = 0; g < candidate; g++) {
            loop.addRecurrent(g, t);
        }
        if (resetAfter) {
            loop.writeRecurrent(candidate, t, useBias ? loop.bias() : null, 3 * units);
            reset(loop, t);
        } else {
            reset(loop, t);
            int operand = loop.gatesAt(t) + 3 * units;
            loop.dropState(candidate, loop.kept, operand, 4 * units);
            loop.addRecurrent(candidate, t, loop.kept, operand, 4 * units);
        }
        output(loop, t);
    }

    private void reset(Recurrence loop, int t) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        int gates = loop.gatesAt(t);
        int old = loop.oldAt(0, t);
        if (fused && resetAfter) {
            kernels.gruResetAfter(loop.rows, units, m, gates);
        } else if (fused) {
            kernels.gruReset(loop.rows, units, m, gates, m, old);
        } else {
            for (int r = 0; r < loop.rows; r++) {
                int z = gates + r * 4 * units;
                if (keepsSums) {
                    kernels.copy(2 * units, m, z, m, loop.extraAt(t) + r * 3 * units);
                }
                recurrentActivation.forward(kernels, 1, units, m, z, m, z);
                recurrentActivation.forward(kernels, 1, units, m, z + units, m, z + units);
                if (resetAfter) {
                    int d = loop.rowScratchAt();
                    kernels.copy(units, m, z + units, loop.scratch, d);
                    kernels.multiply(units, m, z + 3 * units, loop.scratch, d);
                    kernels.add(units, loop.scratch, d, m, z + 2 * units);
                } else {
                    kernels.copy(units, m, z + units, m, z + 3 * units);
                    kernels.multiply(units, m, old + r * units, m, z + 3 * units);
                }
            }
        }
    }

    private void output(Recurrence loop, int t) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        int gates = loop.gatesAt(t);
        int old = loop.oldAt(0, t);
        int h = loop.newAt(0, t);
        if (fused) {
            kernels.gruOutput(loop.rows, units, m, gates, m, old, m, h);
            return;
        }
        for (int r = 0; r < loop.rows; r++) {
            int z = gates + r * 4 * units;
            int candidate = z + 2 * units;
            int to = h + r * units;
            if (keepsSums) {
                kernels.copy(units, m, candidate, m, loop.extraAt(t) + r * 3 * units + 2 * units);
            }
            activation.forward(kernels, 1, units, m, candidate, m, candidate);
            // z·(old - candidate) + candidate
            kernels.copy(units, m, old + r * units, m, to);
            kernels.axpy(units, -1, m, candidate, m, to);
            kernels.multiply(units, m, z, m, to);
            kernels.add(units, m, candidate, m, to);
        }
    }

    @Override
    public void backward(Recurrence loop, int t) {
        int candidate = candidateGroup(loop);
        outputBackward(loop, t);
        if (resetAfter) {
            resetAfterBackward(loop, t);
            loop.addRecurrentBackward(candidate, t);
        } else {
            int product = loop.stepScratchAt();
            loop.recurrent.backward(
                    candidate,
                    loop.rows,
                    loop.kept,
                    loop.gatesAt(t),
                    4 * units,
                    loop.transposed(),
                    loop.scratch,
                    product,
                    units,
                    false);
            loop.dropState(candidate, loop.scratch, product, units);
            resetBackward(loop, t, product);
        }
        for (int g = 0; g < candidate; g++) {
            loop.addRecurrentBackward(g, t);
        }
    }

    private void outputBackward(Recurrence loop, int t) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        float[] s = loop.scratch;
        int gates = loop.gatesAt(t);
        int old = loop.oldAt(0, t);
        int dh = loop.gradientAt(0);
        if (fused) {
            kernels.gruOutputBackward(loop.rows, units, m, gates, m, old, s, dh);
            return;
        }
        int d = loop.rowScratchAt();
        for (int r = 0; r < loop.rows; r++) {
            int z = gates + r * 4 * units;
            int candidate = z + 2 * units;
            int byH = dh + r * units;
            // by z: dh·(old - candidate); by the candidate: dh - dh·z; by the old state: dh·z
            kernels.copy(units, m, old + r * units, s, d);
            kernels.axpy(units, -1, m, candidate, s, d);
            kernels.multiply(units, s, byH, s, d);
            kernels.copy(units, s, byH, s, d + units);
            kernels.multiply(units, m, z, s, byH);
            kernels.axpy(units, -1, s, byH, s, d + units);
            derive(loop, recurrentActivation, t, r, 0, d);
            derive(loop, activation, t, r, 2, d + units);
            kernels.copy(units, s, d, m, z);
            kernels.copy(units, s, d + units, m, candidate);
        }
    }

    /** Multiplies a gradient in the scratch memory by the derivative of part {@code part} of a row. */
    private void derive(Recurrence loop, Activation own, int t, int r, int part, int d) {
        int values = own.needsInput()
                ? loop.extraAt(t) + r * 3 * units + part * units
                : loop.gatesAt(t) + r * 4 * units + part * units;
        own.backward(loop.kernels, 1, units, loop.kept, values, loop.scratch, d);
    }

    private void resetAfterBackward(Recurrence loop, int t) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        if (fused) {
            kernels.gruResetAfterBackward(loop.rows, units, m, loop.gatesAt(t));
            return;
        }
        int d = loop.rowScratchAt();
        for (int r = 0; r < loop.rows; r++) {
            int z = loop.gatesAt(t) + r * 4 * units;
            int product = z + 3 * units;
            kernels.copy(units, m, z + 2 * units, loop.scratch, d);
            kernels.multiply(units, m, product, loop.scratch, d);
            derive(loop, recurrentActivation, t, r, 1, d);
            kernels.copy(units, m, z + 2 * units, m, product);
            kernels.multiply(units, m, z + units, m, product);
            kernels.copy(units, loop.scratch, d, m, z + units);
        }
    }

    private void resetBackward(Recurrence loop, int t, int product) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        float[] s = loop.scratch;
        int old = loop.oldAt(0, t);
        int dh = loop.gradientAt(0);
        if (fused) {
            kernels.gruResetBackward(loop.rows, units, m, loop.gatesAt(t), m, old, s, product, s, dh);
            return;
        }
        int d = loop.rowScratchAt();
        for (int r = 0; r < loop.rows; r++) {
            int reset = loop.gatesAt(t) + r * 4 * units + units;
            kernels.copy(units, s, product + r * units, s, d);
            kernels.multiply(units, m, reset, s, d);
            kernels.add(units, s, d, s, dh + r * units);
            kernels.copy(units, s, product + r * units, s, d);
            kernels.multiply(units, m, old + r * units, s, d);
            derive(loop, recurrentActivation, t, r, 1, d);
            kernels.copy(units, s, d, m, reset);
        }
    }

    @Override
    public void weightGradients(Recurrence loop) {
        int candidate = candidateGroup(loop);
        for (int g = 0; g < candidate; g++) {
            loop.recurrentGradient(g);
        }
        if (resetAfter) {
            loop.recurrentGradient(candidate);
            loop.biasGradient(0, 2 * units, 3 * units);
            loop.biasGradient(3 * units, units, 5 * units);
        } else {
            loop.recurrentGradient(candidate, loop.kept, loop.gatesOfMany() + 3 * units, 4 * units);
        }
        loop.biasGradient(0, 3 * units, 0);
    }
}
