// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * Shortens the vector of each position to a length below 1, {@code y = x / √(1 + Σ x²)} over the last axis: the response
 * normalization of Johnson and Zhang (2015), {@code resnorm_type=Text} in their program ConText. A long text has more strong
 * answers than a short one; behind this both speak equally loud.
 *
 * <p>Input and output {@code (batch, ..., channels)}; no weights. A mask is handed on. Keras has no such layer.
 */
public record ResponseNormalization() implements Layer {
    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    /** The factor of each position. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withKept(inputs.get(0).size() / inputs.get(0).dim(-1));
    }

    @Override
    public void forward(Pass pass) {
        int channels = pass.outputShape().dim(-1);
        int positions = pass.rows() * (pass.outputShape().size() / channels);
        pass.kernels().copy(positions * channels, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
        for (int p = 0; p < positions; p++) {
            float factor = normalize(pass.kernels(), channels, pass.output(), pass.outputAt() + p * channels);
            if (pass.kept() != null) {
                pass.kept()[pass.keptAt() + p] = factor;
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) == null) {
            return;
        }
        int channels = pass.outputShape().dim(-1);
        int positions = pass.rows() * (pass.outputShape().size() / channels);
        for (int p = 0; p < positions; p++) {
            int shift = p * channels;
            float factor = pass.kept()[pass.keptAt() + p];
            int gAt = pass.outputGradientAt() + shift;
            normalizeBackward(
                    pass.kernels(),
                    channels,
                    factor,
                    pass.output(),
                    pass.outputAt() + shift,
                    pass.outputGradient(),
                    gAt);
            pass.kernels()
                    .add(channels, pass.outputGradient(), gAt, pass.inputGradient(0), pass.inputGradientAt(0) + shift);
        }
    }

    /**
     * Normalizes one vector.
     *
     * @param x modified: n values
     * @return the factor {@code 1 / √(1 + Σ x²)} it was multiplied by
     */
    public static float normalize(Kernels kernels, int n, float[] x, int xAt) {
        float factor = (float) (1 / Math.sqrt(1 + kernels.sumOfSquares(n, x, xAt)));
        kernels.scale(n, factor, x, xAt);
        return factor;
    }

    /**
     * From the gradient by a vector that {@link #normalize} gave to that by the vector before: with factor r and result y,
     * {@code r·(g - y·(y·g))}.
     *
     * @param y not modified
     * @param g modified: n values
     */
    public static void normalizeBackward(Kernels kernels, int n, float factor, float[] y, int yAt, float[] g, int gAt) {
        kernels.axpy(n, -kernels.dot(n, y, yAt, g, gAt), y, yAt, g, gAt);
        kernels.scale(n, factor, g, gAt);
    }
}
