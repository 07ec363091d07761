// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/** The step of {@link SimpleRNN}: one part, which is the new state before its activation. */
final class SimpleCell implements Cell {
    private final int units;
    private final Activation activation;

    SimpleCell(SimpleRNN layer) {
        this.units = layer.units();
        this.activation = layer.activation();
    }

    @Override
    public int inputParts() {
        return 1;
    }

    @Override
    public int rowParts() {
        return 1;
    }

    /** The sums before the activation, where its derivative needs them. */
    @Override
    public int extra() {
        return activation.needsInput() ? units : 0;
    }

    @Override
    public boolean separateMasks() {
        return false;
    }

    @Override
    public int[] recurrentFrom() {
        return new int[] {0};
    }

    @Override
    public int[] recurrentTo() {
        return new int[] {0};
    }

    @Override
    public void forward(Recurrence loop, int t) {
        loop.addRecurrent(0, t);
        int gates = loop.gatesAt(t);
        if (activation.needsInput()) {
            loop.kernels.copy(loop.rows * units, loop.kept, gates, loop.kept, loop.extraAt(t));
        }
        if (activation == Activation.TANH) {
            loop.kernels.gateTanh(loop.rows * units, loop.kept, gates, loop.kept, loop.newAt(0, t));
        } else {
            activation.forward(loop.kernels, loop.rows, units, loop.kept, gates, loop.kept, loop.newAt(0, t));
        }
    }

    @Override
    public void backward(Recurrence loop, int t) {
        int n = loop.rows * units;
        int gates = loop.gatesAt(t);
        int values = activation.needsInput() ? loop.extraAt(t) : loop.newAt(0, t);
        loop.kernels.copy(n, loop.scratch, loop.gradientAt(0), loop.kept, gates);
        activation.backward(loop.kernels, loop.rows, units, loop.kept, values, loop.kept, gates);
        loop.kernels.fill(n, 0, loop.scratch, loop.gradientAt(0));
        loop.addRecurrentBackward(0, t);
    }

    @Override
    public void weightGradients(Recurrence loop) {
        loop.recurrentGradient(0);
        loop.biasGradient(0, units, 0);
    }
}
