// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of {@code C + Aᵀ·B}, summed over samples, with A and B as they stand: rows by vectors, named by their number.
 * Written out, because a vector in an array or in a field would leave its register; and without
 * own methods, which the compiler would no longer inline in code of this size. See {@link Tiles}.
 */
final class TransposedTiles {

    private TransposedTiles() {}

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
        VectorMask<Float> own = FloatVector.fromArray(S, Tiles.LANES, V - skip).compare(VectorOperators.GT, 0);
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
            FloatVector b1 = zero.blend(FloatVector.fromArray(S, b, right + last), own);
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
        if (rows > 7) {
            c00.add(FloatVector.fromArray(S, c, cAt)).intoArray(c, cAt);
            c01.add(FloatVector.fromArray(S, c, cAt + last)).intoArray(c, cAt + last);
        }
        if (rows > 6) {
            c10.add(FloatVector.fromArray(S, c, cAt + ldc)).intoArray(c, cAt + ldc);
            c11.add(FloatVector.fromArray(S, c, cAt + ldc + last)).intoArray(c, cAt + ldc + last);
        }
        if (rows > 5) {
            c20.add(FloatVector.fromArray(S, c, cAt + 2 * ldc)).intoArray(c, cAt + 2 * ldc);
            c21.add(FloatVector.fromArray(S, c, cAt + 2 * ldc + last)).intoArray(c, cAt + 2 * ldc + last);
        }
        if (rows > 4) {
            c30.add(FloatVector.fromArray(S, c, cAt + 3 * ldc)).intoArray(c, cAt + 3 * ldc);
            c31.add(FloatVector.fromArray(S, c, cAt + 3 * ldc + last)).intoArray(c, cAt + 3 * ldc + last);
        }
        if (rows > 3) {
            c40.add(FloatVector.fromArray(S, c, cAt + 4 * ldc)).intoArray(c, cAt + 4 * ldc);
            c41.add(FloatVector.fromArray(S, c, cAt + 4 * ldc + last)).intoArray(c, cAt + 4 * ldc + last);
        }
        if (rows > 2) {
            c50.add(FloatVector.fromArray(S, c, cAt + 5 * ldc)).intoArray(c, cAt + 5 * ldc);
            c51.add(FloatVector.fromArray(S, c, cAt + 5 * ldc + last)).intoArray(c, cAt + 5 * ldc + last);
        }
        if (rows > 1) {
            c60.add(FloatVector.fromArray(S, c, cAt + 6 * ldc)).intoArray(c, cAt + 6 * ldc);
            c61.add(FloatVector.fromArray(S, c, cAt + 6 * ldc + last)).intoArray(c, cAt + 6 * ldc + last);
        }
        c70.add(FloatVector.fromArray(S, c, cAt + 7 * ldc)).intoArray(c, cAt + 7 * ldc);
        c71.add(FloatVector.fromArray(S, c, cAt + 7 * ldc + last)).intoArray(c, cAt + 7 * ldc + last);
    }
}
