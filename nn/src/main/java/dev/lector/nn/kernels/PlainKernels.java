// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * The kernels in plain Java: the oracle for the vector ones, the fallback where the Vector API is absent, and the choice
 * of a process too short to warm up.
 */
public class PlainKernels extends PlainWinograd implements Kernels {
    @Override
    public String name() {
        return "plain";
    }

    /** In blocks of four by four, so that each line of the caches is read and written several values at a time. */
    @Override
    public void transpose(int m, int n, float[] a, int aAt, int lda, float[] b, int bAt, int ldb) {
        int rows = m & -4;
        int columns = n & -4;
        for (int j = 0; j < columns; j += 4) {
            for (int i = 0; i < rows; i += 4) {
                transposeFour(a, aAt + i * lda + j, lda, b, bAt + j * ldb + i, ldb);
            }
        }
        for (int j = 0; j < n; j++) {
            for (int i = j < columns ? rows : 0; i < m; i++) {
                b[bAt + j * ldb + i] = a[aAt + i * lda + j];
            }
        }
    }

    private static void transposeFour(float[] a, int aAt, int lda, float[] b, int bAt, int ldb) {
        for (int j = 0; j < 4; j++) {
            int from = aAt + j;
            int to = bAt + j * ldb;
            float first = a[from];
            float second = a[from + lda];
            float third = a[from + 2 * lda];
            b[to + 3] = a[from + 3 * lda];
            b[to] = first;
            b[to + 1] = second;
            b[to + 2] = third;
        }
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
            int to = cAt + s * cNext;
            for (int i = 0; i < m && !accumulate; i++) {
                if (bias == null) {
                    fill(n, 0, c, to + i * ldc);
                } else {
                    copy(n, bias, biasAt, c, to + i * ldc);
                }
            }
            PlainProduct.add(m, n, k, a, aAt + s * aNext, lda, 1, packed, packedAt, n, c, to, ldc);
            for (int i = 0; i < m && relu; i++) {
                relu(n, c, to + i * ldc, c, to + i * ldc);
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
            PlainProduct.add(m, n, k, a, aAt + s * aNext, 1, lda, b, bAt + s * bNext, ldb, c, cAt, ldc);
        }
    }
}
