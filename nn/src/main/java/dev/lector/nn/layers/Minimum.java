// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The smallest of several inputs, value by value; the first of equals has the gradient.
 *
 * <p>Inputs {@code (batch, ...)} of one shape, or with a dimension of 1 where they differ; output {@code (batch, ...)}.
 * A step that the
 * mask of an input calls padding does not count there. The output has a mask if every input has one; a step is text if it is text in any of them.
 */
public record Minimum() implements Merge {
    @Override
    public boolean looksAtMasks() {
        return true;
    }

    /** Where there is nothing but padding, the first input's value stands. */
    @Override
    public float neutral(Pass pass, int i, int row, int step) {
        return i == 0 && MergeInputs.isPaddingInAll(pass, row, step) ? Float.NaN : Float.POSITIVE_INFINITY;
    }

    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt) {
        kernels.minimum(n, x, xAt, y, yAt);
    }

    @Override
    public void gradient(Pass pass, int i, int n, float[] to, int toAt) {
        float[] x = operand(pass, i);
        pass.kernels()
                .takeWhereEqual(
                        n,
                        x,
                        x == pass.scratch() ? 0 : pass.inputAt(i),
                        pass.output(),
                        pass.outputAt(),
                        pass.outputGradient(),
                        pass.outputGradientAt(),
                        to,
                        toAt);
    }
}
