// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.Arrays;

/**
 * True and false positives and false negatives, one of each an output. Not thread-safe.
 *
 * <p>An output is taken as positive above a threshold, or, if the threshold is NaN, where it is the largest of its
 * sample and not 0.
 */
final class Counts {
    /** Stands for all outputs together. */
    static final int ALL = -1;

    private final float threshold;
    private double[] truePositives = new double[0];
    private double[] falsePositives = new double[0];
    private double[] falseNegatives = new double[0];

    Counts(float threshold) {
        this.threshold = threshold;
    }

    void reset() {
        Arrays.fill(truePositives, 0);
        Arrays.fill(falsePositives, 0);
        Arrays.fill(falseNegatives, 0);
    }

    int outputs() {
        return truePositives.length;
    }

    /** Of one output, or of all if {@code output} is {@link #ALL}. */
    double truePositives(int output) {
        return of(truePositives, output);
    }

    /** Of one output, or of all if {@code output} is {@link #ALL}. */
    double falsePositives(int output) {
        return of(falsePositives, output);
    }

    /** Of one output, or of all if {@code output} is {@link #ALL}. */
    double falseNegatives(int output) {
        return of(falseNegatives, output);
    }

    void update(
            int rows,
            int outputs,
            float[] predictions,
            int predictionsAt,
            int targetWidth,
            float[] targets,
            int targetsAt,
            float[] weights,
            int weightsAt) {
        Targets.checkWidth("Precision, recall or F1", targetWidth, outputs);
        if (outputs() != outputs) {
            truePositives = new double[outputs];
            falsePositives = new double[outputs];
            falseNegatives = new double[outputs];
        }
        for (int r = 0; r < rows; r++) {
            double weight = weights == null ? 1 : weights[weightsAt + r];
            int at = predictionsAt + r * outputs;
            float limit = predictions[at + Targets.argmax(predictions, at, outputs)];
            for (int j = 0; j < outputs; j++) {
                float value = predictions[at + j];
                boolean predicted =
                        Float.isNaN(threshold) ? value >= limit && Math.abs(value) > 1e-9f : value > threshold;
                boolean positive = Targets.isPositive(targets, targetsAt, targetWidth, outputs, r, j);
                if (positive) {
                    (predicted ? truePositives : falseNegatives)[j] += weight;
                } else if (predicted) {
                    falsePositives[j] += weight;
                }
            }
        }
    }

    private static double of(double[] values, int output) {
        if (output != ALL) {
            return output < values.length ? values[output] : 0;
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
