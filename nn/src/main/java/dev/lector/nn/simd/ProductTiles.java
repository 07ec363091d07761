// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.Tiles.STEPS;
import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of {@code A·B}: A gathered row after row, {@code Tiles.STEPS} apart, B in panels as wide as the tile. See {@link Tiles}.
 */
final class ProductTiles {
    private ProductTiles() {}

    /** Writes a tile's sums: {@code rows} by {@code vectors} as {@link Tiles#rows} and the panel say, row after row. */
    static void multiply(int rows, int vectors, int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        if (vectors == 2) {
            if (rows == 10) {
                tenByTwo(k, a, aAt, b, bAt, sums);
            } else {
                fourByTwo(k, a, aAt, b, bAt, sums);
            }
        } else if (rows == 10) {
            tenByOne(k, a, aAt, b, bAt, sums);
        } else if (rows == 6) {
            sixByOne(k, a, aAt, b, bAt, sums);
        } else {
            fourByOne(k, a, aAt, b, bAt, sums);
        }
    }

    private static void tenByTwo(int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c60 = zero;
        FloatVector c61 = zero;
        FloatVector c70 = zero;
        FloatVector c71 = zero;
        FloatVector c80 = zero;
        FloatVector c81 = zero;
        FloatVector c90 = zero;
        FloatVector c91 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * (2 * V));
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * (2 * V) + V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + p + STEPS]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + p + 2 * STEPS]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + p + 3 * STEPS]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[aAt + p + 4 * STEPS]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[aAt + p + 5 * STEPS]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(S, a[aAt + p + 6 * STEPS]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(S, a[aAt + p + 7 * STEPS]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            FloatVector x8 = FloatVector.broadcast(S, a[aAt + p + 8 * STEPS]);
            c80 = x8.fma(b0, c80);
            c81 = x8.fma(b1, c81);
            FloatVector x9 = FloatVector.broadcast(S, a[aAt + p + 9 * STEPS]);
            c90 = x9.fma(b0, c90);
            c91 = x9.fma(b1, c91);
        }
        c00.intoArray(sums, 0);
        c01.intoArray(sums, V);
        c10.intoArray(sums, 2 * V);
        c11.intoArray(sums, 3 * V);
        c20.intoArray(sums, 4 * V);
        c21.intoArray(sums, 5 * V);
        c30.intoArray(sums, 6 * V);
        c31.intoArray(sums, 7 * V);
        c40.intoArray(sums, 8 * V);
        c41.intoArray(sums, 9 * V);
        c50.intoArray(sums, 10 * V);
        c51.intoArray(sums, 11 * V);
        c60.intoArray(sums, 12 * V);
        c61.intoArray(sums, 13 * V);
        c70.intoArray(sums, 14 * V);
        c71.intoArray(sums, 15 * V);
        c80.intoArray(sums, 16 * V);
        c81.intoArray(sums, 17 * V);
        c90.intoArray(sums, 18 * V);
        c91.intoArray(sums, 19 * V);
    }

    private static void tenByOne(int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        FloatVector c20 = zero;
        FloatVector c30 = zero;
        FloatVector c40 = zero;
        FloatVector c50 = zero;
        FloatVector c60 = zero;
        FloatVector c70 = zero;
        FloatVector c80 = zero;
        FloatVector c90 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + p + STEPS]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + p + 2 * STEPS]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + p + 3 * STEPS]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[aAt + p + 4 * STEPS]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[aAt + p + 5 * STEPS]);
            c50 = x5.fma(b0, c50);
            FloatVector x6 = FloatVector.broadcast(S, a[aAt + p + 6 * STEPS]);
            c60 = x6.fma(b0, c60);
            FloatVector x7 = FloatVector.broadcast(S, a[aAt + p + 7 * STEPS]);
            c70 = x7.fma(b0, c70);
            FloatVector x8 = FloatVector.broadcast(S, a[aAt + p + 8 * STEPS]);
            c80 = x8.fma(b0, c80);
            FloatVector x9 = FloatVector.broadcast(S, a[aAt + p + 9 * STEPS]);
            c90 = x9.fma(b0, c90);
        }
        c00.intoArray(sums, 0);
        c10.intoArray(sums, V);
        c20.intoArray(sums, 2 * V);
        c30.intoArray(sums, 3 * V);
        c40.intoArray(sums, 4 * V);
        c50.intoArray(sums, 5 * V);
        c60.intoArray(sums, 6 * V);
        c70.intoArray(sums, 7 * V);
        c80.intoArray(sums, 8 * V);
        c90.intoArray(sums, 9 * V);
    }

    private static void sixByOne(int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        FloatVector c20 = zero;
        FloatVector c30 = zero;
        FloatVector c40 = zero;
        FloatVector c50 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + p + STEPS]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + p + 2 * STEPS]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + p + 3 * STEPS]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[aAt + p + 4 * STEPS]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[aAt + p + 5 * STEPS]);
            c50 = x5.fma(b0, c50);
        }
        c00.intoArray(sums, 0);
        c10.intoArray(sums, V);
        c20.intoArray(sums, 2 * V);
        c30.intoArray(sums, 3 * V);
        c40.intoArray(sums, 4 * V);
        c50.intoArray(sums, 5 * V);
    }

    private static void fourByTwo(int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * (2 * V));
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * (2 * V) + V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + p + STEPS]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + p + 2 * STEPS]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + p + 3 * STEPS]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        c00.intoArray(sums, 0);
        c01.intoArray(sums, V);
        c10.intoArray(sums, 2 * V);
        c11.intoArray(sums, 3 * V);
        c20.intoArray(sums, 4 * V);
        c21.intoArray(sums, 5 * V);
        c30.intoArray(sums, 6 * V);
        c31.intoArray(sums, 7 * V);
    }

    /** The rows that make whole tiles, without a copy; returns how many. */
    static int few(
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
            int ldc) {
        int rows = m - m % Tiles.SHORT;
        for (int column = 0; column < n; column += 2 * V) {
            for (int i = 0; i < rows; i += Tiles.SHORT) {
                fourByTwoOfFew(k, a, aAt + i * lda, lda, packed, packedAt + column * k, c, cAt + i * ldc + column, ldc);
            }
        }
        return rows;
    }

    /**
     * {@link #fourByTwo} for few steps, which a copy of A and a detour of the sums would not pay: reads A where it stands and
     * adds to C at once. The same sums, so the same bits.
     */
    private static void fourByTwoOfFew(
            int k, float[] a, int a0, int lda, float[] b, int bAt, float[] c, int cAt, int ldc) {
        int a1 = a0 + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * (2 * V));
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * (2 * V) + V);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        FloatVector.fromArray(S, c, cAt).add(c00).intoArray(c, cAt);
        FloatVector.fromArray(S, c, cAt + V).add(c01).intoArray(c, cAt + V);
        int c1 = cAt + ldc;
        FloatVector.fromArray(S, c, c1).add(c10).intoArray(c, c1);
        FloatVector.fromArray(S, c, c1 + V).add(c11).intoArray(c, c1 + V);
        int c2 = c1 + ldc;
        FloatVector.fromArray(S, c, c2).add(c20).intoArray(c, c2);
        FloatVector.fromArray(S, c, c2 + V).add(c21).intoArray(c, c2 + V);
        int c3 = c2 + ldc;
        FloatVector.fromArray(S, c, c3).add(c30).intoArray(c, c3);
        FloatVector.fromArray(S, c, c3 + V).add(c31).intoArray(c, c3 + V);
    }

    private static void fourByOne(int k, float[] a, int aAt, float[] b, int bAt, float[] sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        FloatVector c20 = zero;
        FloatVector c30 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + p + STEPS]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + p + 2 * STEPS]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + p + 3 * STEPS]);
            c30 = x3.fma(b0, c30);
        }
        c00.intoArray(sums, 0);
        c10.intoArray(sums, V);
        c20.intoArray(sums, 2 * V);
        c30.intoArray(sums, 3 * V);
    }
}
