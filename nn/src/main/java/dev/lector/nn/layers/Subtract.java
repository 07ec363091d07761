// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * The first input less the second.
 *
 * <p>Inputs {@code (batch, ...)} of one shape, or with a dimension of 1 where they differ; output {@code (batch, ...)}.
 * The output has a mask if every input has one; a step is text if it is text in any of them.
 */
public record Subtract() implements Merge {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new IllegalArgumentException("Subtract has exactly two inputs. Received: shapes=" + inputs + ".");
        }
        return Merge.super.outputShape(inputs);
    }

    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt) {
        kernels.axpy(n, -1, x, xAt, y, yAt);
    }

    @Override
    public void gradient(Pass pass, int i, int n, float[] to, int toAt) {
        pass.kernels().copy(n, pass.outputGradient(), pass.outputGradientAt(), to, toAt);
        if (i == 1) {
            pass.kernels().scale(n, -1, to, toAt);
        }
    }
}
