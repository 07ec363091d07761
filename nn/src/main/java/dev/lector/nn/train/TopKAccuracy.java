// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * The share of samples whose class is among the {@code k} largest outputs; Keras's TopKCategoricalAccuracy, and for
 * class indices SparseTopKCategoricalAccuracy. A class that ties with the last place is in.
 */
public final class TopKAccuracy implements Metric {
    private final int k;
    private double found;
    private double total;

    /** The five largest, as in Keras. */
    public TopKAccuracy() {
        this(5);
    }

    /**
     * The {@code k} largest.
     *
     * @param k at least 1
     */
    public TopKAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("Top-k accuracy needs at least one place. Received: k=" + k + ".");
        }
        this.k = k;
    }

    @Override
    public String name() {
        return "top_k_categorical_accuracy";
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
        Targets.checkWidth("Top-k accuracy", targetWidth, outputs);
        for (int r = 0; r < rows; r++) {
            int at = predictionsAt + r * outputs;
            float own = predictions[at + Targets.classOf(targets, targetsAt, targetWidth, outputs, r)];
            int greater = 0;
            for (int j = 0; j < outputs; j++) {
                greater += predictions[at + j] > own ? 1 : 0;
            }
            double weight = weights == null ? 1 : weights[weightsAt + r];
            found += greater < k && !Float.isNaN(own) ? weight : 0;
            total += weight;
        }
    }

    @Override
    public double result() {
        return total == 0 ? 0 : found / total;
    }
}
