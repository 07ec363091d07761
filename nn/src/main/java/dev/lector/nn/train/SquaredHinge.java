// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code max(1 - t·y, 0)²} for targets -1 and 1 (0 counts as -1), averaged over the outputs of a sample; Keras's
 * SquaredHinge.
 */
public record SquaredHinge() implements Loss {
    @Override
    public String name() {
        return "squared_hinge";
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
                double sign = LossTerms.hingeLabel(targets[targetsAt + i]);
                double margin = 1 - sign * predictions[predictionsAt + i];
                double violation = Math.max(margin, 0);
                sum += weight * violation * violation;
                if (gradient != null) {
                    gradient[gradientAt + i] = (float) (scale * weight * -2 * violation * sign);
                }
            }
        }
        return sum;
    }
}
