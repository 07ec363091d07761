// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.Arrays;

/** A convolution over an embedding whose output goes on to other layers: forward is look-ups and additions. */
final class WordConvOp extends Op implements WordReader {
    private final Conv1D conv;
    private final EmbeddingOp embedding;
    private final WordTable table;
    private final int kernelLength;
    private int firstDerived;
    private float[] packed;

    WordConvOp(EmbeddingOp embedding, Node convolution) {
        super(convolution, convolution);
        int channels = convolution.inputs().get(0).shape().dim(-1);
        this.conv = (Conv1D) convolution.layer();
        this.embedding = embedding;
        this.table = new WordTable(channels, conv.filters(), conv.kernelSize());
        this.kernelLength = conv.kernelSize() * channels * conv.filters();
        embedding.table().addReader(this);
    }

    /** True if this may stand for the convolution. */
    static boolean fits(Node convolution) {
        return convolution.layer() instanceof Conv1D conv
                && conv.strides() == 1
                && conv.dilationRate() == 1
                && !conv.activation().needsInput();
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory plain = conv.memory(output.inputShapes(), rows, program.kernels);
        firstDerived = plain.derived().length;
        int[] derived = Arrays.copyOf(plain.derived(), firstDerived + 2);
        derived[firstDerived] = kernelLength;
        derived[firstDerived + 1] = table.packedLength(program.kernels);
        return new Memory(derived, plain.kept(), plain.keptInts(), Math.max(plain.scratch(), table.rowLength()), 0);
    }

    @Override
    void prepare(Pass pass) {
        conv.prepare(pass);
        packed = pass.derived(firstDerived + 1);
        table.pack(pass.kernels(), pass.weight(0), pass.derived(firstDerived), packed);
        embedding.keep(table, packed, null);
    }

    @Override
    public WordTable wordTable() {
        return table;
    }

    @Override
    public float[] packedKernel() {
        return packed;
    }

    @Override
    void forward(BlockPass pass) {
        embedding.makeRows(pass, table);
        Kernels kernels = pass.kernels();
        int steps = pass.inputShape(0).dim(0);
        int windows = pass.outputShape().dim(0);
        int filters = conv.filters();
        float[] out = pass.output();
        int at = pass.outputAt();
        for (int r = 0; r < pass.rows(); r++) {
            kernels.windowSums(
                    windows,
                    steps,
                    conv.padding().left(steps, conv.kernelSize(), 1),
                    conv.kernelSize(),
                    filters,
                    embedding.slots(pass),
                    embedding.slotsAt(pass) + r * steps,
                    table.values(),
                    out,
                    at + r * windows * filters);
        }
        int rows = pass.rows() * windows;
        if (conv.useBias()) {
            kernels.addToRows(rows, filters, pass.weight(1), 0, out, at, filters);
        }
        conv.activation().forward(kernels, rows, filters, out, at, out, at);
    }

    @Override
    void backward(BlockPass pass) {
        conv.backward(pass);
    }
}
