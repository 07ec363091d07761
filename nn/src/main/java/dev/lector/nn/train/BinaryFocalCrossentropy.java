// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * Cross-entropy times {@code (1 - q)^gamma}, {@code q} being the probability of what is true: what is answered well counts less
 * (Lin et al. 2017, Focal Loss for Dense Object Detection, eq. 4). Averaged over the outputs of a sample; Keras's
 * BinaryFocalCrossentropy. A probability is clipped to [1e-7, 1-1e-7] in the logarithm, so its slope there is 0.
 *
 * @param gamma at least 0; 0 gives the cross-entropy
 * @param alpha from 0 to 1: factor of a target of 1, {@code 1 - alpha} that of 0, if classes are balanced
 * @param balanced whether the factors apply; Keras's apply_class_balancing
 * @param fromLogits predictions are logits instead of probabilities
 */
public record BinaryFocalCrossentropy(float gamma, float alpha, boolean balanced, boolean fromLogits) implements Loss {
    /** Checks the ranges. */
    public BinaryFocalCrossentropy {
        LossTerms.checkFocal(gamma, alpha);
    }

    /** Keras's defaults: gamma 2, not balanced (alpha would be 0.25), from probabilities. */
    public BinaryFocalCrossentropy() {
        this(2, .25f, false, false);
    }

    /** This with another focusing. */
    public BinaryFocalCrossentropy gamma(float value) {
        return new BinaryFocalCrossentropy(value, alpha, balanced, fromLogits);
    }

    /** This with balanced classes. */
    public BinaryFocalCrossentropy balanced(float value) {
        return new BinaryFocalCrossentropy(gamma, value, true, fromLogits);
    }

    /** This with predictions as logits. */
    public BinaryFocalCrossentropy fromLogits(boolean value) {
        return new BinaryFocalCrossentropy(gamma, alpha, balanced, value);
    }

    @Override
    public String name() {
        return "binary_focal_crossentropy";
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
            double weight = (weights == null ? 1.0 : weights[weightsAt + r]) / outputs;
            for (int i = r * outputs; i < (r + 1) * outputs; i++) {
                double target = targets[targetsAt + i];
                double prediction = predictions[predictionsAt + i];
                double p = fromLogits ? LossTerms.sigmoid(prediction) : prediction;
                double factor = weight * (balanced ? target * alpha + (1 - target) * (1 - alpha) : 1);
                double clipped = LossTerms.clip(p);
                double entropy = -target * StrictMath.log(clipped) - (1 - target) * StrictMath.log(1 - clipped);
                double missing = 1 - (target * p + (1 - target) * (1 - p));
                double focus = StrictMath.pow(missing, gamma);
                sum += factor * focus * entropy;
                if (gradient != null) {
                    double ofEntropy = LossTerms.isClipped(p) ? 0 : (p - target) / (p * (1 - p));
                    double ofFocus = LossTerms.powerSlope(missing, gamma) * (1 - 2 * target);
                    double slope = focus * ofEntropy + ofFocus * entropy;
                    gradient[gradientAt + i] = (float) (scale * factor * slope * (fromLogits ? p * (1 - p) : 1));
                }
            }
        }
        return sum;
    }
}
