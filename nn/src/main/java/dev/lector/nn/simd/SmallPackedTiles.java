// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;

/**
 * The smaller tiles of {@code C + A·B} with B packed into panels as wide as the tile: rows by vectors, named by their number.
 * Written out, because a vector in an array or in a field would leave its register; and without
 * own methods, which the compiler would no longer inline in code of this size. See {@link Tiles}.
 */
final class SmallPackedTiles {
    private static final int W2 = 2 * V;

    private SmallPackedTiles() {}

    static void sixByTwo(
            int rows, int k, float[] a, int aAt, int lda, float[] b, int bAt, float[] c, int cAt, int ldc, int last) {
        int a1 = aAt + lda;
        int a2 = aAt + 2 * lda;
        int a3 = aAt + 3 * lda;
        int a4 = aAt + 4 * lda;
        int a5 = aAt + 5 * lda;
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
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * W2);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * W2 + V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
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
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
        }
        if (rows > 5) {
            c00.add(FloatVector.fromArray(S, c, cAt)).intoArray(c, cAt);
            c01.add(FloatVector.fromArray(S, c, cAt + last)).intoArray(c, cAt + last);
        }
        if (rows > 4) {
            c10.add(FloatVector.fromArray(S, c, cAt + ldc)).intoArray(c, cAt + ldc);
            c11.add(FloatVector.fromArray(S, c, cAt + ldc + last)).intoArray(c, cAt + ldc + last);
        }
        if (rows > 3) {
            c20.add(FloatVector.fromArray(S, c, cAt + 2 * ldc)).intoArray(c, cAt + 2 * ldc);
            c21.add(FloatVector.fromArray(S, c, cAt + 2 * ldc + last)).intoArray(c, cAt + 2 * ldc + last);
        }
        if (rows > 2) {
            c30.add(FloatVector.fromArray(S, c, cAt + 3 * ldc)).intoArray(c, cAt + 3 * ldc);
            c31.add(FloatVector.fromArray(S, c, cAt + 3 * ldc + last)).intoArray(c, cAt + 3 * ldc + last);
        }
        if (rows > 1) {
            c40.add(FloatVector.fromArray(S, c, cAt + 4 * ldc)).intoArray(c, cAt + 4 * ldc);
            c41.add(FloatVector.fromArray(S, c, cAt + 4 * ldc + last)).intoArray(c, cAt + 4 * ldc + last);
        }
        c50.add(FloatVector.fromArray(S, c, cAt + 5 * ldc)).intoArray(c, cAt + 5 * ldc);
        c51.add(FloatVector.fromArray(S, c, cAt + 5 * ldc + last)).intoArray(c, cAt + 5 * ldc + last);
    }

    static void sixByOne(
            int rows, int k, float[] a, int aAt, int lda, float[] b, int bAt, float[] c, int cAt, int ldc, int last) {
        int a1 = aAt + lda;
        int a2 = aAt + 2 * lda;
        int a3 = aAt + 3 * lda;
        int a4 = aAt + 4 * lda;
        int a5 = aAt + 5 * lda;
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
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p]);
            c50 = x5.fma(b0, c50);
        }
        if (rows > 5) {
            c00.add(FloatVector.fromArray(S, c, cAt + last)).intoArray(c, cAt + last);
        }
        if (rows > 4) {
            c10.add(FloatVector.fromArray(S, c, cAt + ldc + last)).intoArray(c, cAt + ldc + last);
        }
        if (rows > 3) {
            c20.add(FloatVector.fromArray(S, c, cAt + 2 * ldc + last)).intoArray(c, cAt + 2 * ldc + last);
        }
        if (rows > 2) {
            c30.add(FloatVector.fromArray(S, c, cAt + 3 * ldc + last)).intoArray(c, cAt + 3 * ldc + last);
        }
        if (rows > 1) {
            c40.add(FloatVector.fromArray(S, c, cAt + 4 * ldc + last)).intoArray(c, cAt + 4 * ldc + last);
        }
        c50.add(FloatVector.fromArray(S, c, cAt + 5 * ldc + last)).intoArray(c, cAt + 5 * ldc + last);
    }

    static void twoByTwo(
            int rows, int k, float[] a, int aAt, int lda, float[] b, int bAt, float[] c, int cAt, int ldc, int last) {
        int a1 = aAt + (rows - 1) * lda;
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * W2);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * W2 + V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
        }
        c00.add(FloatVector.fromArray(S, c, cAt)).intoArray(c, cAt);
        c01.add(FloatVector.fromArray(S, c, cAt + last)).intoArray(c, cAt + last);
        if (rows > 1) {
            c10.add(FloatVector.fromArray(S, c, cAt + ldc)).intoArray(c, cAt + ldc);
            c11.add(FloatVector.fromArray(S, c, cAt + ldc + last)).intoArray(c, cAt + ldc + last);
        }
    }

    static void twoByOne(
            int rows, int k, float[] a, int aAt, int lda, float[] b, int bAt, float[] c, int cAt, int ldc, int last) {
        int a1 = aAt + (rows - 1) * lda;
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * V);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
        }
        c00.add(FloatVector.fromArray(S, c, cAt + last)).intoArray(c, cAt + last);
        if (rows > 1) {
            c10.add(FloatVector.fromArray(S, c, cAt + ldc + last)).intoArray(c, cAt + ldc + last);
        }
    }
}
