// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * A dense matrix of many rows and few columns. Products run over blocks of rows that do not depend on the number of
 * threads and are summed in their order.
 *
 * @param rows how many there are
 * @param width columns
 * @param values row by row
 */
record TallMatrix(int rows, int width, float[] values) {
    private static final int BLOCK = 2_048;
    /** Of the largest square; what single precision leaves of a Gram matrix is not much better. */
    private static final double SHIFT = 1e-7;

    TallMatrix(int rows, int width) {
        this(rows, width, new float[checked(rows, width)]);
    }

    private static int checked(int rows, int width) {
        if ((long) rows * width > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Rows times columns must fit one array. Received: rows=" + rows
                    + ", columns=" + width + ". Take fewer dimensions.");
        }
        return rows * width;
    }

    /** The product of this matrix, transposed, with itself. */
    DMatrixRMaj gram(Kernels kernels, Workers workers) throws IOException {
        int blocks = (rows + BLOCK - 1) / BLOCK;
        float[][] sums = new float[blocks][];
        workers.run(blocks, (worker, block) -> {
            float[] sum = new float[width * width];
            int first = block * BLOCK;
            int n = Math.min(BLOCK, rows - first);
            kernels.matmulTransposedLeft(
                    width, width, n, values, first * width, width, values, first * width, width, sum, 0, width);
            sums[block] = sum;
        });
        DMatrixRMaj gram = new DMatrixRMaj(width, width);
        for (float[] sum : sums) {
            for (int i = 0; i < sum.length; i++) {
                gram.data[i] += sum[i];
            }
        }
        return gram;
    }

    /** The product with a small matrix: {@code width} rows, {@code columns} of its columns. */
    TallMatrix times(DMatrixRMaj right, int columns, Kernels kernels, Workers workers) throws IOException {
        float[] small = new float[width * columns];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < columns; j++) {
                small[i * columns + j] = (float) right.get(i, j);
            }
        }
        float[] packed = new float[kernels.packedLength(width, columns)];
        kernels.pack(width, columns, small, 0, columns, 1, packed, 0);
        TallMatrix product = new TallMatrix(rows, columns);
        workers.run((rows + BLOCK - 1) / BLOCK, (worker, block) -> {
            int first = block * BLOCK;
            int n = Math.min(BLOCK, rows - first);
            kernels.matmul(
                    n,
                    columns,
                    width,
                    values,
                    first * width,
                    width,
                    packed,
                    0,
                    product.values,
                    first * columns,
                    columns,
                    false,
                    null,
                    0,
                    false);
        });
        return product;
    }

    /**
     * Orthonormal columns that span the same space.
     *
     * @param columns orthonormal; if this matrix has fewer independent ones, the others are of rounding
     * @param triangle this matrix is {@code columns · triangle}
     */
    record Orthonormal(TallMatrix columns, DMatrixRMaj triangle) {}

    /** By Cholesky's decomposition of the Gram matrix, shifted, and once more (Fukaya et al. 2020, shifted CholeskyQR). */
    Orthonormal orthonormal(Kernels kernels, Workers workers) throws IOException {
        TallMatrix columns = this;
        DMatrixRMaj triangle = CommonOps_DDRM.identity(width);
        for (int pass = 0; pass < 3; pass++) {
            DMatrixRMaj gram = columns.gram(kernels, workers);
            if (CommonOps_DDRM.elementMaxAbs(gram) == 0) {
                return new Orthonormal(columns, new DMatrixRMaj(width, width));
            }
            DMatrixRMaj lower = cholesky(gram);
            DMatrixRMaj upper = CommonOps_DDRM.transpose(lower, null);
            TriangularSolver_DDRM.invertLower(lower.data, width);
            columns = columns.times(CommonOps_DDRM.transpose(lower, null), width, kernels, workers);
            triangle = CommonOps_DDRM.mult(upper, triangle, null);
        }
        return new Orthonormal(columns, triangle);
    }

    private static DMatrixRMaj cholesky(DMatrixRMaj gram) {
        for (double shift = SHIFT * CommonOps_DDRM.elementMaxAbs(gram); ; shift *= 10) {
            DMatrixRMaj shifted = gram.copy();
            for (int i = 0; i < gram.numRows; i++) {
                shifted.add(i, i, shift);
            }
            CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(gram.numRows, true);
            if (cholesky.decompose(shifted)) {
                return cholesky.getT(null);
            }
        }
    }
}
