// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code -Σ t·log p} over the classes of a sample, targets one-hot or a distribution; Keras's CategoricalCrossentropy.
 * Probabilities are divided by their sum and clipped to [1e-7, 1-1e-7] first, as Keras does it.
 *
 * @param fromLogits predictions are logits instead of probabilities: more exact, nothing is clipped
 * @param labelSmoothing from 0 to 1: the target {@code t} becomes {@code t·(1-s) + s/classes}
 */
public record CategoricalCrossentropy(boolean fromLogits, float labelSmoothing) implements Loss {
    /** Checks the smoothing. */
    public CategoricalCrossentropy {
        LossTerms.checkSmoothing(labelSmoothing);
    }

    /** From probabilities, without smoothing. */
    public CategoricalCrossentropy() {
        this(false, 0);
    }

    /** This with predictions as logits. */
    public CategoricalCrossentropy fromLogits(boolean value) {
        return new CategoricalCrossentropy(value, labelSmoothing);
    }

    /** This with smoothed labels. */
    public CategoricalCrossentropy labelSmoothing(float value) {
        return new CategoricalCrossentropy(fromLogits, value);
    }

    @Override
    public String name() {
        return "categorical_crossentropy";
    }

    @Override
    public int targetWidth(int outputs) {
        return outputs;
    }

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
                            labelSmoothing,
                            outputs,
                            predictions,
                            predictionsAt + r * outputs,
                            -1,
                            targets,
                            targetsAt + r * outputs,
                            scale * weight,
                            gradient,
                            gradientAt + r * outputs);
        }
        return sum;
    }
}
