// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The largest sums over windows with the Vector API, for predictions: {@link VectorWords#windowSumsMax} without the places,
 * which with 16 registers cost as much as the sums.
 */
abstract class VectorWindows extends VectorWords {
    /** Floats in a line of the cache. */
    private static final int LINE = 16;
    /** Floats of a table that the second cache does not hold. */
    private static final int LARGE = 1 << 17;

    @Override
    public void windowMax(
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
            super.windowMax(windows, steps, left, width, n, slots, slotsAt, table, out, outAt);
            return;
        }
        if (table.length > LARGE) {
            // Written so that the compiler keeps the reads; the maxima replace it.
            out[outAt] = fetch(slots, slotsAt, steps, width * n, table);
        }
        for (int i = 0; i < n; i += 4 * V) {
            int shift = Math.min(i, n - V);
            maxFour(windows, steps, left, width, n, slots, slotsAt, table, shift, out, outAt + shift);
        }
    }

    /**
     * Reads a value of each cache line of a text's rows. A table of many words lies in memory, and these loads wait for nothing
     * but it, many at a time, where the sums would wait line by line.
     */
    private static float fetch(int[] slots, int slotsAt, int steps, int row, float[] table) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int s = 0; s < steps; s++) {
            int i = slots[slotsAt + s] * row;
            int end = i + row;
            for (; i <= end - 4 * LINE; i += 4 * LINE) {
                a += table[i];
                b += table[i + LINE];
                c += table[i + 2 * LINE];
                d += table[i + 3 * LINE];
            }
            for (; i < end; i += LINE) {
                a += table[i];
            }
            b += table[end - 1];
        }
        return a + b + c + d;
    }

    /** One to four vectors, the last of which ends with the row: it may lie over others, which have the same sums. */
    private static void maxFour(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            int shift,
            float[] out,
            int outAt) {
        int fourth = Math.min(3 * V, n - shift - V);
        int third = Math.min(2 * V, fourth);
        int second = Math.min(V, fourth);
        FloatVector b0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        // Comparing passes a NaN by; added up it stays, for one addition a window.
        FloatVector n0 = FloatVector.zero(S);
        FloatVector n1 = n0;
        FloatVector n2 = n0;
        FloatVector n3 = n0;
        for (int t = 0; t < windows; t++) {
            int last = Math.min(width, steps + left - t);
            int slotAt = slotsAt + t - left;
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int j = Math.max(0, left - t); j < last; j++) {
                int from = (slots[slotAt + j] * width + j) * n + shift;
                s0 = s0.add(FloatVector.fromArray(S, table, from));
                s1 = s1.add(FloatVector.fromArray(S, table, from + second));
                s2 = s2.add(FloatVector.fromArray(S, table, from + third));
                s3 = s3.add(FloatVector.fromArray(S, table, from + fourth));
            }
            n0 = n0.add(s0);
            n1 = n1.add(s1);
            n2 = n2.add(s2);
            n3 = n3.add(s3);
            b0 = b0.blend(s0, b0.compare(VectorOperators.LT, s0));
            b1 = b1.blend(s1, b1.compare(VectorOperators.LT, s1));
            b2 = b2.blend(s2, b2.compare(VectorOperators.LT, s2));
            b3 = b3.blend(s3, b3.compare(VectorOperators.LT, s3));
        }
        b0.add(n0.sub(n0)).intoArray(out, outAt);
        b1.add(n1.sub(n1)).intoArray(out, outAt + second);
        b2.add(n2.sub(n2)).intoArray(out, outAt + third);
        b3.add(n3.sub(n3)).intoArray(out, outAt + fourth);
    }
}
