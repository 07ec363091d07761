// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A user's own operation, without weights, given as functions on the values of one sample:
 *
 * <pre>{@code
 * Lambda distance = new Lambda("distance", shapes -> shapes.get(0),
 *         (shapes, x, y) -> { for (int i = 0; i < y.length; i++) y[i] = Math.abs(x[0][i] - x[1][i]); },
 *         (shapes, x, y, gy, gx) -> {
 *             for (int i = 0; i < y.length; i++) {
 *                 float sign = Math.signum(x[0][i] - x[1][i]);
 *                 gx[0][i] += sign * gy[i];
 *                 gx[1][i] -= sign * gy[i];
 *             }
 *         });
 * }</pre>
 *
 * <p>Inputs {@code (batch, ...)}, output {@code (batch, ...)} of the shape that the first function gives. A mask ends here.
 * Samples are copied to and from the functions' arrays; an operation that must be fast, or has weights, is better written as
 * a {@link Layer}. Functions are not saved: {@link LayerCodec#with(Lambda)} makes them known where a model is read.
 *
 * @param name what the operation is called in saved models
 * @param shape the shape of one sample at the output
 * @param forward the operation; it must keep nothing from call to call, for several threads call it
 * @param backward its derivative
 */
public record Lambda(String name, Function<List<Shape>, Shape> shape, Forward forward, Backward backward)
        implements Layer {
    /** The operation on one sample. */
    @FunctionalInterface
    public interface Forward {
        /**
         * Computes the output.
         *
         * @param x values of each input; not modified
         * @param y modified: every value of the output is to be written; one that is not becomes NaN
         */
        void apply(List<Shape> shapes, float[][] x, float[] y);
    }

    /** The derivative of the operation on one sample. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Adds to the gradient by each input.
         *
         * @param x values of each input; not modified
         * @param y values of the output; not modified
         * @param gy gradient by the output; not modified
         * @param gx modified: gradient by each input, at first 0
         */
        void apply(List<Shape> shapes, float[][] x, float[] y, float[] gy, float[][] gx);
    }

    /** Checks the settings. */
    public Lambda {
        Settings.present("Lambda", "name", name);
        Settings.present("Lambda", "shape", shape);
        Settings.present("Lambda", "forward", forward);
        Settings.present("Lambda", "backward", backward);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Lambda has one input or more. Received: shapes=" + inputs + ".");
        }
        return shape.apply(inputs);
    }

    /** The arrays that the functions see, one set a thread. */
    private record Sample(List<Shape> shapes, float[][] x, float[] y, float[] gy, float[][] gx) {
        static Sample of(Pass pass) {
            if (pass.remembered() instanceof Sample sample) {
                return sample;
            }
            Shape[] shapes = new Shape[pass.inputCount()];
            Arrays.setAll(shapes, pass::inputShape);
            int size = pass.outputShape().size();
            Sample sample =
                    new Sample(List.of(shapes), arrays(shapes), new float[size], new float[size], arrays(shapes));
            pass.remember(sample);
            return sample;
        }

        private static float[][] arrays(Shape[] shapes) {
            return Arrays.stream(shapes).map(shape -> new float[shape.size()]).toArray(float[][]::new);
        }

        void load(Pass pass, int row) {
            for (int i = 0; i < x.length; i++) {
                System.arraycopy(pass.input(i), pass.inputAt(i) + row * x[i].length, x[i], 0, x[i].length);
            }
        }
    }

    @Override
    public void forward(Pass pass) {
        Sample sample = Sample.of(pass);
        int size = sample.y.length;
        for (int r = 0; r < pass.rows(); r++) {
            sample.load(pass, r);
            // What the function leaves out shows, and is not the sample's before.
            Arrays.fill(sample.y, Float.NaN);
            forward.apply(sample.shapes, sample.x, sample.y);
            System.arraycopy(sample.y, 0, pass.output(), pass.outputAt() + r * size, size);
        }
    }

    @Override
    public void backward(Pass pass) {
        Sample sample = Sample.of(pass);
        int size = sample.y.length;
        for (int r = 0; r < pass.rows(); r++) {
            sample.load(pass, r);
            System.arraycopy(pass.output(), pass.outputAt() + r * size, sample.y, 0, size);
            System.arraycopy(pass.outputGradient(), pass.outputGradientAt() + r * size, sample.gy, 0, size);
            for (float[] gradient : sample.gx) {
                Arrays.fill(gradient, 0);
            }
            backward.apply(sample.shapes, sample.x, sample.y, sample.gy, sample.gx);
            for (int i = 0; i < sample.gx.length; i++) {
                if (pass.inputGradient(i) != null) {
                    int n = sample.gx[i].length;
                    pass.kernels().add(n, sample.gx[i], 0, pass.inputGradient(i), pass.inputGradientAt(i) + r * n);
                }
            }
        }
    }
}
