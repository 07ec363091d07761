// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * The share of the true outputs that were taken as positive: those above a threshold; Keras's Recall. All outputs are
 * counted together, or one of them alone. 0 if there were none.
 */
public final class Recall implements Metric {
    private final Counts counts;
    private final int output;

    /** Of all outputs together, with a threshold of 0.5. */
    public Recall() {
        this(0.5f, Counts.ALL);
    }

    /**
     * Of one output.
     *
     * @param threshold an output is positive above it; 0 for logits
     * @param output index of the output ({@code class_id}), or -1 for all together
     */
    public Recall(float threshold, int output) {
        if (output < Counts.ALL || Float.isNaN(threshold)) {
            throw new IllegalArgumentException(
                    "Recall needs a threshold, and an output's index or -1. Received: threshold=" + threshold
                            + ", output=" + output + ".");
        }
        this.counts = new Counts(threshold);
        this.output = output;
    }

    @Override
    public String name() {
        return "recall";
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
        counts.update(rows, outputs, predictions, predictionsAt, targetWidth, targets, targetsAt, weights, weightsAt);
    }

    @Override
    public double result() {
        double hits = counts.truePositives(output);
        double all = hits + counts.falseNegatives(output);
        return all == 0 ? 0 : hits / all;
    }
}
