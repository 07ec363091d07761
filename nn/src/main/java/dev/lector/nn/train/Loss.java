// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/** A loss: what training makes small. Reduction is Keras's {@code sum_over_batch_size}. */
public interface Loss {
    /** Keras's name: {@code binary_crossentropy}. */
    String name();

    /** Values of one target when the model has {@code outputs} outputs: 1 for class indices, else {@code outputs}. */
    int targetWidth(int outputs);

    /**
     * The loss of a block of samples, and its gradient.
     *
     * @param rows samples
     * @param outputs values of one prediction
     * @param predictions {@code (rows, outputs)}
     * @param targets {@code (rows, targetWidth(outputs))}
     * @param weights one a sample, or null for 1
     * @param scale factor of the gradient: 1 / samples of the whole batch
     * @param gradient modified, {@code (rows, outputs)}: gradient of {@code scale · Σ weight · loss} by the
     *     predictions; null if it is not wanted
     * @return {@code Σ weight · loss}, not scaled
     */
    double compute(
            Kernels kernels,
            int rows,
            int outputs,
            float[] predictions,
            int predictionsAt,
            float[] targets,
            int targetsAt,
            float[] weights,
            int weightsAt,
            float scale,
            float[] gradient,
            int gradientAt);
}
