// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * While training, sets whole channels of a sample to 0 with probability {@code rate}, in all its steps, and divides the
 * others by {@code 1 - rate} (Tompson et al. 2014); otherwise hands the values on. Neighbouring steps resemble each other
 * after a convolution, so that {@link Dropout} would take little away.
 *
 * <p>Input and output: {@code (batch, steps, channels)}. A mask is handed on.
 *
 * @param rate from 0 to below 1
 */
public record SpatialDropout1D(float rate) implements Layer {
    /** Checks the settings. */
    public SpatialDropout1D {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "SpatialDropout1D needs a rate from 0 to below 1. Received: rate=" + rate + ".");
        }
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.sequence(this, inputs);
    }

    /** The factors of a sample's channels. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withScratch(inputs.get(0).dim(1));
    }

    @Override
    public void forward(Pass pass) {
        int n = pass.rows() * pass.outputShape().size();
        pass.kernels().copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
        drop(pass, pass.output(), pass.outputAt());
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) == null) {
            return;
        }
        int n = pass.rows() * pass.outputShape().size();
        float[] g = pass.outputGradient();
        drop(pass, g, pass.outputGradientAt());
        pass.kernels().add(n, g, pass.outputGradientAt(), pass.inputGradient(0), pass.inputGradientAt(0));
    }

    /** Multiplies every step with the factors of its sample: the way forward and the way back. */
    private void drop(Pass pass, float[] values, int at) {
        if (!pass.training() || rate == 0) {
            return;
        }
        Kernels kernels = pass.kernels();
        int channels = pass.outputShape().dim(1);
        int size = pass.outputShape().size();
        float[] factors = pass.scratch();
        for (int r = 0; r < pass.rows(); r++) {
            long position = (long) (pass.firstRow() + r) * channels;
            kernels.fill(channels, 1, factors, 0);
            kernels.dropout(channels, rate, pass.randomKey(), position, factors, 0, factors, 0);
            for (int i = 0; i < size; i += channels) {
                kernels.multiply(channels, factors, 0, values, at + r * size + i);
            }
        }
    }
}
