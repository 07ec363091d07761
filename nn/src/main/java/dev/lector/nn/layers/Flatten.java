// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * Writes the steps of a sample one after another into one vector.
 *
 * <p>Input {@code (batch, steps, channels)} or of any other rank; output {@code (batch, steps·channels)}. A mask ends
 * here.
 */
public record Flatten() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Settings.only(this, inputs).size());
    }

    @Override
    public void forward(Pass pass) {
        int n = pass.rows() * pass.outputShape().size();
        pass.kernels().copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) != null) {
            int n = pass.rows() * pass.outputShape().size();
            pass.kernels()
                    .add(
                            n,
                            pass.outputGradient(),
                            pass.outputGradientAt(),
                            pass.inputGradient(0),
                            pass.inputGradientAt(0));
        }
    }
}
