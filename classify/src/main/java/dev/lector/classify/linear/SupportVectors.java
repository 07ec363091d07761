// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver;
import dev.lector.classify.threads.Parallel;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.SparseSamples;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A linear support vector machine, one against the rest for each output: the least of {@code |w|²/2 + |b|²/2 + C·Σ loss}
 * by coordinate descent on the dual, with shrinking (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, algorithm 3). The
 * weights are kept in float, so that those of millions of n-grams stay near the processor.
 *
 * @param c how much a row on the wrong side costs
 * @param squared whether the hinge loss is squared, which liblinear and scikit-learn have as their default
 * @param tolerance of the projected gradient, largest less smallest; liblinear's default is .1
 */
public record SupportVectors(double c, boolean squared, double tolerance) implements Solver {
    private static final int MOST_PASSES = 300;

    /** Squared hinge loss to liblinear's tolerance. */
    public SupportVectors(double c) {
        this(c, true, .1);
    }

    @Override
    public List<String> solve(Problem problem, float[] kernel, float[] bias) {
        int outputs = problem.outputs();
        int[] passes = new int[outputs];
        AtomicInteger done = new AtomicInteger();
        try (Parallel parallel = new Parallel(problem.threads())) {
            parallel.each(outputs, output -> {
                // The weights of one output lie together while they are found.
                float[] weights =
                        outputs == 1 ? kernel : new float[problem.rows().columns()];
                Descent descent = new Descent(this, Scores.one(problem, output), weights);
                passes[output] = descent.run(outputs == 1 ? problem.watch() : Watch.NONE);
                bias[output] = (float) descent.bias;
                if (outputs > 1) {
                    Scores.place(weights, kernel, output, outputs);
                    problem.watch().done((double) done.incrementAndGet() / outputs);
                }
            });
        }
        int most = Arrays.stream(passes).max().orElse(0);
        return List.of("Support vectors: " + most + " passes over the rows" + (outputs == 1 ? "" : " at most")
                + (most < MOST_PASSES ? "." : ", not converged: lower c."));
    }

    /** The dual of one output. */
    private static final class Descent {
        private final SupportVectors settings;
        private final Problem problem;
        private final SparseSamples rows;
        private final float[] weights;
        private double bias;
        private final double[] alpha;
        private final double[] diagonal;
        private final int[] active;
        private int count;
        /** Bounds of the projected gradient of the pass before, by which rows at rest are left out. */
        private double highest = Double.POSITIVE_INFINITY;

        private double lowest = Double.NEGATIVE_INFINITY;

        Descent(SupportVectors settings, Problem problem, float[] weights) {
            this.settings = settings;
            this.problem = problem;
            this.rows = problem.rows();
            this.weights = weights;
            this.alpha = new double[rows.rows()];
            this.diagonal = new double[rows.rows()];
            this.active = new int[rows.rows()];
            this.count = rows.rows();
            Arrays.fill(weights, 0);
            for (int r = 0; r < rows.rows(); r++) {
                double square = 1 + own(r);
                for (int e = rows.starts()[r]; e < rows.starts()[r + 1]; e++) {
                    square += (double) rows.values()[e] * rows.values()[e];
                }
                diagonal[r] = square;
                active[r] = r;
            }
        }

        /** What the squared loss adds to a row's diagonal. */
        private double own(int row) {
            return settings.squared ? .5 / (settings.c * problem.weight(row)) : 0;
        }

        int run(Watch watch) {
            int pass = 0;
            while (pass < MOST_PASSES) {
                if (pass(pass++)) {
                    if (count == rows.rows()) {
                        break;
                    }
                    // What was left out is looked at once more.
                    count = rows.rows();
                    highest = Double.POSITIVE_INFINITY;
                    lowest = Double.NEGATIVE_INFINITY;
                }
                // Mostly 10 to 40 passes; nobody knows.
                watch.done(1 - 1 / (1 + pass / 8.0));
            }
            exact();
            return pass;
        }

        /** One pass over the rows that are not at rest; true if the gradient is small enough. */
        private boolean pass(int pass) {
            shuffle(CounterRandom.key(problem.seed(), pass));
            double max = Double.NEGATIVE_INFINITY;
            double min = Double.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                int r = active[i];
                double y = problem.positive(r, 0) ? 1 : -1;
                double gradient = y * (dot(r) + bias) - 1 + alpha[r] * own(r);
                double upper = settings.squared ? Double.POSITIVE_INFINITY : settings.c * problem.weight(r);
                double projected = gradient;
                if (alpha[r] == 0) {
                    if (gradient > highest) {
                        leaveOut(i--);
                        continue;
                    }
                    projected = Math.min(gradient, 0);
                } else if (alpha[r] == upper) {
                    if (gradient < lowest) {
                        leaveOut(i--);
                        continue;
                    }
                    projected = Math.max(gradient, 0);
                }
                max = Math.max(max, projected);
                min = Math.min(min, projected);
                if (Math.abs(projected) > 1e-12) {
                    double before = alpha[r];
                    alpha[r] = Math.min(Math.max(before - gradient / diagonal[r], 0), upper);
                    add(r, (alpha[r] - before) * y);
                }
            }
            highest = max <= 0 ? Double.POSITIVE_INFINITY : max;
            lowest = min >= 0 ? Double.NEGATIVE_INFINITY : min;
            return count == 0 || max - min <= settings.tolerance;
        }

        private void leaveOut(int place) {
            count--;
            int row = active[place];
            active[place] = active[count];
            active[count] = row;
        }

        private void shuffle(long key) {
            for (int i = 0; i < count; i++) {
                int j = i + CounterRandom.below(count - i, key, i);
                int row = active[i];
                active[i] = active[j];
                active[j] = row;
            }
        }

        private double dot(int row) {
            double sum = 0;
            int[] indices = rows.indices();
            float[] values = rows.values();
            for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
                sum += values[e] * weights[indices[e]];
            }
            return sum;
        }

        private void add(int row, double step) {
            float scale = (float) step;
            int[] indices = rows.indices();
            float[] values = rows.values();
            for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
                weights[indices[e]] += scale * values[e];
            }
            bias += step;
        }

        /** The weights once more from the dual, without the rounding of all the steps. */
        private void exact() {
            Arrays.fill(weights, 0);
            bias = 0;
            for (int r = 0; r < rows.rows(); r++) {
                if (alpha[r] != 0) {
                    add(r, problem.positive(r, 0) ? alpha[r] : -alpha[r]);
                }
            }
        }
    }
}
