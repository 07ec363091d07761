// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.util.ArrayDeque;

/** Draws numbers in proportion to weights in constant time: the alias method of Walker (1977), built as by Vose (1991). */
final class AliasSampler {
    /** Threshold of each number, of 2^32, and its alias, side by side: one cache line a draw. */
    private final int[] table;

    private final int size;

    AliasSampler(double[] weights) {
        size = weights.length;
        table = new int[2 * size];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] scaled = new double[size];
        ArrayDeque<Integer> small = new ArrayDeque<>();
        ArrayDeque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            scaled[i] = weights[i] / sum * size;
            (scaled[i] < 1 ? small : large).add(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int low = small.poll();
            int high = large.peek();
            set(low, scaled[low], high);
            scaled[high] -= 1 - scaled[low];
            if (scaled[high] < 1) {
                small.add(large.poll());
            }
        }
        small.forEach(i -> set(i, 1, i));
        large.forEach(i -> set(i, 1, i));
    }

    private void set(int i, double threshold, int alias) {
        table[2 * i] = (int) (long) Math.min(0xFFFFFFFFL, threshold * 0x1p32);
        table[2 * i + 1] = alias;
    }

    /** The number for 64 random bits. */
    int draw(long bits) {
        int i = (int) (((bits >>> 32) * size) >>> 32);
        return Integer.compareUnsigned((int) bits, table[2 * i]) < 0 ? i : table[2 * i + 1];
    }
}
