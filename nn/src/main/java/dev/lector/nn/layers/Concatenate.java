// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Puts several inputs side by side.
 *
 * <p>Inputs {@code (batch, ..., channels_i)} that agree in all dimensions but that of the axis; output
 * {@code (batch, ..., Σ channels_i)}. Masks are joined as in Keras: side by side along the steps; otherwise a step is
 * text if it is text in any of the inputs; an input without a mask counts as text everywhere.
 *
 * @param axis the dimension along which they are joined, as Keras counts: 0 is the batch (and not allowed), -1 the last
 */
public record Concatenate(int axis) implements Layer {
    /** Along the last axis. */
    public Concatenate() {
        this(-1);
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.JOIN;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException(
                    "Concatenate joins two inputs or more. Received: shapes=" + inputs + ".");
        }
        int along = along(inputs.get(0));
        int[] dims = inputs.get(0).dims();
        for (Shape other : inputs.subList(1, inputs.size())) {
            boolean fits = other.rank() == dims.length;
            for (int d = 0; fits && d < dims.length; d++) {
                fits = d == along || other.dim(d) == dims[d];
            }
            if (!fits) {
                throw new IllegalArgumentException("Concatenate needs inputs that agree in all dimensions but that of"
                        + " its axis. Received: axis=" + axis + ", shapes=" + inputs + ".");
            }
            dims[along] += other.dim(along);
        }
        return Shape.of(dims);
    }

    @Override
    public void forward(Pass pass) {
        int pieces = pieces(pass.outputShape());
        int width = pass.outputShape().size() / pieces;
        int at = pass.outputAt();
        for (int i = 0; i < pass.inputCount(); i++) {
            int own = pass.inputShape(i).size() / pieces;
            for (int p = 0; p < pass.rows() * pieces; p++) {
                pass.kernels().copy(own, pass.input(i), pass.inputAt(i) + p * own, pass.output(), at + p * width);
            }
            at += own;
        }
        if (pass.outputMask() != null) {
            joinMasks(pass);
        }
    }

    private void joinMasks(Pass pass) {
        boolean[] joined = pass.outputMask();
        boolean sideBySide = along(pass.outputShape()) == 0;
        int outSteps = pass.outputShape().dim(0);
        int outAt = pass.outputMaskAt();
        Arrays.fill(joined, outAt, outAt + pass.rows() * outSteps, false);
        for (int i = 0; i < pass.inputCount(); i++) {
            int steps = pass.inputShape(i).dim(0);
            boolean[] mask = pass.mask(i);
            for (int r = 0; r < pass.rows(); r++) {
                for (int t = 0; t < steps; t++) {
                    joined[outAt + r * outSteps + t] |= mask == null || mask[pass.maskAt(i) + r * steps + t];
                }
            }
            outAt += sideBySide ? steps : 0;
        }
    }

    @Override
    public void backward(Pass pass) {
        Kernels kernels = pass.kernels();
        int pieces = pieces(pass.outputShape());
        int width = pass.outputShape().size() / pieces;
        int at = pass.outputGradientAt();
        for (int i = 0; i < pass.inputCount(); i++) {
            int own = pass.inputShape(i).size() / pieces;
            float[] gradient = pass.inputGradient(i);
            for (int p = 0; gradient != null && p < pass.rows() * pieces; p++) {
                kernels.add(own, pass.outputGradient(), at + p * width, gradient, pass.inputGradientAt(i) + p * own);
            }
            at += own;
        }
    }

    /** True if sequences {@code (batch, steps, channels)} are joined along their channels. */
    public boolean joinsChannels() {
        return axis == -1 || axis == 2;
    }

    /** Runs of values of one sample that stay together: the product of the dimensions before the axis. */
    private int pieces(Shape shape) {
        int pieces = 1;
        for (int d = 0; d < along(shape); d++) {
            pieces *= shape.dim(d);
        }
        return pieces;
    }

    private int along(Shape shape) {
        int along = axis < 0 ? shape.rank() + axis : axis - 1;
        if (along < 0 || along >= shape.rank()) {
            throw new IllegalArgumentException("Concatenate needs an axis of its inputs, not that of the batch."
                    + " Received: axis=" + axis + ", shape=" + shape + ".");
        }
        return along;
    }
}
