// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link Add}, {@link Subtract}, {@link Multiply}, {@link Average}, {@link Maximum} and {@link Minimum} share: they
 * put several inputs together value by value. Inputs need not have one shape: a dimension of 1 stands for any number, and
 * missing ones in front count as 1, as in Keras and NumPy.
 *
 * <p>The output has a mask if every input has one; a step is text if it is text in any of them.
 */
interface Merge extends Layer {
    /** Puts {@code n} values of the next input into the result: {@code y = y ∘ x}. */
    void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * The gradient by input {@code i}, before it is summed to the input's shape. Called for every input in turn.
     *
     * @param to modified: {@code n} values, overwritten
     */
    void gradient(Pass pass, int i, int n, float[] to, int toAt);

    /** What stands for a padded step of input {@code i} so that it changes nothing; NaN if its own values do. */
    default float neutral(Pass pass, int i, int row, int step) {
        return Float.NaN;
    }

    /** True if {@link #neutral} must be asked. */
    default boolean looksAtMasks() {
        return false;
    }

    /** Called after all inputs were combined. */
    default void finish(Pass pass, int n) {}

    @Override
    default MaskRule maskRule() {
        return MaskRule.JOIN_ALL;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException(
                    className() + " puts two inputs or more together. Received: shapes=" + inputs + ".");
        }
        int rank = inputs.stream().mapToInt(Shape::rank).max().orElseThrow();
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (Shape shape : inputs) {
            for (int d = 1; d <= shape.rank(); d++) {
                int dim = shape.dim(-d);
                if (dim != 1 && dims[rank - d] != 1 && dim != dims[rank - d]) {
                    throw new IllegalArgumentException(className()
                            + " needs inputs of one shape, or with a dimension of 1 where they differ. Received: shapes="
                            + inputs + ". Bring them to one shape, as with Dense or Reshape.");
                }
                dims[rank - d] = Math.max(dims[rank - d], dim);
            }
        }
        return Shape.of(dims);
    }

    /** Room for an input and a gradient in the output's shape. */
    @Override
    default Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withScratch(2 * rows * outputShape(inputs).size());
    }

    @Override
    default void forward(Pass pass) {
        int n = pass.rows() * pass.outputShape().size();
        for (int i = 0; i < pass.inputCount(); i++) {
            float[] x = operand(pass, i);
            int at = x == pass.scratch() ? 0 : pass.inputAt(i);
            if (i == 0) {
                pass.kernels().copy(n, x, at, pass.output(), pass.outputAt());
            } else {
                combine(pass.kernels(), n, x, at, pass.output(), pass.outputAt());
            }
        }
        finish(pass, n);
        if (pass.outputMask() != null) {
            MergeInputs.joinMasks(pass);
        }
    }

    @Override
    default void backward(Pass pass) {
        int n = pass.rows() * pass.outputShape().size();
        for (int i = 0; i < pass.inputCount(); i++) {
            gradient(pass, i, n, pass.scratch(), n);
            if (pass.inputGradient(i) != null) {
                if (looksAtMasks()) {
                    fillPadding(pass, i, pass.scratch(), n, true);
                }
                MergeInputs.addGradient(pass, i, pass.scratch(), n);
            }
        }
    }

    /** Input {@code i} in the output's shape: its own array, or the scratch memory from 0 on. */
    default float[] operand(Pass pass, int i) {
        boolean fills = looksAtMasks() && pass.mask(i) != null;
        if (!fills && pass.inputShape(i).equals(pass.outputShape())) {
            return pass.input(i);
        }
        MergeInputs.spread(pass, i, pass.scratch());
        if (fills) {
            fillPadding(pass, i, pass.scratch(), 0, false);
        }
        return pass.scratch();
    }

    private void fillPadding(Pass pass, int i, float[] values, int at, boolean zero) {
        if (pass.mask(i) == null) {
            return;
        }
        int steps = pass.outputShape().dim(0);
        int channels = pass.outputShape().size() / steps;
        for (int r = 0; r < pass.rows(); r++) {
            for (int t = 0; t < steps; t++) {
                float neutral = MergeInputs.isPadding(pass, i, r, t) ? neutral(pass, i, r, t) : Float.NaN;
                if (!Float.isNaN(neutral)) {
                    pass.kernels().fill(channels, zero ? 0 : neutral, values, at + (r * steps + t) * channels);
                }
            }
        }
    }
}
