// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.kernels.Kernels;

/** {@code (t - y)²}, averaged over the outputs of a sample; Keras's MeanSquaredError. */
public record MeanSquaredError() implements Loss {
    @Override
    public String name() {
        return "mean_squared_error";
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
                double error = (double) predictions[predictionsAt + i] - targets[targetsAt + i];
                sum += weight * error * error;
                if (gradient != null) {
                    gradient[gradientAt + i] = (float) (scale * weight * 2 * error);
                }
            }
        }
        return sum;
    }
}
