// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** A figure gathered over batches. Not thread-safe. */
public interface Metric {
    /** Keras's name: {@code accuracy}. */
    String name();

    /** Forgets what was gathered. */
    void reset();

    /**
     * Takes in a batch.
     *
     * @param rows samples
     * @param outputs values of one prediction
     * @param predictions {@code (rows, outputs)}
     * @param targetWidth values of one target
     * @param targets {@code (rows, targetWidth)}
     * @param weights one a sample, or null for 1
     */
    void update(
            int rows,
            int outputs,
            float[] predictions,
            int predictionsAt,
            int targetWidth,
            float[] targets,
            int targetsAt,
            float[] weights,
            int weightsAt);

    /** True if a larger figure is a better one. */
    default boolean higherIsBetter() {
        return true;
    }

    /** The figure; 0 if nothing was taken in. */
    double result();
}
