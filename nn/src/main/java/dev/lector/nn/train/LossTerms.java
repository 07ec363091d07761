// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * What several losses share. Losses see a handful of values a sample, so they run in double precision and through
 * {@link StrictMath}, which gives the same bits interpreted and compiled.
 */
final class LossTerms {
    /** Keras's {@code backend.epsilon()}. */
    static final double EPSILON = 1e-7;

    private LossTerms() {}

    static double clip(double probability) {
        return Math.min(Math.max(probability, EPSILON), 1 - EPSILON);
    }

    /** True where {@link #clip} has no slope; false for NaN, which must be seen and not hidden. */
    static boolean isClipped(double probability) {
        return probability < EPSILON || probability > 1 - EPSILON;
    }

    static double sigmoid(double logit) {
        double e = StrictMath.exp(-Math.abs(logit));
        return (logit < 0 ? e : 1) / (1 + e);
    }

    /** Labels 0 and 1 become -1 and 1. */
    static double hingeLabel(float target) {
        return target == 0 ? -1 : target;
    }

    static void checkSmoothing(float labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException(
                    "Label smoothing must lie between 0 and 1. Received: labelSmoothing=" + labelSmoothing + ".");
        }
    }

    static void checkFocal(float gamma, float alpha) {
        if (!(gamma >= 0 && gamma < Float.POSITIVE_INFINITY && alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("A focal loss has a gamma of at least 0 and an alpha between 0 and 1."
                    + " Received: gamma=" + gamma + ", alpha=" + alpha + ".");
        }
    }

    /** The slope of {@code base^power}; 0 at a base of 0, where it may have none. */
    static double powerSlope(double base, double power) {
        return base == 0 ? 0 : power * StrictMath.pow(base, power - 1);
    }

    /**
     * Cross-entropy of one sample against a distribution over classes, and its gradient.
     *
     * @param label index of the true class, or -1 to read one target a class
     * @param targets one a class from {@code targetsAt}, if {@code label} is -1
     * @param scale factor of the gradient
     * @param gradient modified, {@code classes} values; null if it is not wanted
     */
    static double categorical(
            boolean fromLogits,
            float labelSmoothing,
            int classes,
            float[] predictions,
            int at,
            int label,
            float[] targets,
            int targetsAt,
            double scale,
            float[] gradient,
            int gradientAt) {
        return fromLogits
                ? ofLogits(
                        labelSmoothing,
                        classes,
                        predictions,
                        at,
                        label,
                        targets,
                        targetsAt,
                        scale,
                        gradient,
                        gradientAt)
                : ofProbabilities(
                        labelSmoothing,
                        classes,
                        predictions,
                        at,
                        label,
                        targets,
                        targetsAt,
                        scale,
                        gradient,
                        gradientAt);
    }

    private static double ofLogits(
            float smoothing,
            int classes,
            float[] predictions,
            int at,
            int label,
            float[] targets,
            int targetsAt,
            double scale,
            float[] gradient,
            int gradientAt) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            max = Math.max(max, predictions[at + j]);
        }
        double total = 0;
        for (int j = 0; j < classes; j++) {
            total += StrictMath.exp(predictions[at + j] - max);
        }
        double logTotal = StrictMath.log(total);
        double loss = 0;
        double mass = 0;
        for (int j = 0; j < classes; j++) {
            double target = target(smoothing, classes, j, label, targets, targetsAt);
            mass += target;
            if (target != 0) {
                loss -= target * (predictions[at + j] - max - logTotal);
            }
        }
        for (int j = 0; j < classes && gradient != null; j++) {
            double target = target(smoothing, classes, j, label, targets, targetsAt);
            double softmax = StrictMath.exp(predictions[at + j] - max) / total;
            gradient[gradientAt + j] = (float) (scale * (mass * softmax - target));
        }
        return loss;
    }

    /** As Keras: the probabilities are divided by their sum, then clipped, then {@code -Σ t·log p}. */
    private static double ofProbabilities(
            float smoothing,
            int classes,
            float[] predictions,
            int at,
            int label,
            float[] targets,
            int targetsAt,
            double scale,
            float[] gradient,
            int gradientAt) {
        double total = 0;
        for (int j = 0; j < classes; j++) {
            total += predictions[at + j];
        }
        double loss = 0;
        double shared = 0;
        for (int j = 0; j < classes; j++) {
            double target = target(smoothing, classes, j, label, targets, targetsAt);
            double p = predictions[at + j] / total;
            if (target != 0) {
                loss -= target * StrictMath.log(clip(p));
                shared += isClipped(p) ? 0 : target;
            }
        }
        for (int j = 0; j < classes && gradient != null; j++) {
            double target = target(smoothing, classes, j, label, targets, targetsAt);
            double p = predictions[at + j] / total;
            double own = target == 0 || isClipped(p) ? 0 : target / p;
            gradient[gradientAt + j] = (float) (scale * (shared - own) / total);
        }
        return loss;
    }

    private static double target(float smoothing, int classes, int j, int label, float[] targets, int targetsAt) {
        double hard = label >= 0 ? (j == label ? 1 : 0) : targets[targetsAt + j];
        return smoothing == 0 ? hard : hard * (1.0 - smoothing) + smoothing / (double) classes;
    }
}
