// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;

/** A convolution by fewer multiplications: see {@link Winograd}. Its output goes on to other layers. */
final class WinogradConvOp extends Op {
    private final Conv1D conv;
    private final Winograd products;
    private TrainingPlan plan;
    private final Parallel.Task finishGradient = this::finishGradient;

    WinogradConvOp(Program program, Node convolution) {
        super(convolution, convolution);
        this.conv = (Conv1D) convolution.layer();
        this.products = new Winograd(convolution, program.training, 0);
    }

    /** True if this may stand for the convolution. */
    static boolean fits(Program program, Node convolution) {
        return Winograd.fits(program.kernels, convolution)
                && program.model.uses(convolution).size() == 1
                && !((Conv1D) convolution.layer()).activation().needsInput();
    }

    @Override
    Memory memory(Program program, int rows) {
        return Memory.derived(products.derived(program.kernels))
                .withScratch(products.scratch(rows, output.shape().dim(0)));
    }

    @Override
    void prepare(Pass pass) {
        products.prepare(pass);
    }

    @Override
    void forward(BlockPass pass) {
        Kernels kernels = pass.kernels();
        int windows = pass.outputShape().dim(0);
        int rows = pass.rows() * windows;
        int filters = conv.filters();
        float[] out = pass.output();
        int at = pass.outputAt();
        products.forward(pass, windows, out, at);
        if (conv.useBias()) {
            kernels.addToRows(rows, filters, pass.weight(1), 0, out, at, filters);
        }
        conv.activation().forward(kernels, rows, filters, out, at, out, at);
    }

    @Override
    void backward(BlockPass pass) {
        Kernels kernels = pass.kernels();
        int windows = pass.outputShape().dim(0);
        int rows = pass.rows() * windows;
        int filters = conv.filters();
        float[] g = pass.outputGradient();
        int at = pass.outputGradientAt();
        conv.activation().backward(kernels, rows, filters, pass.output(), pass.outputAt(), g, at);
        if (conv.useBias() && pass.weightGradient(1) != null) {
            kernels.addRowsInto(rows, filters, g, at, filters, pass.weightGradient(1), 0);
        }
        products.backward(pass, windows);
    }

    @Override
    int gradientLength(int i, int length) {
        return i == 0 ? products.gradientLength() : length;
    }

    @Override
    void end(TrainingPlan to, Round round) {
        plan = to;
        if (to.shardGradient(0, to.program().firstWeight(weighted)) != null) {
            round.add(to.shards(), finishGradient);
        }
    }

    private void finishGradient(int shard, int worker) {
        products.finishGradient(
                plan.program().kernels, plan.shardGradient(shard, plan.program().firstWeight(weighted)));
    }
}
