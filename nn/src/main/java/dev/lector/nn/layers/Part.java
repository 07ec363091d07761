// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * One of the outputs of a layer that has several: see {@link Layer#outputShapes}. Graphs get it from
 * {@link dev.lector.nn.Node#output}; it is no row of the summary.
 *
 * <p>Input {@code (batch, total)}, output {@code (batch, ...shape)}. A sequence has the mask of the layer.
 *
 * @param index which output, from 0
 * @param offset values of one sample that stand before it
 * @param shape of one sample
 */
public record Part(int index, int offset, Shape shape) implements Layer {
    /** Output {@code index} of a layer whose outputs have these shapes. */
    public static Part of(int index, List<Shape> shapes) {
        if (index < 0 || index >= shapes.size()) {
            throw new IllegalArgumentException("A layer's outputs are counted from 0. Received: output=" + index
                    + ", the layer has " + shapes.size() + ": " + shapes + ".");
        }
        int offset = shapes.subList(0, index).stream().mapToInt(Shape::size).sum();
        return new Part(index, offset, shapes.get(index));
    }

    @Override
    public MaskRule maskRule() {
        return shape.rank() > 1 ? MaskRule.PASS : MaskRule.STOP;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int size = Settings.only(this, inputs).size();
        if (offset < 0 || offset + (long) shape.size() > size) {
            throw new IllegalArgumentException("Part lies inside its input. Received: offset=" + offset + ", shape="
                    + shape + ", shapes=" + inputs + ".");
        }
        return shape;
    }

    @Override
    public void forward(Pass pass) {
        int whole = pass.inputShape(0).size();
        int own = shape.size();
        for (int r = 0; r < pass.rows(); r++) {
            int from = pass.inputAt(0) + r * whole + offset;
            pass.kernels().copy(own, pass.input(0), from, pass.output(), pass.outputAt() + r * own);
        }
    }

    @Override
    public void backward(Pass pass) {
        int whole = pass.inputShape(0).size();
        int own = shape.size();
        for (int r = 0; r < pass.rows() && pass.inputGradient(0) != null; r++) {
            int to = pass.inputGradientAt(0) + r * whole + offset;
            int from = pass.outputGradientAt() + r * own;
            pass.kernels().add(own, pass.outputGradient(), from, pass.inputGradient(0), to);
        }
    }
}
