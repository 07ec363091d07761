// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * The largest value of each channel over all steps.
 *
 * <p>Input {@code (batch, steps, channels)}; output {@code (batch, channels)}. A mask is ignored, as in Keras: padding
 * takes part. The gradient goes to the first of equal values.
 */
public record GlobalMaxPooling1D() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Settings.sequence(this, inputs).dim(1));
    }

    /** For each channel, the step that was chosen. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withKeptInts(inputs.get(0).dim(1));
    }

    @Override
    public void forward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        int channels = pass.inputShape(0).dim(1);
        for (int r = 0; r < pass.rows(); r++) {
            pass.kernels()
                    .maxOverSteps(
                            steps,
                            channels,
                            pass.input(0),
                            pass.inputAt(0) + r * steps * channels,
                            pass.output(),
                            pass.outputAt() + r * channels,
                            pass.keptInts(),
                            pass.keptIntsAt() + r * channels);
        }
    }

    @Override
    public void backward(Pass pass) {
        int size = pass.inputShape(0).size();
        int channels = pass.inputShape(0).dim(1);
        for (int r = 0; r < pass.rows() && pass.inputGradient(0) != null; r++) {
            pass.kernels()
                    .maxOverStepsBackward(
                            channels,
                            pass.outputGradient(),
                            pass.outputGradientAt() + r * channels,
                            pass.keptInts(),
                            pass.keptIntsAt() + r * channels,
                            pass.inputGradient(0),
                            pass.inputGradientAt(0) + r * size);
        }
    }
}
