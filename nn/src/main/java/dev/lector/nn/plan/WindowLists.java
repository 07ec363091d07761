// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/** The memory of one thread in {@link WordMaxima}: of some texts, the windows of one filter's maxima that have a gradient. */
final class WindowLists {
    /** Rows that are listed before they are added. */
    static final int LISTED = 1024;

    /** Most values of dense rows for the kernel's gradient that a thread has at once: they stay in its second cache. */
    static final int DENSE = 1 << 17;

    /** Places for what is not to be added: one alone would have each addition wait for the one before. */
    private static final int SINKS = 64;

    private final WordMaxima maxima;

    final float[] alphas = new float[LISTED];
    final int[] offsets = new int[LISTED];
    float[] sums = new float[0];
    /** Gradients of the words that stand at many places, by word and step of the kernel. */
    float[] dense = new float[0];

    private float[] packed = new float[0];
    private final float[] found = new float[LISTED];
    /** Where the windows within their texts begin, and the texts whose windows reach beyond them. */
    private final int[] positions = new int[LISTED];

    private final int[] across = new int[LISTED];
    private int within;
    private int beyond;

    WindowLists(WordMaxima maxima) {
        this.maxima = maxima;
    }

    /** Room for so many values of a packed kernel. */
    float[] packed(int values) {
        if (packed.length < values) {
            packed = new float[values];
        }
        return packed;
    }

    /** Sets so many dense values to 0, behind which are the sinks. */
    void clearDense(int values) {
        if (dense.length < values + SINKS) {
            dense = new float[Math.max(values, DENSE) + SINKS];
        }
        Arrays.fill(dense, 0, values, 0);
    }

    /** Lists the windows of filter {@code f} in texts {@code from} to {@code to - 1}, without branches: chance decides them. */
    void find(int f, int from, int to) {
        within = 0;
        beyond = 0;
        for (int row = from; row < to; row++) {
            float alpha = maxima.gradient(row, f);
            int start = maxima.start(row, f);
            found[within] = alpha;
            positions[within] = maxima.textAt(row) + start;
            across[beyond] = row;
            int counts = WordMaxima.counts(alpha);
            int outside = outside(start, maxima.lastStart(row));
            within += counts & ~outside;
            beyond += counts & outside;
        }
    }

    /**
     * Lists where the vectors at step {@code j} of the windows begin, and the windows' gradients. Those outside a text are left out, and
     * those of the first {@code often} slots are added to the dense values, {@code apart} values for each slot.
     */
    int list(int f, int j, int[] slots, int length, int often, int denseAt, int apart) {
        int rare = 0;
        int sinks = often * apart;
        for (; rare < within && often == 0; rare++) {
            alphas[rare] = found[rare];
            offsets[rare] = slots[positions[rare] + j] * length;
        }
        for (int i = rare, end = within; i < end; i++) {
            int slot = slots[positions[i] + j];
            float alpha = found[i];
            alphas[rare] = alpha;
            offsets[rare] = slot * length;
            int isRare = often - 1 - slot >> 31;
            rare -= isRare;
            dense[choose(isRare, sinks + (i & SINKS - 1), slot * apart + denseAt)] += alpha;
        }
        for (int i = 0; i < beyond; i++) {
            int row = across[i];
            int step = maxima.start(row, f) + j;
            int last = maxima.lastStep(row);
            int slot = slots[maxima.textAt(row) + Math.max(0, Math.min(step, last))];
            int isRare = often - 1 - slot >> 31;
            int outside = outside(step, last);
            float alpha = maxima.gradient(row, f);
            alphas[rare] = alpha;
            offsets[rare] = slot * length;
            dense[choose(isRare | outside, sinks + (i & SINKS - 1), slot * apart + denseAt)] += alpha;
            rare -= isRare & ~outside;
        }
        return rare;
    }

    /** {@code a} if a mask is -1, {@code b} if it is 0. */
    private static int choose(int mask, int a, int b) {
        return a & mask | b & ~mask;
    }

    /** -1 if a value is negative or above a limit, which may be negative, too; else 0. */
    private static int outside(int value, int limit) {
        return (value | limit - value) >> 31;
    }
}
