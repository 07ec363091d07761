// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums over windows, {@link dev.lector.nn.kernels.WordKernels}, with the Vector API. */
abstract class VectorWords extends VectorScaledRows {
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
