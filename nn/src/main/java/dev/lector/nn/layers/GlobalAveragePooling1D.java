// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * The mean of each channel over all steps, or over those that the mask calls text.
 *
 * <p>Input {@code (batch, steps, channels)}; output {@code (batch, channels)}. A sample whose mask has no text gives 0,
 * where Keras gives NaN.
 */
public record GlobalAveragePooling1D() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Settings.sequence(this, inputs).dim(1));
    }

    @Override
    public void forward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        int channels = pass.inputShape(0).dim(1);
        for (int r = 0; r < pass.rows(); r++) {
            pass.kernels()
                    .averageOverSteps(
                            steps,
                            channels,
                            pass.input(0),
                            pass.inputAt(0) + r * steps * channels,
                            pass.mask(0),
                            pass.maskAt(0) + r * steps,
                            pass.output(),
                            pass.outputAt() + r * channels);
        }
    }

    @Override
    public void backward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        int channels = pass.inputShape(0).dim(1);
        for (int r = 0; r < pass.rows() && pass.inputGradient(0) != null; r++) {
            pass.kernels()
                    .averageOverStepsBackward(
                            steps,
                            channels,
                            pass.outputGradient(),
                            pass.outputGradientAt() + r * channels,
                            pass.mask(0),
                            pass.maskAt(0) + r * steps,
                            pass.inputGradient(0),
                            pass.inputGradientAt(0) + r * steps * channels);
        }
    }
}
