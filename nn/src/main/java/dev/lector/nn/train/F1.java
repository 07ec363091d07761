// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * The harmonic mean of precision and recall; Keras's F1Score. An output is taken as positive above a threshold, or, if
 * there is none, where it is the largest of its sample. Keras's {@code average=None} is {@link #perClass}.
 */
public final class F1 implements Metric {
    private final Average average;
    private final boolean hasThreshold;
    private final Counts counts;

    /** How the classes' scores become one. */
    public enum Average {
        /** The score of all outputs counted together. */
        MICRO,
        /** The mean of the classes' scores. */
        MACRO,
        /** The mean of the classes' scores weighted by the number of their samples. */
        WEIGHTED
    }

    /** Where the largest output of a sample is the class taken. */
    public F1(Average average) {
        this(average, Float.NaN);
    }

    /**
     * Where every output above a threshold counts, as for a single output or for several labels a sample.
     *
     * @param threshold NaN for none
     */
    public F1(Average average, float threshold) {
        this.average = average;
        this.hasThreshold = !Float.isNaN(threshold);
        this.counts = new Counts(threshold);
    }

    @Override
    public String name() {
        return "f1_score";
    }

    @Override
    public void reset() {
        counts.reset();
    }

    @Override
    public void update(
            int rows,
            int outputs,
            float[] predictions,
            int predictionsAt,
            int targetWidth,
            float[] targets,
            int targetsAt,
            float[] weights,
            int weightsAt) {
        if (outputs == 1 && !hasThreshold) {
            throw new IllegalArgumentException("F1 of a single output needs a threshold. Received: outputs=1,"
                    + " threshold=none. Write new F1(average, 0.5f).");
        }
        counts.update(rows, outputs, predictions, predictionsAt, targetWidth, targets, targetsAt, weights, weightsAt);
    }

    /** The score of each output. */
    public double[] perClass() {
        double[] scores = new double[counts.outputs()];
        for (int j = 0; j < scores.length; j++) {
            scores[j] = score(j);
        }
        return scores;
    }

    @Override
    public double result() {
        if (average == Average.MICRO) {
            return score(Counts.ALL);
        }
        double sum = 0;
        double shares = 0;
        double[] scores = perClass();
        for (int j = 0; j < scores.length; j++) {
            double share = average == Average.MACRO ? 1 : counts.truePositives(j) + counts.falseNegatives(j);
            sum += share * scores[j];
            shares += share;
        }
        return shares == 0 ? 0 : sum / shares;
    }

    private double score(int output) {
        double hits = counts.truePositives(output);
        double errors = counts.falsePositives(output) + counts.falseNegatives(output);
        return hits == 0 ? 0 : 2 * hits / (2 * hits + errors);
    }
}
