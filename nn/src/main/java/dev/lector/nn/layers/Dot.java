// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Dot products of two inputs along one axis of each, for example of every step of a text with every step of another.
 *
 * <p>Inputs {@code (batch, ...a, k, ...b)} and {@code (batch, ...c, k, ...d)}; output {@code (batch, ...a, ...b, ...c,
 * ...d)}, or {@code (batch, 1)} for two vectors. A mask ends here.
 *
 * @param axes of the first and the second input, as Keras counts: 0 is the batch (and not allowed), -1 the last
 * @param normalize true for cosines: vectors are divided by their length (L2 norm, at least 1e-12) first
 */
public record Dot(List<Integer> axes, boolean normalize) implements Layer {
    /** The square of the least length, as in Keras. */
    private static final float LEAST = 1e-24f;

    /** Checks the settings. */
    public Dot {
        axes = List.copyOf(axes);
        if (axes.size() != 2 || axes.contains(0)) {
            throw new IllegalArgumentException(
                    "Dot needs an axis of each of its two inputs, not that of the batch. Received: axes=" + axes + ".");
        }
    }

    /** Along the same axis of both. */
    public Dot(int axis) {
        this(axis, axis);
    }

    /** Along an axis of the first and one of the second. */
    public Dot(int first, int second) {
        this(List.of(first, second), false);
    }

    /** With {@code normalize} changed. */
    public Dot normalize(boolean value) {
        return new Dot(axes, value);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new IllegalArgumentException("Dot has exactly two inputs. Received: shapes=" + inputs + ".");
        }
        if (length(inputs, 0) != length(inputs, 1)) {
            throw new IllegalArgumentException(
                    "Dot needs axes of one length. Received: axes=" + axes + ", shapes=" + inputs + ".");
        }
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (int d = 0; d < inputs.get(i).rank(); d++) {
                if (d != along(inputs, i)) {
                    dims.add(inputs.get(i).dim(d));
                }
            }
        }
        return dims.isEmpty()
                ? Shape.of(1)
                : Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    /** For one sample: both inputs as rows of vectors, their gradients, and the factors of their lengths. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        int length = length(inputs, 0);
        int values = inputs.get(0).size() + inputs.get(1).size();
        return Memory.NONE.withScratch(2 * values + values / length);
    }

    @Override
    public void forward(Pass pass) {
        Sample sample = new Sample(pass);
        for (int r = 0; r < pass.rows(); r++) {
            sample.load(r);
            int at = pass.outputAt() + r * pass.outputShape().size();
            for (int m = 0; m < sample.vectors[0]; m++) {
                for (int n = 0; n < sample.vectors[1]; n++) {
                    pass.output()[at++] = pass.kernels()
                            .dot(sample.length, pass.scratch(), sample.at(0, m), pass.scratch(), sample.at(1, n));
                }
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        Sample sample = new Sample(pass);
        float[] s = pass.scratch();
        int values = sample.values;
        for (int r = 0; r < pass.rows(); r++) {
            sample.load(r);
            pass.kernels().fill(values, 0, s, values);
            int at = pass.outputGradientAt() + r * pass.outputShape().size();
            for (int m = 0; m < sample.vectors[0]; m++) {
                for (int n = 0; n < sample.vectors[1]; n++) {
                    float g = pass.outputGradient()[at++];
                    int a = sample.at(0, m);
                    int b = sample.at(1, n);
                    pass.kernels().axpy(sample.length, g, s, b, s, values + a);
                    pass.kernels().axpy(sample.length, g, s, a, s, values + b);
                }
            }
            sample.addGradients(r);
        }
    }

    /** The two inputs of one sample as rows of vectors in the scratch memory, the first input's before the second's. */
    private final class Sample {
        final Pass pass;
        final int length;
        final int values;
        final int[] vectors = new int[2];
        /** Values between two of a vector's in the input. */
        final int[] strides = new int[2];

        Sample(Pass pass) {
            this.pass = pass;
            List<Shape> shapes = List.of(pass.inputShape(0), pass.inputShape(1));
            length = length(shapes, 0);
            values = shapes.get(0).size() + shapes.get(1).size();
            for (int i = 0; i < 2; i++) {
                vectors[i] = shapes.get(i).size() / length;
                strides[i] = 1;
                for (int d = along(shapes, i) + 1; d < shapes.get(i).rank(); d++) {
                    strides[i] *= shapes.get(i).dim(d);
                }
            }
        }

        int at(int input, int vector) {
            return (input * vectors[0] + vector) * length;
        }

        /** Index in the sample of a vector's first value. */
        int start(int input, int vector) {
            return vector / strides[input] * length * strides[input] + vector % strides[input];
        }

        void load(int row) {
            float[] s = pass.scratch();
            for (int i = 0; i < 2; i++) {
                int first = pass.inputAt(i) + row * vectors[i] * length;
                for (int v = 0; v < vectors[i]; v++) {
                    int to = at(i, v);
                    int from = first + start(i, v);
                    for (int k = 0; k < length; k++) {
                        s[to + k] = pass.input(i)[from + k * strides[i]];
                    }
                    if (normalize) {
                        float factor = factor(pass.kernels().sumOfSquares(length, s, to));
                        s[2 * values + to / length] = factor;
                        pass.kernels().scale(length, factor, s, to);
                    }
                }
            }
        }

        private static float factor(double squares) {
            return (float) (1 / Math.sqrt(Math.max(squares, LEAST)));
        }

        /** Hands the gradients by the vectors on; of a normalised one only what is at right angles to it counts. */
        void addGradients(int row) {
            float[] s = pass.scratch();
            for (int i = 0; i < 2; i++) {
                float[] gradient = pass.inputGradient(i);
                int first = pass.inputGradientAt(i) + row * vectors[i] * length;
                for (int v = 0; v < vectors[i] && gradient != null; v++) {
                    int at = at(i, v);
                    int g = values + at;
                    if (normalize) {
                        pass.kernels().axpy(length, -pass.kernels().dot(length, s, at, s, g), s, at, s, g);
                        pass.kernels().scale(length, s[2 * values + at / length], s, g);
                    }
                    int to = first + start(i, v);
                    for (int k = 0; k < length; k++) {
                        gradient[to + k * strides[i]] += s[g + k];
                    }
                }
            }
        }
    }

    private int length(List<Shape> inputs, int i) {
        return inputs.get(i).dim(along(inputs, i));
    }

    private int along(List<Shape> inputs, int i) {
        int rank = inputs.get(i).rank();
        int along = axes.get(i) < 0 ? rank + axes.get(i) : axes.get(i) - 1;
        if (along < 0 || along >= rank) {
            throw new IllegalArgumentException(
                    "Dot needs axes that its inputs have. Received: axes=" + axes + ", shapes=" + inputs + ".");
        }
        return along;
    }
}
