// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * Calls a step padding if all its channels have one value; layers that honour the mask then pass over it.
 *
 * <p>Input and output {@code (batch, steps, channels)}; padding becomes 0. The mask that comes in is replaced, as in
 * Keras.
 *
 * @param maskValue the value of padding
 */
public record Masking(float maskValue) implements Layer {
    /** Steps of zeros are padding. */
    public Masking() {
        this(0);
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.CREATE;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.sequence(this, inputs);
    }

    @Override
    public void forward(Pass pass) {
        int channels = pass.inputShape(0).dim(1);
        int steps = pass.rows() * pass.inputShape(0).dim(0);
        for (int p = 0; p < steps; p++) {
            int from = pass.inputAt(0) + p * channels;
            int to = pass.outputAt() + p * channels;
            boolean text = pass.kernels().differs(channels, maskValue, pass.input(0), from);
            pass.outputMask()[pass.outputMaskAt() + p] = text;
            if (text) {
                pass.kernels().copy(channels, pass.input(0), from, pass.output(), to);
            } else {
                pass.kernels().fill(channels, 0, pass.output(), to);
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        int channels = pass.inputShape(0).dim(1);
        int steps = pass.rows() * pass.inputShape(0).dim(0);
        for (int p = 0; p < steps && pass.inputGradient(0) != null; p++) {
            if (pass.outputMask()[pass.outputMaskAt() + p]) {
                int from = pass.outputGradientAt() + p * channels;
                int to = pass.inputGradientAt(0) + p * channels;
                pass.kernels().add(channels, pass.outputGradient(), from, pass.inputGradient(0), to);
            }
        }
    }
}
