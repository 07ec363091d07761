// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.records.Records;
import java.util.List;

/**
 * The mean of each channel in each window. With {@code padding=same} the mean is over the steps inside the sequence, as
 * in Keras: padding is not counted.
 *
 * <p>Input {@code (batch, steps, channels)}; output {@code (batch, windows, channels)}. A mask ends here.
 *
 * @param poolSize steps in a window
 * @param strides distance between windows
 * @param padding valid or same
 */
public record AveragePooling1D(int poolSize, int strides, Padding padding) implements Layer {
    /** Checks the settings. */
    public AveragePooling1D {
        Windows.check("AveragePooling1D", poolSize, strides, padding);
    }

    /** Windows that follow one another, valid. */
    public AveragePooling1D(int poolSize) {
        this(poolSize, poolSize, Padding.VALID);
    }

    /** With {@code strides} changed. */
    public AveragePooling1D strides(int value) {
        return Records.with(this, "strides", value);
    }

    /** With {@code padding} changed. */
    public AveragePooling1D padding(Padding value) {
        return Records.with(this, "padding", value);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Settings.sequence(this, inputs);
        return Shape.of(Settings.windows(this, input, padding, poolSize, strides), input.dim(1));
    }

    @Override
    public void forward(Pass pass) {
        Windows windows = Windows.of(pass.inputShape(0), poolSize, strides, padding);
        int channels = windows.channels();
        for (int i = 0; i < pass.rows() * windows.count(); i++) {
            int row = i / windows.count();
            int w = i % windows.count();
            pass.kernels()
                    .averageOverSteps(
                            windows.length(w),
                            channels,
                            pass.input(0),
                            pass.inputAt(0) + (row * windows.steps() + windows.first(w)) * channels,
                            null,
                            0,
                            pass.output(),
                            pass.outputAt() + i * channels);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) == null) {
            return;
        }
        Windows windows = Windows.of(pass.inputShape(0), poolSize, strides, padding);
        int channels = windows.channels();
        for (int i = 0; i < pass.rows() * windows.count(); i++) {
            int row = i / windows.count();
            int w = i % windows.count();
            pass.kernels()
                    .averageOverStepsBackward(
                            windows.length(w),
                            channels,
                            pass.outputGradient(),
                            pass.outputGradientAt() + i * channels,
                            null,
                            0,
                            pass.inputGradient(0),
                            pass.inputGradientAt(0) + (row * windows.steps() + windows.first(w)) * channels);
        }
    }
}
