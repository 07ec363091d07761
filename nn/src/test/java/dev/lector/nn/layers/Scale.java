// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * Multiplies each channel by a weight of its own: {@code y[..., c] = x[..., c]·gamma[c]}.
 *
 * <p>Input and output {@code (batch, ..., channels)}; weight gamma {@code (channels)}, at first 1. A mask is handed on.
 *
 * @param gammaRegularizer penalty on gamma, or null
 */
public record Scale(Regularizer gammaRegularizer) implements Layer {
    /** Without a penalty. */
    public Scale() {
        this(null);
    }

    /** With {@code gammaRegularizer} changed. */
    public Scale gammaRegularizer(Regularizer value) {
        return new Scale(value);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape channels = Shape.of(Settings.only(this, inputs).dim(-1));
        return List.of(new WeightSpec("gamma", channels, new Initializers.Ones(), gammaRegularizer, null, true));
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    /** One row, for the products that backward sums into the gradient of gamma. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withScratch(inputs.get(0).dim(-1));
    }

    @Override
    public void forward(Pass pass) {
        int channels = pass.outputShape().dim(-1);
        int n = pass.rows() * pass.outputShape().size();
        pass.kernels().copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
        for (int i = 0; i < n; i += channels) {
            pass.kernels().multiply(channels, pass.weight(0), 0, pass.output(), pass.outputAt() + i);
        }
    }

    @Override
    public void backward(Pass pass) {
        Kernels kernels = pass.kernels();
        int channels = pass.outputShape().dim(-1);
        int n = pass.rows() * pass.outputShape().size();
        float[] g = pass.outputGradient();
        for (int i = 0; i < n; i += channels) {
            int at = pass.outputGradientAt() + i;
            if (pass.weightGradient(0) != null) {
                kernels.copy(channels, g, at, pass.scratch(), 0);
                kernels.multiply(channels, pass.input(0), pass.inputAt(0) + i, pass.scratch(), 0);
                kernels.add(channels, pass.scratch(), 0, pass.weightGradient(0), 0);
            }
            if (pass.inputGradient(0) != null) {
                kernels.multiply(channels, pass.weight(0), 0, g, at);
                kernels.add(channels, g, at, pass.inputGradient(0), pass.inputGradientAt(0) + i);
            }
        }
    }
}
