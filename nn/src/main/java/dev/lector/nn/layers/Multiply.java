// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The product of several inputs, value by value.
 *
 * <p>Inputs {@code (batch, ...)} of one shape, or with a dimension of 1 where they differ; output {@code (batch, ...)}.
 * A step that the mask
 * of an input calls padding counts as 1 there; one that is padding in every input becomes 0. The output has a mask if every input has one; a step is text if it is text in any of them.
 */
public record Multiply() implements Merge {
    @Override
    public boolean looksAtMasks() {
        return true;
    }

    @Override
    public float neutral(Pass pass, int i, int row, int step) {
        return 1;
    }

    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt) {
        kernels.multiply(n, x, xAt, y, yAt);
    }

    /** Steps that are padding in every input become 0. */
    @Override
    public void finish(Pass pass, int n) {
        clearPadding(pass, pass.output(), pass.outputAt());
    }

    private static void clearPadding(Pass pass, float[] values, int at) {
        int steps = pass.outputShape().dim(0);
        int channels = pass.outputShape().size() / steps;
        for (int r = 0; r < pass.rows() && pass.mask(0) != null; r++) {
            for (int t = 0; t < steps; t++) {
                if (MergeInputs.isPaddingInAll(pass, r, t)) {
                    pass.kernels().fill(channels, 0, values, at + (r * steps + t) * channels);
                }
            }
        }
    }

    @Override
    public void gradient(Pass pass, int i, int n, float[] to, int toAt) {
        pass.kernels().copy(n, pass.outputGradient(), pass.outputGradientAt(), to, toAt);
        for (int j = 0; j < pass.inputCount(); j++) {
            if (j != i && pass.inputGradient(i) != null) {
                float[] x = operand(pass, j);
                pass.kernels().multiply(n, x, x == pass.scratch() ? 0 : pass.inputAt(j), to, toAt);
            }
        }
    }
}
