// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The largest singular values of a large sparse matrix (Halko, Martinsson and Tropp 2011): the matrix is multiplied with a
 * few random columns, and then, {@code iterations} times, its transpose and it again, orthonormal columns being taken in
 * between (algorithm 4.4); in the space they span the decomposition is small (algorithm 5.1). The same bits on any number
 * of threads.
 *
 * @param values how many are wanted
 * @param extra columns beside these
 * @param iterations more are exacter, most where the singular values fall slowly
 * @param threads threads
 * @param seed of the random columns
 */
public record RandomizedSvd(int values, int extra, int iterations, int threads, long seed) {
    private static final int LANES = 16;

    /** Hears of the iterations. Between two of them a decomposition can be stopped, and gone on with from what it had. */
    public interface Passes {
        /** Nobody hears. */
        Passes ALL = new Passes() {};

        /**
         * Where to go on.
         *
         * @param range filled with what {@link #done} was given, or left alone
         * @return the iterations that it has had; -1 to begin at the beginning
         */
        default int restore(float[] range) throws IOException {
            return -1;
        }

        /**
         * Iterations that are done, from 0 on.
         *
         * @param range what the next one reads
         * @return false to stop here
         */
        default boolean done(int iterations, float[] range) throws IOException {
            return true;
        }
    }

    /** Checks the ranges. */
    public RandomizedSvd {
        if (values < 1 || extra < 0 || iterations < 0 || threads < 1) {
            throw new IllegalArgumentException("At least one value and one thread are needed. Received: values="
                    + values + ", extra=" + extra + ", iterations=" + iterations + ", threads=" + threads + ".");
        }
    }

    /** With 10 extra columns and 4 iterations, on all cores. */
    public RandomizedSvd(int values) {
        this(values, 10, 4, Runtime.getRuntime().availableProcessors(), 1);
    }

    /**
     * Decomposes.
     *
     * @return as many values as are wanted, or as the matrix has rows or columns
     */
    public Svd of(SparseMatrix matrix) {
        try {
            return of(matrix, Passes.ALL);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Decomposes, and may be stopped.
     *
     * @return as many values as are wanted, or as the matrix has rows or columns; null if it was stopped
     * @throws IOException if {@code passes} throws it
     */
    public Svd of(SparseMatrix matrix, Passes passes) throws IOException {
        try (Workers workers = new Workers(threads)) {
            SparseMatrix turned = matrix.transposed();
            TallMatrix range = range(matrix, turned, passes, KernelChoice.best(), workers);
            return range == null ? null : decompose(matrix, turned, range, KernelChoice.best(), workers);
        }
    }

    /** Orthonormal columns that span nearly what the largest singular values span; null if it was stopped. */
    private TallMatrix range(SparseMatrix matrix, SparseMatrix turned, Passes passes, Kernels kernels, Workers workers)
            throws IOException {
        int width = (values + extra + LANES - 1) / LANES * LANES;
        TallMatrix range = new TallMatrix(matrix.rows(), width);
        int done = passes.restore(range.values());
        if (done < 0) {
            range = product(matrix, start(matrix.columns(), width, workers), kernels, workers);
            done = 0;
        }
        for (; passes.done(done, range.values()); done++) {
            if (done == iterations) {
                return range;
            }
            TallMatrix back = product(turned, range, kernels, workers);
            range = product(matrix, back, kernels, workers);
        }
        return null;
    }

    private TallMatrix start(int rows, int width, Workers workers) throws IOException {
        TallMatrix start = new TallMatrix(rows, width);
        workers.run(rows, (worker, row) -> {
            for (int j = 0; j < width; j++) {
                start.values()[row * width + j] = (float) CounterRandom.normal(seed, (long) row * width + j);
            }
        });
        return start;
    }

    private Svd decompose(SparseMatrix matrix, SparseMatrix turned, TallMatrix range, Kernels kernels, Workers workers)
            throws IOException {
        int width = range.width();
        TallMatrix projected = new TallMatrix(matrix.columns(), width);
        turned.multiply(kernels, workers, range.values(), width, projected.values());
        TallMatrix.Orthonormal right = projected.orthonormal(kernels, workers);
        // projected = Aᵀ·range = Q·R, so A ≈ range·Rᵀ·Qᵀ; with Rᵀ = P·S·Tᵀ that is (range·P)·S·(Q·T)ᵀ.
        SingularValueDecomposition_F64<DMatrixRMaj> small =
                DecompositionFactory_DDRM.svd(width, width, true, true, false);
        if (!small.decompose(CommonOps_DDRM.transpose(right.triangle(), null))) {
            throw new IllegalArgumentException("A matrix to decompose must have finite values."
                    + " Received: a small matrix without decomposition. Look for NaN or infinite values.");
        }
        DMatrixRMaj p = small.getU(null, false);
        DMatrixRMaj t = small.getV(null, false);
        DMatrixRMaj s = small.getW(null);
        SingularOps_DDRM.descendingOrder(p, false, s, t, false);
        int kept = Math.min(values, Math.min(matrix.rows(), matrix.columns()));
        double[] found = new double[kept];
        Arrays.setAll(found, i -> s.get(i, i));
        return new Svd(
                matrix.rows(),
                matrix.columns(),
                found,
                range.times(p, kept, kernels, workers).values(),
                right.columns().times(t, kept, kernels, workers).values());
    }

    /** Orthonormal columns of a product. */
    private static TallMatrix product(SparseMatrix left, TallMatrix right, Kernels kernels, Workers workers)
            throws IOException {
        TallMatrix product = new TallMatrix(left.rows(), right.width());
        left.multiply(kernels, workers, right.values(), right.width(), product.values());
        return product.orthonormal(kernels, workers).columns();
    }
}
