// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code -t·log p - (1-t)·log(1-p)}, averaged over the outputs of a sample; Keras's BinaryCrossentropy. A probability is
 * clipped to [1e-7, 1-1e-7] first, so its gradient outside that range is 0, and half at its ends. The upper end is the
 * float nearest to 1-1e-7, which is 1-2⁻²³: as in Keras with its default precision, on JAX.
 *
 * @param fromLogits predictions are logits instead of probabilities: more exact, nothing is clipped
 * @param labelSmoothing from 0 to 1: the target {@code t} becomes {@code t·(1-s) + s/2}
 */
public record BinaryCrossentropy(boolean fromLogits, float labelSmoothing) implements Loss {
    private static final float LOWEST = 1e-7f;
    private static final float HIGHEST = 1 - 1e-7f;

    /** Checks the smoothing. */
    public BinaryCrossentropy {
        LossTerms.checkSmoothing(labelSmoothing);
    }

    /** From probabilities, without smoothing. */
    public BinaryCrossentropy() {
        this(false, 0);
    }

    /** This with predictions as logits. */
    public BinaryCrossentropy fromLogits(boolean value) {
        return new BinaryCrossentropy(value, labelSmoothing);
    }

    /** This with smoothed labels. */
    public BinaryCrossentropy labelSmoothing(float value) {
        return new BinaryCrossentropy(fromLogits, value);
    }

    @Override
    public String name() {
        return "binary_crossentropy";
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
            for (int j = 0; j < outputs; j++) {
                int i = r * outputs + j;
                double target = targets[targetsAt + i] * (1.0 - labelSmoothing) + 0.5 * labelSmoothing;
                double prediction = predictions[predictionsAt + i];
                sum += weight * (fromLogits ? ofLogit(target, prediction) : ofProbability(target, prediction));
                if (gradient != null) {
                    double slope = fromLogits ? LossTerms.sigmoid(prediction) - target : slope(target, prediction);
                    gradient[gradientAt + i] = (float) (scale * weight * slope);
                }
            }
        }
        return sum;
    }

    private static double ofProbability(double target, double probability) {
        double p = Math.min(Math.max(probability, LOWEST), HIGHEST);
        return -target * StrictMath.log(p) - (1 - target) * StrictMath.log(1 - p);
    }

    /** {@code max(z, 0) - z·t + log(1 + exp(-|z|))}, which cannot overflow. */
    private static double ofLogit(double target, double logit) {
        return Math.max(logit, 0) - logit * target + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
    }

    /** Many probabilities of a network that is far off its targets stand at the clip's ends: what they get decides its way. */
    private static double slope(double target, double p) {
        double share = p < LOWEST || p > HIGHEST ? 0 : p == LOWEST || p == HIGHEST ? .5 : 1;
        return share == 0 ? 0 : share * (p - target) / (p * (1 - p));
    }
}
