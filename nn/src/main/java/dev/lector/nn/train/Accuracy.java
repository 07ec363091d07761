// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * The share of samples whose class was found; Keras's {@code "accuracy"}, which goes by the shapes. With one output the
 * prediction counts as 1 above the threshold; with more, the largest output must be the class, which targets give as an
 * index or as a one-hot row.
 */
public final class Accuracy implements Metric {
    private final float threshold;
    private double found;
    private double total;

    /** With a threshold of 0.5 for one output. */
    public Accuracy() {
        this(0.5f);
    }

    /**
     * With a threshold of its own.
     *
     * @param threshold for a single output: 0 if it is a logit
     */
    public Accuracy(float threshold) {
        this.threshold = threshold;
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public void reset() {
        found = 0;
        total = 0;
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
        Targets.checkWidth("Accuracy", targetWidth, outputs);
        for (int r = 0; r < rows; r++) {
            int at = predictionsAt + r * outputs;
            boolean hit = outputs == 1
                    ? targets[targetsAt + r] == (predictions[at] > threshold ? 1 : 0)
                    : Targets.argmax(predictions, at, outputs)
                            == Targets.classOf(targets, targetsAt, targetWidth, outputs, r);
            double weight = weights == null ? 1 : weights[weightsAt + r];
            found += hit ? weight : 0;
            total += weight;
        }
    }

    @Override
    public double result() {
        return total == 0 ? 0 : found / total;
    }
}
