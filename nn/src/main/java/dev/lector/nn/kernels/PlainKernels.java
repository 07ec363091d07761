// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * The kernels in plain Java: the oracle for the vector ones, the fallback where the Vector API is absent, and the choice
 * of a process too short to warm up. The inner loops run over neighbouring values, so that the JIT compiler may use
 * vector instructions.
 */
public class PlainKernels extends PlainRecurrent implements Kernels {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int packedLength(int k, int n) {
        return k * n;
    }

    @Override
    public void pack(int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                packed[packedAt + p * n + j] = b[bAt + p * rowStride + j * colStride];
            }
        }
    }

    @Override
    public void matmul(
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
            boolean relu) {
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < m; i++) {
                int row = cAt + s * cNext + i * ldc;
                if (bias != null) {
                    copy(n, bias, biasAt, c, row);
                } else if (!accumulate) {
                    fill(n, 0, c, row);
                }
                addRowTimesMatrix(n, k, a, aAt + s * aNext + i * lda, 1, packed, packedAt, n, c, row);
                if (relu) {
                    relu(n, c, row, c, row);
                }
            }
        }
    }

    @Override
    public void matmulTransposedLeft(
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
            int ldc) {
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < m; i++) {
                addRowTimesMatrix(n, k, a, aAt + s * aNext + i, lda, b, bAt + s * bNext, ldb, c, cAt + i * ldc);
            }
        }
    }

    /** Adds a vector of distance {@code aStride} times a k×n matrix to a row, four rows of the matrix at a time. */
    private static void addRowTimesMatrix(
            int n, int k, float[] a, int aAt, int aStride, float[] b, int bAt, int ldb, float[] c, int cAt) {
        int p = 0;
        for (; p < k - 3; p += 4) {
            float a0 = a[aAt + p * aStride];
            float a1 = a[aAt + (p + 1) * aStride];
            float a2 = a[aAt + (p + 2) * aStride];
            float a3 = a[aAt + (p + 3) * aStride];
            int b0 = bAt + p * ldb;
            addFour(n, a0, a1, a2, a3, b, b0, b0 + ldb, b0 + 2 * ldb, b0 + 3 * ldb, c, cAt);
        }
        for (; p < k; p++) {
            float value = a[aAt + p * aStride];
            int row = bAt + p * ldb;
            for (int j = 0; j < n; j++) {
                c[cAt + j] += value * b[row + j];
            }
        }
    }

    private static void addFour(
            int n,
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b,
            int b0,
            int b1,
            int b2,
            int b3,
            float[] c,
            int cAt) {
        for (int j = 0; j < n; j++) {
            c[cAt + j] += (a0 * b[b0 + j] + a1 * b[b1 + j]) + (a2 * b[b2 + j] + a3 * b[b3 + j]);
        }
    }
}
