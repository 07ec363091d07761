// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Tiles of {@code C + Aᵀ·B}, summed over samples, with A and B as they stand: rows by vectors, named by their number.
 * Written out, because a vector in an array or in a field would leave its register. See {@link Tiles}.
 */
final class TransposedTiles {

    private TransposedTiles() {}

    static void eightByThree(
            int rows,
            int samples,
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
            int ldc,
            int last,
            int skip) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c02 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c12 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c22 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c32 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c42 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c52 = zero;
        FloatVector c60 = zero;
        FloatVector c61 = zero;
        FloatVector c62 = zero;
        FloatVector c70 = zero;
        FloatVector c71 = zero;
        FloatVector c72 = zero;
        int left = aAt;
        int right = bAt;
        int inSample = 0;
        for (int p = 0; p < samples * k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, right);
            FloatVector b1 = FloatVector.fromArray(S, b, right + V);
            FloatVector b2 = FloatVector.fromArray(S, b, right + last);
            FloatVector x0 = FloatVector.broadcast(S, a[left]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[left + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(S, a[left + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            FloatVector x6 = FloatVector.broadcast(S, a[left + 6]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            c62 = x6.fma(b2, c62);
            FloatVector x7 = FloatVector.broadcast(S, a[left + 7]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            c72 = x7.fma(b2, c72);
            left += lda;
            right += ldb;
            inSample++;
            if (inSample == k) {
                inSample = 0;
                left += aNext - k * lda;
                right += bNext - k * ldb;
            }
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        if (rows > 7) {
            Tiles.add(c00, c, cAt);
            Tiles.add(c01, c, cAt + V);
            Tiles.add(zero.blend(c02, own), c, cAt + last);
        }
        if (rows > 6) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(c11, c, cAt + ldc + V);
            Tiles.add(zero.blend(c12, own), c, cAt + ldc + last);
        }
        if (rows > 5) {
            Tiles.add(c20, c, cAt + 2 * ldc);
            Tiles.add(c21, c, cAt + 2 * ldc + V);
            Tiles.add(zero.blend(c22, own), c, cAt + 2 * ldc + last);
        }
        if (rows > 4) {
            Tiles.add(c30, c, cAt + 3 * ldc);
            Tiles.add(c31, c, cAt + 3 * ldc + V);
            Tiles.add(zero.blend(c32, own), c, cAt + 3 * ldc + last);
        }
        if (rows > 3) {
            Tiles.add(c40, c, cAt + 4 * ldc);
            Tiles.add(c41, c, cAt + 4 * ldc + V);
            Tiles.add(zero.blend(c42, own), c, cAt + 4 * ldc + last);
        }
        if (rows > 2) {
            Tiles.add(c50, c, cAt + 5 * ldc);
            Tiles.add(c51, c, cAt + 5 * ldc + V);
            Tiles.add(zero.blend(c52, own), c, cAt + 5 * ldc + last);
        }
        if (rows > 1) {
            Tiles.add(c60, c, cAt + 6 * ldc);
            Tiles.add(c61, c, cAt + 6 * ldc + V);
            Tiles.add(zero.blend(c62, own), c, cAt + 6 * ldc + last);
        }
        Tiles.add(c70, c, cAt + 7 * ldc);
        Tiles.add(c71, c, cAt + 7 * ldc + V);
        Tiles.add(zero.blend(c72, own), c, cAt + 7 * ldc + last);
    }

    static void eightByTwo(
            int rows,
            int samples,
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
            int ldc,
            int last,
            int skip) {
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
        int left = aAt;
        int right = bAt;
        int inSample = 0;
        for (int p = 0; p < samples * k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, right);
            FloatVector b1 = FloatVector.fromArray(S, b, right + last);
            FloatVector x0 = FloatVector.broadcast(S, a[left]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[left + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[left + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(S, a[left + 6]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(S, a[left + 7]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            left += lda;
            right += ldb;
            inSample++;
            if (inSample == k) {
                inSample = 0;
                left += aNext - k * lda;
                right += bNext - k * ldb;
            }
        }
        VectorMask<Float> own = Tiles.lanesFrom(skip);
        if (rows > 7) {
            Tiles.add(c00, c, cAt);
            Tiles.add(zero.blend(c01, own), c, cAt + last);
        }
        if (rows > 6) {
            Tiles.add(c10, c, cAt + ldc);
            Tiles.add(zero.blend(c11, own), c, cAt + ldc + last);
        }
        if (rows > 5) {
            Tiles.add(c20, c, cAt + 2 * ldc);
            Tiles.add(zero.blend(c21, own), c, cAt + 2 * ldc + last);
        }
        if (rows > 4) {
            Tiles.add(c30, c, cAt + 3 * ldc);
            Tiles.add(zero.blend(c31, own), c, cAt + 3 * ldc + last);
        }
        if (rows > 3) {
            Tiles.add(c40, c, cAt + 4 * ldc);
            Tiles.add(zero.blend(c41, own), c, cAt + 4 * ldc + last);
        }
        if (rows > 2) {
            Tiles.add(c50, c, cAt + 5 * ldc);
            Tiles.add(zero.blend(c51, own), c, cAt + 5 * ldc + last);
        }
        if (rows > 1) {
            Tiles.add(c60, c, cAt + 6 * ldc);
            Tiles.add(zero.blend(c61, own), c, cAt + 6 * ldc + last);
        }
        Tiles.add(c70, c, cAt + 7 * ldc);
        Tiles.add(zero.blend(c71, own), c, cAt + 7 * ldc + last);
    }
}
