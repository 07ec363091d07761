// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Tiles of {@code C + Aᵀ·B} with A and B as they stand: rows by vectors, named by their number.
 * Written out, because a vector in an array or in a field would leave its register. See {@link Tiles}.
 */
final class TransposedTiles {
    private TransposedTiles() {}

    static void sixByFour(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        int a2 = aAt + Math.min(2, rows - 1);
        int a3 = aAt + Math.min(3, rows - 1);
        int a4 = aAt + Math.min(4, rows - 1);
        int a5 = aAt + Math.min(5, rows - 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c02 = zero;
        FloatVector c03 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c12 = zero;
        FloatVector c13 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c22 = zero;
        FloatVector c23 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c32 = zero;
        FloatVector c33 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c42 = zero;
        FloatVector c43 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c52 = zero;
        FloatVector c53 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * ldb + V);
            FloatVector b2 = FloatVector.fromArray(S, b, bAt + p * ldb + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p * lda]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p * lda]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p * lda]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p * lda]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(c00, c, cAt);
        Tiles.add(c01, c, cAt + V);
        Tiles.add(c02, c, cAt + 2 * V);
        Tiles.add(zero.blend(c03, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(c11, c, cAt + ldc + V);
            Tiles.add(c12, c, cAt + ldc + 2 * V);
            Tiles.add(zero.blend(c13, own), c, cAt + ldc + last);
        }
        if (rows > 2) {
            Tiles.add(c20, c, cAt + 2 * ldc);
            Tiles.add(c21, c, cAt + 2 * ldc + V);
            Tiles.add(c22, c, cAt + 2 * ldc + 2 * V);
            Tiles.add(zero.blend(c23, own), c, cAt + 2 * ldc + last);
        }
        if (rows > 3) {
            Tiles.add(c30, c, cAt + 3 * ldc);
            Tiles.add(c31, c, cAt + 3 * ldc + V);
            Tiles.add(c32, c, cAt + 3 * ldc + 2 * V);
            Tiles.add(zero.blend(c33, own), c, cAt + 3 * ldc + last);
        }
        if (rows > 4) {
            Tiles.add(c40, c, cAt + 4 * ldc);
            Tiles.add(c41, c, cAt + 4 * ldc + V);
            Tiles.add(c42, c, cAt + 4 * ldc + 2 * V);
            Tiles.add(zero.blend(c43, own), c, cAt + 4 * ldc + last);
        }
        if (rows > 5) {
            Tiles.add(c50, c, cAt + 5 * ldc);
            Tiles.add(c51, c, cAt + 5 * ldc + V);
            Tiles.add(c52, c, cAt + 5 * ldc + 2 * V);
            Tiles.add(zero.blend(c53, own), c, cAt + 5 * ldc + last);
        }
    }

    static void sixByTwo(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        int a2 = aAt + Math.min(2, rows - 1);
        int a3 = aAt + Math.min(3, rows - 1);
        int a4 = aAt + Math.min(4, rows - 1);
        int a5 = aAt + Math.min(5, rows - 1);
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
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p * lda]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p * lda]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p * lda]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p * lda]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(c00, c, cAt);
        Tiles.add(zero.blend(c01, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(zero.blend(c11, own), c, cAt + ldc + last);
        }
        if (rows > 2) {
            Tiles.add(c20, c, cAt + 2 * ldc);
            Tiles.add(zero.blend(c21, own), c, cAt + 2 * ldc + last);
        }
        if (rows > 3) {
            Tiles.add(c30, c, cAt + 3 * ldc);
            Tiles.add(zero.blend(c31, own), c, cAt + 3 * ldc + last);
        }
        if (rows > 4) {
            Tiles.add(c40, c, cAt + 4 * ldc);
            Tiles.add(zero.blend(c41, own), c, cAt + 4 * ldc + last);
        }
        if (rows > 5) {
            Tiles.add(c50, c, cAt + 5 * ldc);
            Tiles.add(zero.blend(c51, own), c, cAt + 5 * ldc + last);
        }
    }

    static void sixByOne(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        int a2 = aAt + Math.min(2, rows - 1);
        int a3 = aAt + Math.min(3, rows - 1);
        int a4 = aAt + Math.min(4, rows - 1);
        int a5 = aAt + Math.min(5, rows - 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        FloatVector c20 = zero;
        FloatVector c30 = zero;
        FloatVector c40 = zero;
        FloatVector c50 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p * lda]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p * lda]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p * lda]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p * lda]);
            c50 = x5.fma(b0, c50);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(zero.blend(c00, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(zero.blend(c10, own), c, cAt + ldc + last);
        }
        if (rows > 2) {
            Tiles.add(zero.blend(c20, own), c, cAt + 2 * ldc + last);
        }
        if (rows > 3) {
            Tiles.add(zero.blend(c30, own), c, cAt + 3 * ldc + last);
        }
        if (rows > 4) {
            Tiles.add(zero.blend(c40, own), c, cAt + 4 * ldc + last);
        }
        if (rows > 5) {
            Tiles.add(zero.blend(c50, own), c, cAt + 5 * ldc + last);
        }
    }

    static void twoByFour(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c02 = zero;
        FloatVector c03 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c12 = zero;
        FloatVector c13 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * ldb + V);
            FloatVector b2 = FloatVector.fromArray(S, b, bAt + p * ldb + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(c00, c, cAt);
        Tiles.add(c01, c, cAt + V);
        Tiles.add(c02, c, cAt + 2 * V);
        Tiles.add(zero.blend(c03, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(c11, c, cAt + ldc + V);
            Tiles.add(c12, c, cAt + ldc + 2 * V);
            Tiles.add(zero.blend(c13, own), c, cAt + ldc + last);
        }
    }

    static void twoByTwo(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(c00, c, cAt);
        Tiles.add(zero.blend(c01, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(zero.blend(c11, own), c, cAt + ldc + last);
        }
    }

    static void twoByOne(
            int rows,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        int a1 = aAt + Math.min(1, rows - 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c10 = zero;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * ldb + last);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + p * lda]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p * lda]);
            c10 = x1.fma(b0, c10);
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        Tiles.add(zero.blend(c00, own), c, cAt + last);
        if (rows > 1) {
            Tiles.add(zero.blend(c10, own), c, cAt + ldc + last);
        }
    }
}
