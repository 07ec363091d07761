// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code -Σ t·alpha·(1-p)^gamma·log p} over the classes of a sample, targets one-hot or a distribution (Lin et al. 2017,
 * Focal Loss for Dense Object Detection, eq. 5): what is answered well counts less. Keras's CategoricalFocalCrossentropy:
 * probabilities are divided by their sum and clipped to [1e-7, 1-1e-7] first.
 *
 * @param gamma at least 0; with 0, and alpha 1, it is the cross-entropy
 * @param alpha from 0 to 1, a factor of the whole
 * @param fromLogits predictions are logits instead of probabilities
 */
public record CategoricalFocalCrossentropy(float gamma, float alpha, boolean fromLogits) implements Loss {
    /** Checks the ranges. */
    public CategoricalFocalCrossentropy {
        LossTerms.checkFocal(gamma, alpha);
    }

    /** Keras's defaults: gamma 2, alpha 0.25, from probabilities. */
    public CategoricalFocalCrossentropy() {
        this(2, .25f, false);
    }

    /** This with another focusing. */
    public CategoricalFocalCrossentropy gamma(float value) {
        return new CategoricalFocalCrossentropy(value, alpha, fromLogits);
    }

    /** This with another factor. */
    public CategoricalFocalCrossentropy alpha(float value) {
        return new CategoricalFocalCrossentropy(gamma, value, fromLogits);
    }

    /** This with predictions as logits. */
    public CategoricalFocalCrossentropy fromLogits(boolean value) {
        return new CategoricalFocalCrossentropy(gamma, alpha, value);
    }

    @Override
    public String name() {
        return "categorical_focal_crossentropy";
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
        double[] shares = new double[outputs];
        double[] slopes = new double[outputs];
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            double weight = weights == null ? 1.0 : weights[weightsAt + r];
            double total = shares(predictions, predictionsAt + r * outputs, shares);
            double mean = 0;
            for (int j = 0; j < outputs; j++) {
                double target = alpha * targets[targetsAt + r * outputs + j];
                double p = LossTerms.clip(shares[j]);
                double focus = StrictMath.pow(1 - p, gamma);
                double log = StrictMath.log(p);
                sum -= weight * target * focus * log;
                boolean flat = target == 0 || LossTerms.isClipped(shares[j]);
                slopes[j] = flat ? 0 : target * (LossTerms.powerSlope(1 - p, gamma) * log - focus / p);
                mean += slopes[j] * shares[j];
            }
            for (int j = 0; j < outputs && gradient != null; j++) {
                // Through the division by the sum, or through softmax.
                double way = fromLogits ? shares[j] : 1 / total;
                gradient[gradientAt + r * outputs + j] = (float) (scale * weight * way * (slopes[j] - mean));
            }
        }
        return sum;
    }

    /** Writes what the predictions are of their sum, or their softmax; returns the sum. */
    private double shares(float[] predictions, int at, double[] shares) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < shares.length; j++) {
            highest = Math.max(highest, predictions[at + j]);
        }
        double total = 0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = fromLogits ? StrictMath.exp(predictions[at + j] - highest) : predictions[at + j];
            total += shares[j];
        }
        for (int j = 0; j < shares.length; j++) {
            shares[j] /= total;
        }
        return total;
    }
}
