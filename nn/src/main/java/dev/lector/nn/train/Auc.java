// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.Arrays;

/**
 * The area under the ROC or the precision-recall curve, as Keras's AUC gets it: from counts at 200 evenly spaced
 * thresholds, memory not growing with the samples. ROC by trapezoids; precision-recall interpolated as Davis and
 * Goadrich (2006), section 4, propose. All outputs are counted together, each against its own target.
 */
public final class Auc implements Metric {
    private static final int THRESHOLDS = 200;

    private final Curve curve;
    private final boolean fromLogits;
    /** Weight of the samples between two thresholds. */
    private final double[] positives = new double[THRESHOLDS];

    private final double[] negatives = new double[THRESHOLDS];

    /** Which curve. */
    public enum Curve {
        /** True positive rate over false positive rate. */
        ROC,
        /** Precision over recall. */
        PR
    }

    /** Under the ROC curve, of probabilities. */
    public Auc() {
        this(Curve.ROC, false);
    }

    /**
     * Under a curve.
     *
     * @param fromLogits predictions are logits instead of probabilities
     */
    public Auc(Curve curve, boolean fromLogits) {
        this.curve = curve;
        this.fromLogits = fromLogits;
    }

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public void reset() {
        Arrays.fill(positives, 0);
        Arrays.fill(negatives, 0);
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
        Targets.checkWidth("AUC", targetWidth, outputs);
        for (int r = 0; r < rows; r++) {
            double weight = weights == null ? 1 : weights[weightsAt + r];
            for (int j = 0; j < outputs; j++) {
                float prediction = predictions[predictionsAt + r * outputs + j];
                float p = fromLogits ? (float) LossTerms.sigmoid(prediction) : Math.min(Math.max(prediction, 0), 1);
                int bucket = Math.max((int) Math.ceil(p * (THRESHOLDS - 1)) - 1, 0);
                boolean positive = Targets.isPositive(targets, targetsAt, targetWidth, outputs, r, j);
                (positive ? positives : negatives)[bucket] += weight;
            }
        }
    }

    @Override
    public double result() {
        double truePositives = 0;
        double falsePositives = 0;
        double allPositives = Arrays.stream(positives).sum();
        double allNegatives = Arrays.stream(negatives).sum();
        double area = 0;
        for (int i = THRESHOLDS - 1; i >= 0; i--) {
            double tp = truePositives + positives[i];
            double fp = falsePositives + negatives[i];
            area += curve == Curve.ROC
                    ? ratio(fp - falsePositives, allNegatives) * ratio(truePositives + tp, allPositives) / 2
                    : precisionRecallStrip(truePositives, falsePositives, tp, fp, allPositives);
            truePositives = tp;
            falsePositives = fp;
        }
        return area;
    }

    /** Between a threshold (A) and the next lower one (B), true positives growing linearly with predicted ones. */
    private static double precisionRecallStrip(double tpA, double fpA, double tpB, double fpB, double allPositives) {
        double predictedA = tpA + fpA;
        double predictedB = tpB + fpB;
        double slope = ratio(tpB - tpA, predictedB - predictedA);
        double intercept = tpA - slope * predictedA;
        double ratio = predictedA > 0 && predictedB > 0 ? predictedB / predictedA : 1;
        return ratio(slope * (tpB - tpA + intercept * StrictMath.log(ratio)), allPositives);
    }

    private static double ratio(double a, double b) {
        return b == 0 ? 0 : a / b;
    }
}
