// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Shape;
import java.util.Arrays;

/**
 * The initialisers, with Keras's names and formulas. Fan-in and fan-out are Keras's: of a matrix {@code (in, out)} its
 * dimensions; of a convolution's kernel {@code (width, in, out)} {@code width·in} and {@code width·out}; of a vector
 * twice its length. "Normal" is truncated: values beyond two standard deviations are drawn again, and the deviation is
 * divided by 0.8796, that of the truncated normal, so that the variance is the one named.
 */
public final class Initializers {
    /** Standard deviation of the standard normal distribution cut off at ±2. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    private Initializers() {}

    /** Uniform with variance {@code 2 / (in + out)} (Glorot and Bengio 2010, eq. 16); the default of Dense and Conv1D. */
    public record GlorotUniform() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            uniform(2 / (fanIn(shape) + fanOut(shape)), key, values);
        }
    }

    /** Truncated normal with variance {@code 2 / (in + out)}. */
    public record GlorotNormal() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            normal(2 / (fanIn(shape) + fanOut(shape)), key, values);
        }
    }

    /** Uniform with variance {@code 2 / in} (He et al. 2015). */
    public record HeUniform() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            uniform(2 / fanIn(shape), key, values);
        }
    }

    /** Truncated normal with variance {@code 2 / in}. */
    public record HeNormal() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            normal(2 / fanIn(shape), key, values);
        }
    }

    /** Uniform with variance {@code 1 / in} (LeCun et al. 1998). */
    public record LecunUniform() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            uniform(1 / fanIn(shape), key, values);
        }
    }

    /** Truncated normal with variance {@code 1 / in}; goes with SELU. */
    public record LecunNormal() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            normal(1 / fanIn(shape), key, values);
        }
    }

    /**
     * Uniform between two values.
     *
     * @param minval the least value
     * @param maxval the bound above
     */
    public record RandomUniform(float minval, float maxval) implements Initializer {
        /** ±0.05, Keras's default and that of Embedding. */
        public RandomUniform() {
            this(-0.05f, 0.05f);
        }

        @Override
        public void fill(Shape shape, long key, float[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = minval + (maxval - minval) * CounterRandom.uniform(key, i);
            }
        }
    }

    /**
     * A matrix with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014): the orthogonal factor of a
     * normal random matrix. All dimensions but the last are taken as rows.
     *
     * @param gain factor
     */
    public record Orthogonal(float gain) implements Initializer {
        /** Gain 1. */
        public Orthogonal() {
            this(1);
        }

        @Override
        public void fill(Shape shape, long key, float[] values) {
            if (shape.rank() < 2) {
                throw new IllegalArgumentException("Orthogonal fills matrices, of two dimensions or more."
                        + " Received: shape=" + shape + ". Use another initialiser for vectors.");
            }
            int columns = shape.dim(-1);
            int rows = values.length / columns;
            int length = Math.max(rows, columns);
            double[][] vectors = new double[Math.min(rows, columns)][length];
            for (int i = 0; i < vectors.length; i++) {
                for (int j = 0; j < length; j++) {
                    vectors[i][j] = CounterRandom.normal(key, (long) i * length + j);
                }
                orthogonalize(vectors, i);
            }
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    values[r * columns + c] = (float) (gain * (rows >= columns ? vectors[c][r] : vectors[r][c]));
                }
            }
        }

        /** Gram and Schmidt, twice, which is enough (Giraud et al. 2005); R's diagonal is positive, as in Keras. */
        private static void orthogonalize(double[][] vectors, int i) {
            double[] v = vectors[i];
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    double product = dot(v, vectors[j]);
                    for (int p = 0; p < v.length; p++) {
                        v[p] -= product * vectors[j][p];
                    }
                }
            }
            double norm = Math.sqrt(dot(v, v));
            for (int p = 0; p < v.length; p++) {
                v[p] /= norm;
            }
        }

        private static double dot(double[] x, double[] y) {
            double sum = 0;
            for (int p = 0; p < x.length; p++) {
                sum += x[p] * y[p];
            }
            return sum;
        }
    }

    /**
     * One value everywhere.
     *
     * @param value the value
     */
    public record Constant(float value) implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            Arrays.fill(values, value);
        }
    }

    /** 0 everywhere; the default of biases. */
    public record Zeros() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            Arrays.fill(values, 0);
        }
    }

    /** 1 everywhere. */
    public record Ones() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            Arrays.fill(values, 1);
        }
    }

    /**
     * Copies given values, as word vectors into an Embedding. The values are no setting: a saved network remembers them
     * as {@link Stored}, since its weights are saved beside it.
     *
     * @param shape of the values
     * @param given the values, row-major; not copied, not modified
     */
    public record Given(Shape shape, float[] given) implements Initializer {
        /** Checks that the values fill the shape. */
        public Given {
            if (given.length != shape.size()) {
                throw new IllegalArgumentException("The values must fill the shape. Received: shape="
                        + Arrays.toString(shape.dims()) + ", values=" + given.length + ".");
            }
        }

        @Override
        public void fill(Shape wanted, long key, float[] values) {
            if (!wanted.equals(shape)) {
                throw new IllegalArgumentException("Given values must have the weight's shape. Received: given="
                        + Arrays.toString(shape.dims()) + ", weight=" + Arrays.toString(wanted.dims()) + ".");
            }
            System.arraycopy(given, 0, values, 0, values.length);
        }

        @Override
        public Initializer saved() {
            return new Stored();
        }
    }

    /** The place of {@link Given} in a saved network: the values are in the weights file only. */
    public record Stored() implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            throw new IllegalStateException("This weight began with given values, which a saved network does not"
                    + " hold. Received: shape=" + Arrays.toString(shape.dims())
                    + ". Load its weights file, or give the layer another initialiser.");
        }
    }

    private static double fanIn(Shape shape) {
        return fan(shape, -2);
    }

    private static double fanOut(Shape shape) {
        return fan(shape, -1);
    }

    private static double fan(Shape shape, int axis) {
        if (shape.rank() == 1) {
            return shape.dim(0);
        }
        return (double) shape.size() / shape.dim(-1) / shape.dim(-2) * shape.dim(axis);
    }

    private static void uniform(double variance, long key, float[] values) {
        double limit = Math.sqrt(3 * variance);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * CounterRandom.uniformDouble(key, i) - 1));
        }
    }

    private static void normal(double variance, long key, float[] values) {
        double deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * truncatedNormal(key, i));
        }
    }

    private static double truncatedNormal(long key, int i) {
        long own = CounterRandom.key(key, i);
        long draw = 0;
        double value = CounterRandom.normal(own, draw);
        while (Math.abs(value) > 2) {
            value = CounterRandom.normal(own, ++draw);
        }
        return value;
    }
}
