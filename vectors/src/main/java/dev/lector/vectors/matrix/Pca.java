// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Principal components by singular value decomposition: {@code X - mean = U·Σ·Vᵀ}, or {@code X = U·Σ·Vᵀ} of the raw
 * matrix. Exact, for matrices that fit a small memory. The sign of an axis is chosen so that its largest number is
 * positive.
 *
 * @param mean of each column; zeros if raw
 * @param singularValues falling
 * @param scores U·Σ: the place of each row on the axes, {@code (rows, axes)}
 * @param axes V: the place of each column, {@code (columns, axes)}
 */
public record Pca(double[] mean, double[] singularValues, double[][] scores, double[][] axes) {

    /**
     * Decomposes.
     *
     * @param rows of a matrix, at least one, all of one length; not modified
     * @param centered take the mean of each column away first
     */
    public static Pca of(double[][] rows, boolean centered) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        if (columns == 0) {
            throw new IllegalArgumentException("A matrix must have rows and columns. Received: rows=" + rows.length
                    + ", columns=" + columns + ".");
        }
        double[] mean = new double[columns];
        for (double[] row : rows) {
            for (int j = 0; j < columns && centered; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, rows[i][j] - mean[j]);
            }
        }
        return of(matrix, mean);
    }

    private static Pca of(DMatrixRMaj matrix, double[] mean) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, true, true, true);
        if (!svd.decompose(matrix.copy())) {
            throw new IllegalArgumentException("A matrix to decompose must have finite values. Received: "
                    + matrix.numRows + " rows without decomposition. Look for NaN or infinite values.");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        DMatrixRMaj s = svd.getW(null);
        SingularOps_DDRM.descendingOrder(u, false, s, v, false);
        int axes = Math.min(matrix.numRows, matrix.numCols);
        double[] values = new double[axes];
        double[][] places = new double[v.numRows][axes];
        double[][] scores = new double[u.numRows][axes];
        for (int axis = 0; axis < axes; axis++) {
            values[axis] = s.get(axis, axis);
            double sign = sign(v, axis);
            for (int j = 0; j < v.numRows; j++) {
                places[j][axis] = sign * v.get(j, axis);
            }
            for (int i = 0; i < u.numRows; i++) {
                scores[i][axis] = sign * u.get(i, axis) * values[axis];
            }
        }
        return new Pca(mean, values, scores, places);
    }

    private static double sign(DMatrixRMaj v, int axis) {
        double largest = 0;
        for (int j = 0; j < v.numRows; j++) {
            largest = Math.abs(v.get(j, axis)) > Math.abs(largest) ? v.get(j, axis) : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    /** The share of the sum of squares that the first axes keep. */
    public double share(int first) {
        double all = 0;
        double kept = 0;
        for (int i = 0; i < singularValues.length; i++) {
            double square = singularValues[i] * singularValues[i];
            all += square;
            kept += i < first ? square : 0;
        }
        return all == 0 ? 1 : kept / all;
    }
}
