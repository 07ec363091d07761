// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * What scores are multiplied by to become log-odds: 1 over the temperature.
 *
 * @param factors one an output
 * @param loss the mean cross-entropy of the rows they were found on
 */
record Temperature(double[] factors, double loss) {
    private static final double LOWEST = StrictMath.log(1e-4);
    private static final double HIGHEST = StrictMath.log(1e4);
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 40;

    /**
     * The factors of the least cross-entropy. Targets are drawn in a little, as Platt (1999) has it, so that a few rows
     * that all lie on the right side do not make certainty.
     *
     * @param held rows in parts
     * @param scores of each part {@code (rows, outputs)}
     */
    static Temperature of(int outputs, boolean exclusive, List<Problem> held, List<float[]> scores) {
        double[] factors = new double[outputs];
        if (exclusive && outputs > 1) {
            double log = least(a -> softmax(StrictMath.exp(a), held, scores));
            Arrays.fill(factors, StrictMath.exp(log));
            return new Temperature(factors, softmax(factors[0], held, scores));
        }
        double loss = 0;
        for (int o = 0; o < outputs; o++) {
            int output = o;
            double log = least(a -> sigmoid(StrictMath.exp(a), output, held, scores));
            factors[o] = StrictMath.exp(log);
            loss += sigmoid(factors[o], output, held, scores) / outputs;
        }
        return new Temperature(factors, loss);
    }

    /** Golden-section search; the loss is convex in the factor, so it has one least value over its logarithm, too. */
    private static double least(DoubleUnaryOperator loss) {
        double from = LOWEST;
        double to = HIGHEST;
        double left = to - GOLDEN * (to - from);
        double right = from + GOLDEN * (to - from);
        double leftLoss = loss.applyAsDouble(left);
        double rightLoss = loss.applyAsDouble(right);
        for (int i = 0; i < STEPS; i++) {
            if (leftLoss <= rightLoss) {
                to = right;
                right = left;
                rightLoss = leftLoss;
                left = to - GOLDEN * (to - from);
                leftLoss = loss.applyAsDouble(left);
            } else {
                from = left;
                left = right;
                leftLoss = rightLoss;
                right = from + GOLDEN * (to - from);
                rightLoss = loss.applyAsDouble(right);
            }
        }
        return (from + to) / 2;
    }

    private static double sigmoid(double factor, int output, List<Problem> held, List<float[]> scores) {
        int yes = 0;
        int all = 0;
        for (Problem part : held) {
            for (int row = 0; row < part.rows().rows(); row++, all++) {
                yes += part.positive(row, output) ? 1 : 0;
            }
        }
        double targetYes = (yes + 1.0) / (yes + 2.0);
        double targetNo = 1.0 / (all - yes + 2.0);
        double loss = 0;
        for (int p = 0; p < held.size(); p++) {
            Problem part = held.get(p);
            for (int row = 0; row < part.rows().rows(); row++) {
                double score = factor * scores.get(p)[row * part.outputs() + output];
                double target = part.positive(row, output) ? targetYes : targetNo;
                loss += StrictMath.log1p(StrictMath.exp(-Math.abs(score))) + Math.max(score, 0) - target * score;
            }
        }
        return loss / all;
    }

    private static double softmax(double factor, List<Problem> held, List<float[]> scores) {
        int all = held.stream().mapToInt(part -> part.rows().rows()).sum();
        int outputs = held.get(0).outputs();
        double targetNo = 1.0 / (all + outputs);
        double targetYes = (all + 1.0) / (all + outputs);
        double loss = 0;
        for (int p = 0; p < held.size(); p++) {
            Problem part = held.get(p);
            for (int row = 0; row < part.rows().rows(); row++) {
                double highest = Double.NEGATIVE_INFINITY;
                double wanted = 0;
                for (int o = 0; o < outputs; o++) {
                    double score = factor * scores.get(p)[row * outputs + o];
                    highest = Math.max(highest, score);
                    wanted += (part.positive(row, o) ? targetYes : targetNo) * score;
                }
                double sum = 0;
                for (int o = 0; o < outputs; o++) {
                    sum += StrictMath.exp(factor * scores.get(p)[row * outputs + o] - highest);
                }
                loss += highest + StrictMath.log(sum) - wanted;
            }
        }
        return loss / all;
    }

    /** Puts the factors into a network. */
    void divide(float[] kernel, float[] bias) {
        for (int at = 0; at < kernel.length; at++) {
            kernel[at] *= (float) factors[at % factors.length];
        }
        for (int o = 0; o < bias.length; o++) {
            bias[o] *= (float) factors[o];
        }
    }

    /** For the training report. */
    String told() {
        double least = Arrays.stream(factors).min().orElse(1);
        double most = Arrays.stream(factors).max().orElse(1);
        return least == most
                ? String.format(Locale.ROOT, "Calibrated: scores times %.3g.", most)
                : String.format(Locale.ROOT, "Calibrated: scores times %.3g to %.3g.", least, most);
    }
}
