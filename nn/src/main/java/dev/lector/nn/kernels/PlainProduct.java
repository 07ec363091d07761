// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import java.util.Arrays;

/**
 * The matrix products of the plain kernels, and the memory of one thread for them.
 *
 * <p>C2 turns a loop over several arrays into vector code only if all of them have the same index: with {@code c[cAt + j]
 * += x * b[bAt + j]} it cannot tell that the two never meet, and computes one value at a time (JDK 17 and 25). So rows of B
 * are copied to arrays that begin at 0, and the sums of a block of rows have arrays of their own.
 */
final class PlainProduct {
    /** Rows of C that share a copied row of B. */
    private static final int ROWS = 16;
    /** Columns of a block: its sums stay in the first-level cache. */
    private static final int COLUMNS = 512;
    /** Fewer columns are not worth the copies. */
    private static final int NARROW = 8;

    private static final ThreadLocal<PlainProduct> MINE = ThreadLocal.withInitial(PlainProduct::new);

    private final float[][] sums = new float[ROWS][COLUMNS];
    private final float[][] right = new float[4][COLUMNS];

    private PlainProduct() {}

    /**
     * {@code C = C + A·B}: element (i, p) of A is {@code a[aAt + i*aRow + p*aStep]}, the rows of B are {@code ldb} apart.
     * Rows of C may overlap.
     */
    static void add(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc) {
        if (n < NARROW) {
            addNarrow(m, n, k, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc);
            return;
        }
        PlainProduct own = MINE.get();
        for (int column = 0; column < n; column += COLUMNS) {
            int columns = Math.min(COLUMNS, n - column);
            for (int i = 0; i < m; i += ROWS) {
                int rows = Math.min(ROWS, m - i);
                own.sum(rows, columns, k, a, aAt + i * aRow, aRow, aStep, b, bAt + column, ldb);
                own.addSums(rows, columns, c, cAt + i * ldc + column, ldc);
            }
        }
    }

    private void sum(int m, int n, int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb) {
        for (int i = 0; i < m; i++) {
            Arrays.fill(sums[i], 0, n, 0);
        }
        int p = 0;
        for (; p < k - 3; p += 4) {
            for (int q = 0; q < 4; q++) {
                System.arraycopy(b, bAt + (p + q) * ldb, right[q], 0, n);
            }
            for (int i = 0; i < m; i++) {
                int at = aAt + i * aRow + p * aStep;
                float a1 = a[at + aStep];
                float a2 = a[at + 2 * aStep];
                float a3 = a[at + 3 * aStep];
                addFour(n, a[at], a1, a2, a3, right[0], right[1], right[2], right[3], sums[i]);
            }
        }
        for (; p < k; p++) {
            System.arraycopy(b, bAt + p * ldb, right[0], 0, n);
            for (int i = 0; i < m; i++) {
                addScaled(n, a[aAt + i * aRow + p * aStep], right[0], sums[i]);
            }
        }
    }

    private static void addFour(
            int n, float a0, float a1, float a2, float a3, float[] b0, float[] b1, float[] b2, float[] b3, float[] c) {
        for (int j = 0; j < n; j++) {
            c[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void addScaled(int n, float alpha, float[] x, float[] y) {
        for (int j = 0; j < n; j++) {
            y[j] += alpha * x[j];
        }
    }

    private void addSums(int m, int n, float[] c, int cAt, int ldc) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, cAt + i * ldc, right[0], 0, n);
            addScaled(n, 1, sums[i], right[0]);
            System.arraycopy(right[0], 0, c, cAt + i * ldc, n);
        }
    }

    private static void addNarrow(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                float value = a[aAt + i * aRow + p * aStep];
                for (int j = 0; j < n; j++) {
                    c[cAt + i * ldc + j] += value * b[bAt + p * ldb + j];
                }
            }
        }
    }
}
