// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link dev.lector.nn.kernels.WordKernels#addScaledRows} with the Vector API. */
abstract class VectorScaledRows extends VectorWinograd {
    /** 0, 1, 2 and so on: the number of each lane. */
    static final float[] LANE = new float[V];

    static {
        for (int i = 0; i < V; i++) {
            LANE[i] = i;
        }
    }

    @Override
    public void addScaledRows(
            int count,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int xAt,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        if (n < V || count == 0) {
            super.addScaledRows(count, n, alphas, alphasAt, x, xAt, offsets, offsetsAt, y, yAt);
            return;
        }
        int i = 0;
        // Rows of 300 numbers are read once so, not three times; the sums need more than 16 registers.
        for (; V == 16 && i <= n - 17 * V; i += 20 * V) {
            addTwenty(count, xAt + i, Math.min(n - i, 20 * V), alphas, alphasAt, x, offsets, offsetsAt, y, yAt + i);
        }
        for (; i <= n - 5 * V; i += 8 * V) {
            addEight(count, xAt + i, Math.min(n - i, 8 * V), alphas, alphasAt, x, offsets, offsetsAt, y, yAt + i);
        }
        for (; i <= n - V; i += 4 * V) {
            addFour(count, xAt + i, Math.min(n - i, 4 * V), alphas, alphasAt, x, offsets, offsetsAt, y, yAt + i);
        }
        if (i < n) {
            addLast(count, n, i, alphas, alphasAt, x, xAt, offsets, offsetsAt, y, yAt);
        }
    }

    /** The last vector ends with the row: its lanes before {@code done} keep what they have. */
    private static void addLast(
            int count,
            int n,
            int done,
            float[] alphas,
            int alphasAt,
            float[] x,
            int xAt,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        int shift = n - V;
        FloatVector before = FloatVector.fromArray(S, y, yAt + shift);
        FloatVector sum = before;
        for (int r = 0; r < count; r++) {
            FloatVector row = FloatVector.fromArray(S, x, xAt + offsets[offsetsAt + r] + shift);
            sum = row.fma(FloatVector.broadcast(S, alphas[alphasAt + r]), sum);
        }
        VectorMask<Float> left = FloatVector.fromArray(S, LANE, 0).compare(VectorOperators.GE, (float) (done - shift));
        before.blend(sum, left).intoArray(y, yAt + shift);
    }

    /** 17 to 20 vectors; the last ones as with {@link #addFour}. */
    private static void addTwenty(
            int count,
            int shift,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        int last = n - V;
        int eighteenth = Math.min(17 * V, last);
        int nineteenth = Math.min(18 * V, last);
        FloatVector y0 = FloatVector.fromArray(S, y, yAt);
        FloatVector y1 = FloatVector.fromArray(S, y, yAt + V);
        FloatVector y2 = FloatVector.fromArray(S, y, yAt + 2 * V);
        FloatVector y3 = FloatVector.fromArray(S, y, yAt + 3 * V);
        FloatVector y4 = FloatVector.fromArray(S, y, yAt + 4 * V);
        FloatVector y5 = FloatVector.fromArray(S, y, yAt + 5 * V);
        FloatVector y6 = FloatVector.fromArray(S, y, yAt + 6 * V);
        FloatVector y7 = FloatVector.fromArray(S, y, yAt + 7 * V);
        FloatVector y8 = FloatVector.fromArray(S, y, yAt + 8 * V);
        FloatVector y9 = FloatVector.fromArray(S, y, yAt + 9 * V);
        FloatVector y10 = FloatVector.fromArray(S, y, yAt + 10 * V);
        FloatVector y11 = FloatVector.fromArray(S, y, yAt + 11 * V);
        FloatVector y12 = FloatVector.fromArray(S, y, yAt + 12 * V);
        FloatVector y13 = FloatVector.fromArray(S, y, yAt + 13 * V);
        FloatVector y14 = FloatVector.fromArray(S, y, yAt + 14 * V);
        FloatVector y15 = FloatVector.fromArray(S, y, yAt + 15 * V);
        FloatVector y16 = FloatVector.fromArray(S, y, yAt + 16 * V);
        FloatVector y17 = FloatVector.fromArray(S, y, yAt + eighteenth);
        FloatVector y18 = FloatVector.fromArray(S, y, yAt + nineteenth);
        FloatVector y19 = FloatVector.fromArray(S, y, yAt + last);
        for (int r = 0; r < count; r++) {
            FloatVector alpha = FloatVector.broadcast(S, alphas[alphasAt + r]);
            int at = offsets[offsetsAt + r] + shift;
            y0 = FloatVector.fromArray(S, x, at).fma(alpha, y0);
            y1 = FloatVector.fromArray(S, x, at + V).fma(alpha, y1);
            y2 = FloatVector.fromArray(S, x, at + 2 * V).fma(alpha, y2);
            y3 = FloatVector.fromArray(S, x, at + 3 * V).fma(alpha, y3);
            y4 = FloatVector.fromArray(S, x, at + 4 * V).fma(alpha, y4);
            y5 = FloatVector.fromArray(S, x, at + 5 * V).fma(alpha, y5);
            y6 = FloatVector.fromArray(S, x, at + 6 * V).fma(alpha, y6);
            y7 = FloatVector.fromArray(S, x, at + 7 * V).fma(alpha, y7);
            y8 = FloatVector.fromArray(S, x, at + 8 * V).fma(alpha, y8);
            y9 = FloatVector.fromArray(S, x, at + 9 * V).fma(alpha, y9);
            y10 = FloatVector.fromArray(S, x, at + 10 * V).fma(alpha, y10);
            y11 = FloatVector.fromArray(S, x, at + 11 * V).fma(alpha, y11);
            y12 = FloatVector.fromArray(S, x, at + 12 * V).fma(alpha, y12);
            y13 = FloatVector.fromArray(S, x, at + 13 * V).fma(alpha, y13);
            y14 = FloatVector.fromArray(S, x, at + 14 * V).fma(alpha, y14);
            y15 = FloatVector.fromArray(S, x, at + 15 * V).fma(alpha, y15);
            y16 = FloatVector.fromArray(S, x, at + 16 * V).fma(alpha, y16);
            y17 = FloatVector.fromArray(S, x, at + eighteenth).fma(alpha, y17);
            y18 = FloatVector.fromArray(S, x, at + nineteenth).fma(alpha, y18);
            y19 = FloatVector.fromArray(S, x, at + last).fma(alpha, y19);
        }
        y0.intoArray(y, yAt);
        y1.intoArray(y, yAt + V);
        y2.intoArray(y, yAt + 2 * V);
        y3.intoArray(y, yAt + 3 * V);
        y4.intoArray(y, yAt + 4 * V);
        y5.intoArray(y, yAt + 5 * V);
        y6.intoArray(y, yAt + 6 * V);
        y7.intoArray(y, yAt + 7 * V);
        y8.intoArray(y, yAt + 8 * V);
        y9.intoArray(y, yAt + 9 * V);
        y10.intoArray(y, yAt + 10 * V);
        y11.intoArray(y, yAt + 11 * V);
        y12.intoArray(y, yAt + 12 * V);
        y13.intoArray(y, yAt + 13 * V);
        y14.intoArray(y, yAt + 14 * V);
        y15.intoArray(y, yAt + 15 * V);
        y16.intoArray(y, yAt + 16 * V);
        y17.intoArray(y, yAt + eighteenth);
        y18.intoArray(y, yAt + nineteenth);
        y19.intoArray(y, yAt + last);
    }

    /** Five to eight vectors; the last ones as with {@link #addFour}. */
    private static void addEight(
            int count,
            int shift,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        int last = n - V;
        int sixth = Math.min(5 * V, last);
        int seventh = Math.min(6 * V, last);
        FloatVector y0 = FloatVector.fromArray(S, y, yAt);
        FloatVector y1 = FloatVector.fromArray(S, y, yAt + V);
        FloatVector y2 = FloatVector.fromArray(S, y, yAt + 2 * V);
        FloatVector y3 = FloatVector.fromArray(S, y, yAt + 3 * V);
        FloatVector y4 = FloatVector.fromArray(S, y, yAt + 4 * V);
        FloatVector y5 = FloatVector.fromArray(S, y, yAt + sixth);
        FloatVector y6 = FloatVector.fromArray(S, y, yAt + seventh);
        FloatVector y7 = FloatVector.fromArray(S, y, yAt + last);
        for (int r = 0; r < count; r++) {
            FloatVector alpha = FloatVector.broadcast(S, alphas[alphasAt + r]);
            int at = offsets[offsetsAt + r] + shift;
            y0 = FloatVector.fromArray(S, x, at).fma(alpha, y0);
            y1 = FloatVector.fromArray(S, x, at + V).fma(alpha, y1);
            y2 = FloatVector.fromArray(S, x, at + 2 * V).fma(alpha, y2);
            y3 = FloatVector.fromArray(S, x, at + 3 * V).fma(alpha, y3);
            y4 = FloatVector.fromArray(S, x, at + 4 * V).fma(alpha, y4);
            y5 = FloatVector.fromArray(S, x, at + sixth).fma(alpha, y5);
            y6 = FloatVector.fromArray(S, x, at + seventh).fma(alpha, y6);
            y7 = FloatVector.fromArray(S, x, at + last).fma(alpha, y7);
        }
        y0.intoArray(y, yAt);
        y1.intoArray(y, yAt + V);
        y2.intoArray(y, yAt + 2 * V);
        y3.intoArray(y, yAt + 3 * V);
        y4.intoArray(y, yAt + 4 * V);
        y5.intoArray(y, yAt + sixth);
        y6.intoArray(y, yAt + seventh);
        y7.intoArray(y, yAt + last);
    }

    /** One to four vectors, the last of which ends with the {@code n} values: it may lie over others, which add the same to the same. */
    private static void addFour(
            int count,
            int shift,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        int last = n - V;
        int second = Math.min(V, last);
        int third = Math.min(2 * V, last);
        FloatVector y0 = FloatVector.fromArray(S, y, yAt);
        FloatVector y1 = FloatVector.fromArray(S, y, yAt + second);
        FloatVector y2 = FloatVector.fromArray(S, y, yAt + third);
        FloatVector y3 = FloatVector.fromArray(S, y, yAt + last);
        for (int r = 0; r < count; r++) {
            FloatVector alpha = FloatVector.broadcast(S, alphas[alphasAt + r]);
            int at = offsets[offsetsAt + r] + shift;
            y0 = FloatVector.fromArray(S, x, at).fma(alpha, y0);
            y1 = FloatVector.fromArray(S, x, at + second).fma(alpha, y1);
            y2 = FloatVector.fromArray(S, x, at + third).fma(alpha, y2);
            y3 = FloatVector.fromArray(S, x, at + last).fma(alpha, y3);
        }
        y0.intoArray(y, yAt);
        y1.intoArray(y, yAt + second);
        y2.intoArray(y, yAt + third);
        y3.intoArray(y, yAt + last);
    }
}
