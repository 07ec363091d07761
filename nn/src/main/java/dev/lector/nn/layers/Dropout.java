// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;

/**
 * While training, sets each value to 0 with probability {@code rate} and divides the others by {@code 1 - rate}
 * (Srivastava et al. 2014); otherwise hands the values on. Which values fall follows from seed, step, layer and position
 * alone, so forward keeps nothing for backward.
 *
 * <p>Input and output: {@code (batch, ...)}. A mask is handed on.
 *
 * @param rate from 0 to below 1
 */
public record Dropout(float rate) implements Layer {
    /** Checks the settings. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout needs a rate from 0 to below 1. Received: rate=" + rate + ".");
        }
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    @Override
    public void forward(Pass pass) {
        int size = pass.outputShape().size();
        int n = pass.rows() * size;
        Kernels kernels = pass.kernels();
        if (pass.training() && rate > 0) {
            long position = (long) pass.firstRow() * size;
            kernels.dropout(
                    n,
                    rate,
                    pass.randomKey(),
                    position,
                    pass.input(0),
                    pass.inputAt(0),
                    pass.output(),
                    pass.outputAt());
        } else {
            kernels.copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
        }
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) == null) {
            return;
        }
        int size = pass.outputShape().size();
        int n = pass.rows() * size;
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt();
        if (pass.training() && rate > 0) {
            long position = (long) pass.firstRow() * size;
            pass.kernels().dropout(n, rate, pass.randomKey(), position, g, gAt, g, gAt);
        }
        pass.kernels().add(n, g, gAt, pass.inputGradient(0), pass.inputGradientAt(0));
    }
}
