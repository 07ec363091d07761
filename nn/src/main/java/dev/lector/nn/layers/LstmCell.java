// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/** The step of {@link LSTM}: gates i, f, g, o. The kernels fuse tanh and sigmoid; other activations go one by one. */
final class LstmCell implements Cell {
    private static final int H = 0;
    private static final int C = 1;

    private final int units;
    private final Activation activation;
    private final Activation recurrentActivation;
    private final boolean fused;
    private final boolean keepsSums;
    private final boolean separateMasks;

    LstmCell(LSTM layer) {
        units = layer.units();
        activation = layer.activation();
        recurrentActivation = layer.recurrentActivation();
        fused = activation == Activation.TANH && recurrentActivation == Activation.SIGMOID;
        keepsSums = activation.needsInput() || recurrentActivation.needsInput();
        separateMasks = layer.recurrentDropout() > 0;
    }

    @Override
    public int inputParts() {
        return 4;
    }

    @Override
    public int rowParts() {
        return 4;
    }

    /** The activated cell and, where a derivative needs them, the sums before the activations. */
    @Override
    public int extra() {
        return units + (keepsSums ? 4 * units : 0);
    }

    @Override
    public boolean separateMasks() {
        return separateMasks;
    }

    @Override
    public int[] recurrentFrom() {
        return separateMasks ? new int[] {0, units, 2 * units, 3 * units} : new int[] {0};
    }

    @Override
    public int[] recurrentTo() {
        return recurrentFrom();
    }

    @Override
    public void forward(Recurrence loop, int t) {
        for (int g = 0; g < loop.recurrent.groups(); g++) {
            loop.addRecurrent(g, t);
        }
        float[] m = loop.kept;
        int gates = loop.gatesAt(t);
        int old = loop.oldAt(C, t);
        int cell = loop.newAt(C, t);
        int activated = loop.extraAt(t);
        int h = loop.newAt(H, t);
        if (fused) {
            loop.kernels.lstm(loop.rows, units, m, gates, m, old, m, cell, m, activated, m, h);
            return;
        }
        if (keepsSums) {
            loop.kernels.copy(loop.rows * 4 * units, m, gates, m, sumsAt(loop, t));
        }
        for (int r = 0; r < loop.rows; r++) {
            int at = r * units;
            row(loop.kernels, m, gates + 4 * at, old + at, cell + at, activated + at, h + at);
        }
    }

    private void row(Kernels kernels, float[] m, int i, int old, int cell, int activated, int h) {
        int f = i + units;
        int g = i + 2 * units;
        int o = i + 3 * units;
        recurrentActivation.forward(kernels, 1, units, m, i, m, i);
        recurrentActivation.forward(kernels, 1, units, m, f, m, f);
        activation.forward(kernels, 1, units, m, g, m, g);
        recurrentActivation.forward(kernels, 1, units, m, o, m, o);
        kernels.copy(units, m, i, m, h);
        kernels.multiply(units, m, g, m, h);
        kernels.copy(units, m, f, m, cell);
        kernels.multiply(units, m, old, m, cell);
        kernels.add(units, m, h, m, cell);
        kernels.copy(units, m, cell, m, activated);
        activation.forward(kernels, 1, units, m, activated, m, activated);
        kernels.copy(units, m, activated, m, h);
        kernels.multiply(units, m, o, m, h);
    }

    @Override
    public void backward(Recurrence loop, int t) {
        float[] m = loop.kept;
        float[] s = loop.scratch;
        int gates = loop.gatesAt(t);
        int old = loop.oldAt(C, t);
        int activated = loop.extraAt(t);
        int dh = loop.gradientAt(H);
        int dc = loop.gradientAt(C);
        if (fused) {
            loop.kernels.lstmBackward(loop.rows, units, m, gates, m, old, m, activated, s, dh, s, dc);
        } else {
            for (int r = 0; r < loop.rows; r++) {
                rowBackward(loop, t, r, dh + r * units, dc + r * units);
            }
        }
        for (int g = 0; g < loop.recurrent.groups(); g++) {
            loop.addRecurrentBackward(g, t);
        }
    }

    private void rowBackward(Recurrence loop, int t, int r, int dh, int dc) {
        Kernels kernels = loop.kernels;
        float[] m = loop.kept;
        float[] s = loop.scratch;
        int gates = loop.gatesAt(t) + r * 4 * units;
        int cell = (activation.needsInput() ? loop.newAt(C, t) : loop.extraAt(t)) + r * units;
        int sums = keepsSums ? sumsAt(loop, t) + r * 4 * units : 0;
        int d = loop.rowScratchAt();
        int byCell = d + 4 * units;
        // dc += act'(c)·o·dh
        product(kernels, s, dh, m, gates + 3 * units, s, byCell);
        activation.backward(kernels, 1, units, m, cell, s, byCell);
        kernels.add(units, s, byCell, s, dc);
        product(kernels, s, dc, m, gates + 2 * units, s, d);
        product(kernels, s, dc, m, loop.oldAt(C, t) + r * units, s, d + units);
        product(kernels, s, dc, m, gates, s, d + 2 * units);
        product(kernels, s, dh, m, loop.extraAt(t) + r * units, s, d + 3 * units);
        kernels.multiply(units, m, gates + units, s, dc);
        for (int g = 0; g < 4; g++) {
            Activation own = g == 2 ? activation : recurrentActivation;
            int values = (own.needsInput() ? sums : gates) + g * units;
            own.backward(kernels, 1, units, m, values, s, d + g * units);
        }
        kernels.copy(4 * units, s, d, m, gates);
        kernels.fill(units, 0, s, dh);
    }

    private void product(Kernels kernels, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
        kernels.copy(units, a, aAt, y, yAt);
        kernels.multiply(units, b, bAt, y, yAt);
    }

    private int sumsAt(Recurrence loop, int t) {
        return loop.extraAt(t) + loop.rows * units;
    }

    @Override
    public void weightGradients(Recurrence loop) {
        for (int g = 0; g < loop.recurrent.groups(); g++) {
            loop.recurrentGradient(g);
        }
        loop.biasGradient(0, 4 * units, 0);
    }
}
