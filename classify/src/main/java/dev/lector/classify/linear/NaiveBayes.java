// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver;
import dev.lector.nn.SparseSamples;
import java.util.Arrays;
import java.util.List;

/**
 * Naive Bayes as a linear network: its logarithms of probabilities are weights, one pass over the rows counts them. An
 * output that is a question of its own compares its rows with all others.
 *
 * @param variant of the model of a text
 * @param alpha added to every count (Laplace for 1, Lidstone below)
 */
public record NaiveBayes(Variant variant, double alpha) implements Solver {
    /** Models of a text. */
    public enum Variant {
        /** A text is draws of its words (McCallum and Nigam 1998, section 2.2): the values are counts or weights. */
        MULTINOMIAL,
        /** A text has each word or not, and what it has not speaks, too (section 2.1): the values count as 0 or 1. */
        BERNOULLI,
        /** Multinomial on the rows of all other classes (Rennie and others 2003, section 3.1), for uneven classes. */
        COMPLEMENT
    }

    @Override
    public List<String> solve(Problem problem, float[] kernel, float[] bias) {
        int outputs = problem.outputs();
        if (problem.exclusive() && outputs > 1) {
            new Counts(problem, outputs, -1)
                    .weights(this, (column, c, value) -> kernel[column * outputs + c] = value, bias);
            return List.of();
        }
        // A question of its own has two classes, no and yes.
        for (int o = 0; o < outputs; o++) {
            int output = o;
            float[] both = new float[2];
            Counts counts = new Counts(problem, 2, o);
            counts.weights(
                    this,
                    (column, c, value) -> {
                        int at = column * outputs + output;
                        kernel[at] = c == 0 ? -value : kernel[at] + value;
                    },
                    both);
            bias[o] = both[1] - both[0];
            problem.watch().done((o + 1.0) / outputs);
        }
        return List.of();
    }

    /** Takes a weight; the classes of a column in their order. */
    private interface Sink {
        void put(int column, int c, float value);
    }

    /** Sums of the values by column and class. */
    private static final class Counts {
        private final int classes;
        private final int columns;
        private final double[] rows;
        private final double[] totals;
        private final float[] byColumn;
        private final float[] occurring;

        /** @param output whose yes and no are the two classes; -1 for a class an output */
        Counts(Problem problem, int classes, int output) {
            this.classes = classes;
            SparseSamples samples = problem.rows();
            this.columns = samples.columns();
            this.rows = new double[classes];
            this.totals = new double[classes];
            this.byColumn = new float[Math.multiplyExact(columns, classes)];
            this.occurring = new float[byColumn.length];
            for (int r = 0; r < samples.rows(); r++) {
                int c = 0;
                if (output >= 0) {
                    c = problem.positive(r, output) ? 1 : 0;
                } else {
                    while (!problem.positive(r, c)) {
                        c++;
                    }
                }
                rows[c] += problem.weight(r);
                for (int e = samples.starts()[r]; e < samples.starts()[r + 1]; e++) {
                    int at = samples.indices()[e] * classes + c;
                    float value = samples.values()[e] * problem.weight(r);
                    byColumn[at] += value;
                    totals[c] += value;
                    occurring[at] += samples.values()[e] != 0 ? problem.weight(r) : 0;
                }
            }
        }

        void weights(NaiveBayes settings, Sink sink, float[] bias) {
            double all = Arrays.stream(rows).sum();
            double[] biases = new double[classes];
            for (int c = 0; c < classes; c++) {
                biases[c] = StrictMath.log(Math.max(rows[c], 1e-9) / all);
            }
            if (settings.variant == Variant.MULTINOMIAL) {
                multinomial(settings.alpha, sink);
            } else if (settings.variant == Variant.BERNOULLI) {
                bernoulli(settings.alpha, sink, biases);
            } else {
                complement(settings.alpha, sink);
                Arrays.fill(biases, 0);
            }
            for (int c = 0; c < classes; c++) {
                bias[c] = (float) biases[c];
            }
        }

        private void multinomial(double alpha, Sink sink) {
            for (int i = 0; i < columns; i++) {
                for (int c = 0; c < classes; c++) {
                    double share = (byColumn[i * classes + c] + alpha) / (totals[c] + alpha * columns);
                    sink.put(i, c, (float) StrictMath.log(share));
                }
            }
        }

        private void bernoulli(double alpha, Sink sink, double[] biases) {
            for (int i = 0; i < columns; i++) {
                for (int c = 0; c < classes; c++) {
                    double share = (occurring[i * classes + c] + alpha) / (rows[c] + 2 * alpha);
                    double absent = StrictMath.log(1 - share);
                    sink.put(i, c, (float) (StrictMath.log(share) - absent));
                    biases[c] += absent;
                }
            }
        }

        private void complement(double alpha, Sink sink) {
            double total = Arrays.stream(totals).sum();
            for (int i = 0; i < columns; i++) {
                double ofColumn = 0;
                for (int c = 0; c < classes; c++) {
                    ofColumn += byColumn[i * classes + c];
                }
                for (int c = 0; c < classes; c++) {
                    double others = ofColumn - byColumn[i * classes + c] + alpha;
                    sink.put(i, c, (float) -StrictMath.log(others / (total - totals[c] + alpha * columns)));
                }
            }
        }
    }
}
