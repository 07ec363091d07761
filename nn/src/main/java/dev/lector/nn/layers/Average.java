// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The mean of several inputs, value by value.
 *
 * <p>Inputs {@code (batch, ...)} of one shape, or with a dimension of 1 where they differ; output {@code (batch, ...)}.
 * The output has a mask if every input has one; a step is text if it is text in any of them.
 */
public record Average() implements Merge {
    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt) {
        kernels.add(n, x, xAt, y, yAt);
    }

    @Override
    public void finish(Pass pass, int n) {
        pass.kernels().scale(n, 1f / pass.inputCount(), pass.output(), pass.outputAt());
    }

    @Override
    public void gradient(Pass pass, int i, int n, float[] to, int toAt) {
        pass.kernels().copy(n, pass.outputGradient(), pass.outputGradientAt(), to, toAt);
        pass.kernels().scale(n, 1f / pass.inputCount(), to, toAt);
    }
}
