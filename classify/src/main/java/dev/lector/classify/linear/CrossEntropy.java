// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver.Problem;
import dev.lector.classify.threads.Parallel;
import dev.lector.nn.SparseSamples;

/**
 * {@code |W|²/2 + C·Σ cross-entropy} of softmax or sigmoid, and its gradient: forward row by row, backward column by column
 * of the transposed rows, so that threads share no sums and the bits do not depend on their number.
 */
final class CrossEntropy implements Lbfgs.Objective, AutoCloseable {
    /** Rows or columns that are one task. */
    private static final int BLOCK = 1 << 10;

    private final Problem problem;
    private final double c;
    private final int outputs;
    private final Columns columns;
    private final float[] errors;
    private final double[] losses;
    private final Parallel parallel;

    CrossEntropy(Problem problem, double c) {
        this.problem = problem;
        this.c = c;
        this.outputs = problem.outputs();
        this.columns = Columns.of(problem.rows());
        this.errors = new float[problem.targets().length];
        this.losses = new double[(problem.rows().rows() + BLOCK - 1) / BLOCK];
        this.parallel = new Parallel(problem.threads());
    }

    /** The entries of the rows, column by column. */
    private record Columns(int[] starts, int[] rows, float[] values) {
        static Columns of(SparseSamples samples) {
            int[] starts = new int[samples.columns() + 1];
            int entries = samples.starts()[samples.rows()];
            for (int e = 0; e < entries; e++) {
                starts[samples.indices()[e] + 1]++;
            }
            for (int i = 0; i < samples.columns(); i++) {
                starts[i + 1] += starts[i];
            }
            int[] next = starts.clone();
            int[] rows = new int[entries];
            float[] values = new float[entries];
            for (int r = 0; r < samples.rows(); r++) {
                for (int e = samples.starts()[r]; e < samples.starts()[r + 1]; e++) {
                    int at = next[samples.indices()[e]]++;
                    rows[at] = r;
                    values[at] = samples.values()[e];
                }
            }
            return new Columns(starts, rows, values);
        }
    }

    @Override
    public double value(float[] x, float[] gradient) {
        int rows = problem.rows().rows();
        parallel.each(
                losses.length, block -> losses[block] = forward(x, block * BLOCK, Math.min(rows, (block + 1) * BLOCK)));
        int width = columns.starts.length - 1;
        double[] squares = new double[(width + BLOCK - 1) / BLOCK];
        parallel.each(
                squares.length,
                block -> squares[block] = backward(x, gradient, block * BLOCK, Math.min(width, (block + 1) * BLOCK)));
        double[] biases = new double[outputs];
        for (int at = 0; at < errors.length; at++) {
            biases[at % outputs] += errors[at];
        }
        double value = 0;
        for (int o = 0; o < outputs; o++) {
            gradient[width * outputs + o] = (float) biases[o];
        }
        for (double square : squares) {
            value += square / 2;
        }
        for (double loss : losses) {
            value += loss;
        }
        return value;
    }

    /** The loss of some rows; what each output says too much goes to {@code errors}. */
    private double forward(float[] x, int from, int to) {
        SparseSamples rows = problem.rows();
        double[] scores = new double[outputs];
        int bias = rows.columns() * outputs;
        double loss = 0;
        for (int r = from; r < to; r++) {
            for (int o = 0; o < outputs; o++) {
                scores[o] = x[bias + o];
            }
            for (int e = rows.starts()[r]; e < rows.starts()[r + 1]; e++) {
                int at = rows.indices()[e] * outputs;
                float value = rows.values()[e];
                for (int o = 0; o < outputs; o++) {
                    scores[o] += value * x[at + o];
                }
            }
            double weight = c * problem.weight(r);
            loss += weight * (outputs == 1 ? sigmoid(scores[0], r, weight) : softmax(scores, r, weight));
        }
        return loss;
    }

    private double sigmoid(double score, int row, double weight) {
        boolean yes = problem.positive(row, 0);
        double tail = StrictMath.exp(-Math.abs(score));
        double probability = (score >= 0 ? 1 : tail) / (1 + tail);
        errors[row] = (float) (weight * (probability - (yes ? 1 : 0)));
        return StrictMath.log1p(tail) + Math.max(yes ? -score : score, 0);
    }

    private double softmax(double[] scores, int row, double weight) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        double own = 0;
        for (int o = 0; o < outputs; o++) {
            own = problem.positive(row, o) ? scores[o] : own;
            scores[o] = StrictMath.exp(scores[o] - highest);
            sum += scores[o];
        }
        for (int o = 0; o < outputs; o++) {
            double error = scores[o] / sum - (problem.positive(row, o) ? 1 : 0);
            errors[row * outputs + o] = (float) (weight * error);
        }
        return highest + StrictMath.log(sum) - own;
    }

    /** The gradient of some columns; returns the sum of the squares of their weights. */
    private double backward(float[] x, float[] gradient, int from, int to) {
        double squares = 0;
        double[] sums = new double[outputs];
        for (int i = from; i < to; i++) {
            for (int o = 0; o < outputs; o++) {
                sums[o] = x[i * outputs + o];
                squares += sums[o] * sums[o];
            }
            for (int e = columns.starts[i]; e < columns.starts[i + 1]; e++) {
                int at = columns.rows[e] * outputs;
                float value = columns.values[e];
                for (int o = 0; o < outputs; o++) {
                    sums[o] += value * errors[at + o];
                }
            }
            for (int o = 0; o < outputs; o++) {
                gradient[i * outputs + o] = (float) sums[o];
            }
        }
        return squares;
    }

    @Override
    public void close() {
        parallel.close();
    }
}
