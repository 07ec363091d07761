// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

/**
 * The largest singular values of a matrix with their vectors: {@code A ≈ U·diag(values)·Vᵀ}.
 *
 * @param rows of the matrix
 * @param columns of the matrix
 * @param values falling
 * @param left U, {@code (rows, values)}
 * @param right V, {@code (columns, values)}
 */
public record Svd(int rows, int columns, double[] values, float[] left, float[] right) {

    /**
     * Rows for the rows of the matrix: {@code U·diag(values^power)}.
     *
     * @param power 1 gives U·Σ; 0.5 and 0 are better for word similarity (Levy, Goldberg and Dagan 2015)
     */
    public float[] rowVectors(double power) {
        return scaled(left, rows, power);
    }

    /** The same for the columns: {@code V·diag(values^power)}. */
    public float[] columnVectors(double power) {
        return scaled(right, columns, power);
    }

    private float[] scaled(float[] side, int count, double power) {
        float[] vectors = new float[side.length];
        int n = values.length;
        for (int j = 0; j < n; j++) {
            float scale = values[j] == 0 ? 0 : (float) StrictMath.pow(values[j], power);
            for (int row = 0; row < count; row++) {
                vectors[row * n + j] = side[row * n + j] * scale;
            }
        }
        return vectors;
    }
}
