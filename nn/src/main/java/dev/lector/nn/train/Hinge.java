// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/**
 * {@code max(1 - t·y, 0)} for targets -1 and 1 (0 counts as -1), averaged over the outputs of a sample; Keras's Hinge. At
 * the kink the gradient is half of the slope, as in JAX.
 */
public record Hinge() implements Loss {
    @Override
    public String name() {
        return "hinge";
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
                sum += weight * Math.max(margin, 0);
                if (gradient != null) {
                    gradient[gradientAt + i] = (float) (scale * weight * -sign * (Math.signum(margin) + 1) / 2);
                }
            }
        }
        return sum;
    }
}
