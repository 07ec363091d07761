// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import java.util.List;

/**
 * An input of a model; Keras's InputLayer.
 *
 * @param shape of one sample
 * @param kind ids, dense or sparse values
 */
public record Input(Shape shape, InputKind kind) implements Layer {
    /** An input of {@code steps} word or character ids. */
    public static Input ids(int steps) {
        return new Input(Shape.of(steps), InputKind.IDS);
    }

    /** An input of dense values. */
    public static Input floats(int... dims) {
        return new Input(Shape.of(dims), InputKind.FLOATS);
    }

    /** An input of {@code columns} values a sample, of which most are 0. */
    public static Input sparse(int columns) {
        return new Input(Shape.of(columns), InputKind.SPARSE);
    }

    /** The node that stands for this input in a graph. */
    public Node node(String name) {
        return Node.of(name, this, List.of());
    }

    @Override
    public String className() {
        return "InputLayer";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (!inputs.isEmpty()) {
            throw new IllegalArgumentException("An input has no inputs. Received: shapes=" + inputs + ".");
        }
        return shape;
    }

    @Override
    public void forward(Pass pass) {}

    @Override
    public void backward(Pass pass) {}
}
