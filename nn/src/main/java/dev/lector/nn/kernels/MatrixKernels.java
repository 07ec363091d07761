// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Matrix products, and what is done to matrices for them. See {@link Kernels} for the grammar of the parameters. */
public interface MatrixKernels {
    /**
     * {@code B = Aᵀ}: A is m×n with row distance {@code lda}, B is n×m with row distance {@code ldb}.
     *
     * @param b modified
     */
    void transpose(int m, int n, float[] a, int aAt, int lda, float[] b, int bAt, int ldb);

    /** Floats that {@link #pack} writes for a right operand of {@code k} rows and {@code n} columns. */
    int packedLength(int k, int n);

    /**
     * Packs a right operand for {@link #matmul}: element (p, j) is {@code b[bAt + p*rowStride + j*colStride]}, so that a
     * transposed matrix is packed by swapping the strides.
     *
     * @param packed modified: {@link #packedLength} floats from {@code packedAt}
     */
    void pack(int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt);

    /**
     * {@code C = A·B}, or {@code C = C + A·B}, or {@code C = act(A·B + bias)}, for each sample: A is m×k with element
     * (i, p) at {@code a[aAt + i*lda + p]}, and each further sample's A and C begin {@code aNext} and {@code cNext} later.
     * {@code lda} may be smaller than {@code k}: overlapping rows are the windows of a one-dimensional convolution in
     * channels-last layout. A value of C does not depend on how many rows and samples are computed with it, to the bit.
     *
     * @param packed the right operand k×n, made by {@link #pack} of the same implementation
     * @param c modified: m×n, row distance {@code ldc}. Rows may overlap if {@code accumulate}
     * @param accumulate add to what stands in {@code c}; then {@code bias} must be null and {@code relu} false
     * @param bias n values added to every row, or null
     * @param relu replace negative results by 0
     */
    void matmul(
            int samples,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc,
            int cNext,
            boolean accumulate,
            float[] bias,
            int biasAt,
            boolean relu);

    /** The product of one sample. */
    default void matmul(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc,
            boolean accumulate,
            float[] bias,
            int biasAt,
            boolean relu) {
        matmul(1, m, n, k, a, aAt, lda, 0, packed, packedAt, c, cAt, ldc, 0, accumulate, bias, biasAt, relu);
    }

    /**
     * {@code C = C + Σ Aᵀ·B} over the samples, the gradient of a weight matrix: A is k×m with element (p, i) at
     * {@code a[aAt + p*lda + i]} (rows may overlap), B is k×n with row distance {@code ldb}; each further sample's A
     * and B begin {@code aNext} and {@code bNext} later.
     *
     * @param c modified: m×n, row distance {@code ldc}
     */
    void matmulTransposedLeft(
            int samples,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] b,
            int bAt,
            int ldb,
            int bNext,
            float[] c,
            int cAt,
            int ldc);

    /** {@code C = C + Aᵀ·B}: the gradient of a weight matrix by one sample. */
    default void matmulTransposedLeft(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc) {
        matmulTransposedLeft(1, m, n, k, a, aAt, lda, 0, b, bAt, ldb, 0, c, cAt, ldc);
    }
}
