// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.Arrays;

/** {@link ConvMaxOp} whose windows are made by fewer multiplications: see {@link Winograd}. */
final class WinogradConvMaxOp extends ConvMaxOp {
    private static final int FIRST = 2;

    private final Winograd products;

    WinogradConvMaxOp(Program program, Node convolution, Node pooling, int column) {
        super(program, convolution, pooling, column);
        this.products = new Winograd(convolution, false, FIRST);
    }

    /** Adds the kernel at the points; the windows of a block stand behind what making them needs. */
    @Override
    Memory memory(Program program, int rows) {
        Memory plain = super.memory(program, rows);
        int[] own = products.derived(program.kernels);
        int[] derived = Arrays.copyOf(plain.derived(), FIRST + own.length);
        derived[0] = 0;
        System.arraycopy(own, 0, derived, FIRST, own.length);
        int windows = weighted.shape().dim(0);
        int scratch = products.scratch(rows, windows) + rows * windows * filters;
        return new Memory(derived, plain.kept(), plain.keptInts(), Math.max(plain.scratch(), scratch), 0);
    }

    @Override
    void prepare(Pass pass) {
        transposeKernel(pass);
        products.prepare(pass);
    }

    @Override
    void forward(BlockPass pass) {
        int windows = windows(pass);
        float[] scratch = pass.scratch();
        int at = scratch.length - pass.rows() * windows * filters;
        products.forward(pass, windows, scratch, at);
        for (int r = 0; r < pass.rows(); r++) {
            pass.kernels()
                    .maxOverSteps(
                            windows,
                            filters,
                            scratch,
                            at + r * windows * filters,
                            pass.output(),
                            outputAt(pass, r),
                            pass.keptInts(),
                            pass.keptIntsAt() + r * filters);
        }
        finish(pass);
    }
}
