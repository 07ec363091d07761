// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link dev.lector.nn.kernels.WordKernels} with the Vector API. */
abstract class VectorWords extends VectorWinograd {
    /** 0, 1, 2 and so on: the number of each lane. */
    private static final float[] LANE = new float[V];

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

    @Override
    public void windowSums(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt) {
        if (n < V) {
            super.windowSums(windows, steps, left, width, n, slots, slotsAt, table, out, outAt);
            return;
        }
        for (int t = 0; t < windows; t++) {
            int first = Math.max(0, left - t);
            int last = Math.min(width, steps + left - t);
            for (int i = 0; i < n; i += 4 * V) {
                int shift = Math.min(i, n - V);
                sumFour(first, last, width, n, slots, slotsAt + t - left, table, shift, out, outAt + t * n + shift);
            }
        }
    }

    /** One to four vectors, the last of which ends with the row: it may lie over others, which have the same sums. */
    private static void sumFour(
            int first,
            int last,
            int width,
            int n,
            int[] slots,
            int slotAt,
            float[] table,
            int shift,
            float[] out,
            int to) {
        int fourth = Math.min(3 * V, n - shift - V);
        int third = Math.min(2 * V, fourth);
        int second = Math.min(V, fourth);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = first; j < last; j++) {
            int from = (slots[slotAt + j] * width + j) * n + shift;
            s0 = s0.add(FloatVector.fromArray(S, table, from));
            s1 = s1.add(FloatVector.fromArray(S, table, from + second));
            s2 = s2.add(FloatVector.fromArray(S, table, from + third));
            s3 = s3.add(FloatVector.fromArray(S, table, from + fourth));
        }
        s0.intoArray(out, to);
        s1.intoArray(out, to + second);
        s2.intoArray(out, to + third);
        s3.intoArray(out, to + fourth);
    }

    @Override
    public void windowSumsMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] others,
            int othersAt,
            float[] out,
            int outAt,
            int[] argmax,
            int argmaxAt) {
        if (n < V) {
            super.windowSumsMax(
                    windows, steps, left, width, n, slots, slotsAt, table, others, othersAt, out, outAt, argmax,
                    argmaxAt);
            return;
        }
        for (int i = 0; i < n; i += 4 * V) {
            int shift = Math.min(i, n - V);
            maxFour(
                    windows,
                    steps,
                    left,
                    width,
                    n,
                    slots,
                    slotsAt,
                    table,
                    others,
                    othersAt,
                    shift,
                    out,
                    outAt + shift,
                    argmax,
                    argmaxAt + shift);
        }
    }

    /** One to four vectors, as {@link #sumFour}. */
    private static void maxFour(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] others,
            int othersAt,
            int shift,
            float[] out,
            int outAt,
            int[] argmax,
            int argmaxAt) {
        int fourth = Math.min(3 * V, n - shift - V);
        int third = Math.min(2 * V, fourth);
        int second = Math.min(V, fourth);
        FloatVector b0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        // Windows are counted in floats: exact up to 2^24, and of the same shape as the masks.
        FloatVector w0 = FloatVector.zero(S);
        FloatVector w1 = w0;
        FloatVector w2 = w0;
        FloatVector w3 = w0;
        // Comparing passes a NaN by; added up it stays, for one addition a window.
        FloatVector n0 = w0;
        FloatVector n1 = w0;
        FloatVector n2 = w0;
        FloatVector n3 = w0;
        for (int t = 0; t < windows; t++) {
            int first = Math.max(0, left - t);
            int last = Math.min(width, steps + left - t);
            int slotAt = slotsAt + t - left;
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int j = first; j < last; j++) {
                int from = (slots[slotAt + j] * width + j) * n + shift;
                s0 = s0.add(FloatVector.fromArray(S, table, from));
                s1 = s1.add(FloatVector.fromArray(S, table, from + second));
                s2 = s2.add(FloatVector.fromArray(S, table, from + third));
                s3 = s3.add(FloatVector.fromArray(S, table, from + fourth));
            }
            if (others != null) {
                int from = othersAt + t * n + shift;
                s0 = s0.add(FloatVector.fromArray(S, others, from));
                s1 = s1.add(FloatVector.fromArray(S, others, from + second));
                s2 = s2.add(FloatVector.fromArray(S, others, from + third));
                s3 = s3.add(FloatVector.fromArray(S, others, from + fourth));
            }
            n0 = n0.add(s0);
            VectorMask<Float> m0 = b0.compare(VectorOperators.LT, s0);
            n1 = n1.add(s1);
            VectorMask<Float> m1 = b1.compare(VectorOperators.LT, s1);
            n2 = n2.add(s2);
            VectorMask<Float> m2 = b2.compare(VectorOperators.LT, s2);
            n3 = n3.add(s3);
            VectorMask<Float> m3 = b3.compare(VectorOperators.LT, s3);
            b0 = b0.blend(s0, m0);
            b1 = b1.blend(s1, m1);
            b2 = b2.blend(s2, m2);
            b3 = b3.blend(s3, m3);
            FloatVector here = FloatVector.broadcast(S, (float) t);
            w0 = w0.blend(here, m0);
            w1 = w1.blend(here, m1);
            w2 = w2.blend(here, m2);
            w3 = w3.blend(here, m3);
        }
        storeWindows(w0, out, outAt, argmax, argmaxAt);
        storeWindows(w1, out, outAt + second, argmax, argmaxAt + second);
        storeWindows(w2, out, outAt + third, argmax, argmaxAt + third);
        storeWindows(w3, out, outAt + fourth, argmax, argmaxAt + fourth);
        b0.add(n0.sub(n0)).intoArray(out, outAt);
        b1.add(n1.sub(n1)).intoArray(out, outAt + second);
        b2.add(n2.sub(n2)).intoArray(out, outAt + third);
        b3.add(n3.sub(n3)).intoArray(out, outAt + fourth);
    }

    /** By way of {@code out}, whose values are written afterwards: converting a vector would make an object on JDK 17. */
    private static void storeWindows(FloatVector windows, float[] out, int outAt, int[] argmax, int at) {
        windows.intoArray(out, outAt);
        for (int i = 0; i < V; i++) {
            argmax[at + i] = (int) out[outAt + i];
        }
    }
}
