// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.List;

/**
 * The largest value of each channel in each window. With {@code padding=same} only the steps inside the sequence take
 * part. The gradient goes to the first of equal values.
 *
 * <p>Input {@code (batch, steps, channels)}; output {@code (batch, windows, channels)}. A mask ends here.
 *
 * @param poolSize steps in a window
 * @param strides distance between windows
 * @param padding valid or same
 */
public record MaxPooling1D(int poolSize, int strides, Padding padding) implements Layer {
    /** Checks the settings. */
    public MaxPooling1D {
        Windows.check("MaxPooling1D", poolSize, strides, padding);
    }

    /** Windows that follow one another, valid. */
    public MaxPooling1D(int poolSize) {
        this(poolSize, poolSize, Padding.VALID);
    }

    /** With {@code strides} changed. */
    public MaxPooling1D strides(int value) {
        return Records.with(this, "strides", value);
    }

    /** With {@code padding} changed. */
    public MaxPooling1D padding(Padding value) {
        return Records.with(this, "padding", value);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Settings.sequence(this, inputs);
        return Shape.of(Settings.windows(this, input, padding, poolSize, strides), input.dim(1));
    }

    /** For each window and channel, the step that was chosen, counted from the window's first. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withKeptInts(outputShape(inputs).size());
    }

    @Override
    public void forward(Pass pass) {
        Windows windows = Windows.of(pass.inputShape(0), poolSize, strides, padding);
        int channels = windows.channels();
        for (int i = 0; i < pass.rows() * windows.count(); i++) {
            int row = i / windows.count();
            int w = i % windows.count();
            pass.kernels()
                    .maxOverSteps(
                            windows.length(w),
                            channels,
                            pass.input(0),
                            pass.inputAt(0) + (row * windows.steps() + windows.first(w)) * channels,
                            pass.output(),
                            pass.outputAt() + i * channels,
                            pass.keptInts(),
                            pass.keptIntsAt() + i * channels);
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
                    .maxOverStepsBackward(
                            channels,
                            pass.outputGradient(),
                            pass.outputGradientAt() + i * channels,
                            pass.keptInts(),
                            pass.keptIntsAt() + i * channels,
                            pass.inputGradient(0),
                            pass.inputGradientAt(0) + (row * windows.steps() + windows.first(w)) * channels);
        }
    }
}
