// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code -log p} of the true class, targets being class indices; Keras's SparseCategoricalCrossentropy. Probabilities
 * are divided by their sum and clipped to [1e-7, 1-1e-7] first, as Keras does it.
 *
 * @param fromLogits predictions are logits instead of probabilities: more exact, nothing is clipped
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {
    /** From probabilities. */
    public SparseCategoricalCrossentropy() {
        this(false);
    }

    /** This with predictions as logits. */
    public SparseCategoricalCrossentropy fromLogits(boolean value) {
        return new SparseCategoricalCrossentropy(value);
    }

    @Override
    public String name() {
        return "sparse_categorical_crossentropy";
    }

    @Override
    public int targetWidth(int outputs) {
        return 1;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a target is no class index (Keras would count a loss of 0)
     */
    @Override
    public double compute(
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
            int gradientAt) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            double weight = weights == null ? 1.0 : weights[weightsAt + r];
            sum += weight
                    * LossTerms.categorical(
                            fromLogits,
                            0,
                            outputs,
                            predictions,
                            predictionsAt + r * outputs,
                            Targets.classIndex(targets[targetsAt + r], outputs),
                            targets,
                            0,
                            scale * weight,
                            gradient,
                            gradientAt + r * outputs);
        }
        return sum;
    }
}
