// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import java.util.Arrays;

/**
 * Which windows of a batch's texts have won the maxima of a convolution over words, with the gradients of the maxima, and what
 * they add to the gradients of the kernel and of the words' vectors. The kernel's is made filter by filter, that of the
 * vectors word by word: each value is summed where it stays, in the order of the texts, whatever the number of threads. Made
 * block by block both would be read and written once more for every block.
 */
final class WordMaxima {
    /** Most filters whose part of the kernel's gradient is made together. */
    private static final int FILTERS_TOGETHER = 16;
    /** Values of texts that are gone over again for each of these filters: they stay in a core's second cache. */
    private static final int VALUES_TOGETHER = 400_000;
    /** Rows that are listed before they are added. */
    private static final int LISTED = 1024;

    private static final int NO_TEXT = -1;

    private final int width;
    private final int filters;
    /** Steps and windows of a text that is not cut. */
    private final int steps;

    private final int windows;
    private final int tasks;
    private final Lists[] lists;

    /** Gradient of each maximum, {@code (batch, filters)}. */
    private float[] gradients = new float[0];
    /** Window of each maximum, counted from the first that reaches into the text, {@code (batch, filters)}. */
    private int[] winners = new int[0];
    /** The gradients of each text's maxima that are not 0, by their windows, {@code (batch, filters)}. */
    private float[] sorted = new float[0];
    /** For each of these: its filter's first step in the kernel with the filters as rows, less its window. */
    private int[] firstSteps = new int[0];
    /** For each text and window: the end of its gradients in {@link #sorted}. */
    private int[] ends = new int[0];
    /** Of each text: position of its first word, its steps, and the steps of its first window that lie before it. */
    private int[] textAt = new int[0];

    private int[] textSteps = new int[0];
    private int[] textLeft = new int[0];
    /** The text of each position of the batch; none for the padding that texts share, which has no maximum. */
    private int[] textOf = new int[0];

    private int count;

    /** The memory of one thread. */
    private final class Lists {
        final float[] alphas = new float[Math.max(LISTED, filters)];
        final int[] offsets = new int[Math.max(LISTED, filters)];
        final int[] positions = new int[LISTED];
        float[] sums = new float[0];
    }

    WordMaxima(Conv1D convolution, int steps, int windows, int threads) {
        this.width = convolution.kernelSize();
        this.filters = convolution.filters();
        this.steps = steps;
        this.windows = windows;
        this.tasks = (filters + FILTERS_TOGETHER - 1) / FILTERS_TOGETHER;
        this.lists = new Lists[threads];
        Arrays.setAll(lists, i -> new Lists());
    }

    /** Makes room for a batch of {@code rows} texts. */
    void reserve(int rows, int capacity) {
        count = rows;
        if (textAt.length < capacity) {
            int maxima = Math.multiplyExact(capacity, filters);
            gradients = new float[maxima];
            winners = new int[maxima];
            sorted = new float[maxima];
            firstSteps = new int[maxima];
            ends = new int[capacity * windows];
            textAt = new int[capacity];
            textSteps = new int[capacity];
            textLeft = new int[capacity];
            textOf = new int[capacity * steps];
        }
        Arrays.fill(textOf, NO_TEXT);
    }

    /** Where the window of each maximum is written: from {@code row * filters} on. */
    int[] winners() {
        return winners;
    }

    /**
     * Takes in the gradients of a text's maxima.
     *
     * @param at position of its first word
     * @param length its steps
     * @param left steps of its first window that lie before it
     * @param active modified: the filters that have a gradient
     */
    void take(int row, int at, int length, int left, float[] g, int gAt, int[] active) {
        textAt[row] = at;
        textSteps[row] = length;
        textLeft[row] = left;
        Arrays.fill(textOf, at, at + length, row);
        int from = row * filters;
        System.arraycopy(g, gAt, gradients, from, filters);
        int endsAt = row * windows;
        Arrays.fill(ends, endsAt, endsAt + windows, 0);
        // Half of the gradients are 0 after dropout, at random: a branch on that would be guessed wrong.
        int found = 0;
        for (int f = 0; f < filters; f++) {
            int counts = g[gAt + f] != 0 ? 1 : 0;
            active[found] = f;
            found += counts;
            ends[endsAt + winners[from + f]] += counts;
        }
        for (int w = 0, next = from; w < windows; w++) {
            int of = ends[endsAt + w];
            ends[endsAt + w] = next;
            next += of;
        }
        for (int i = 0; i < found; i++) {
            int f = active[i];
            int window = winners[from + f];
            int place = ends[endsAt + window]++;
            sorted[place] = g[gAt + f];
            firstSteps[place] = f * width - window;
        }
    }

    /** Tasks of {@link #writeByKernel}. */
    int tasks() {
        return tasks;
    }

    /**
     * Writes the gradient of the kernel for some of the filters and the channels of one embedding.
     *
     * @param slots of all positions
     * @param vectors by slot, {@code (words, channels)}
     * @param to modified: {@code (width, allChannels, filters)}, the channels from {@code firstChannel} on
     */
    void writeByKernel(
            Kernels kernels,
            int task,
            int worker,
            int[] slots,
            float[] vectors,
            int channels,
            int firstChannel,
            int allChannels,
            float[] to) {
        Lists list = lists[worker];
        int first = filters * task / tasks;
        int end = filters * (task + 1) / tasks;
        int length = width * channels;
        if (list.sums.length < (end - first) * length) {
            list.sums = new float[FILTERS_TOGETHER * length];
        }
        Arrays.fill(list.sums, 0, (end - first) * length, 0);
        int together = Math.max(1, Math.min(LISTED, VALUES_TOGETHER / (steps * channels)));
        for (int row = 0; row < count; row += together) {
            for (int f = first; f < end; f++) {
                int sum = (f - first) * length;
                int found = listWindows(
                        kernels, list, f, row, Math.min(count, row + together), slots, vectors, channels, sum);
                for (int j = 0; j < width; j++) {
                    for (int i = 0; i < found; i++) {
                        list.offsets[i] = slots[list.positions[i] + j] * channels;
                    }
                    kernels.addScaledRows(
                            found, channels, list.alphas, 0, vectors, list.offsets, 0, list.sums, sum + j * channels);
                }
            }
        }
        for (int i = 0; i < length; i++) {
            int at = (i / channels * allChannels + firstChannel + i % channels) * filters;
            for (int f = first; f < end; f++) {
                to[at + f] = list.sums[(f - first) * length + i];
            }
        }
    }

    /** Lists the windows of a filter's maxima that have a gradient; adds those that reach beyond their text. */
    private int listWindows(
            Kernels kernels, Lists list, int f, int from, int to, int[] slots, float[] vectors, int channels, int sum) {
        int found = 0;
        for (int row = from; row < to; row++) {
            float alpha = gradients[row * filters + f];
            int start = winners[row * filters + f] - textLeft[row];
            int position = textAt[row] + start;
            if (start < 0 || start > textSteps[row] - width) {
                int end = Math.min(width, textSteps[row] - start);
                for (int j = Math.max(0, -start); j < end && alpha != 0; j++) {
                    kernels.axpy(
                            channels, alpha, vectors, slots[position + j] * channels, list.sums, sum + j * channels);
                }
                continue;
            }
            list.alphas[found] = alpha;
            list.positions[found] = position;
            found += alpha != 0 ? 1 : 0;
        }
        return found;
    }

    /**
     * Adds to the gradient by a word's vector.
     *
     * @param positions of the word, from {@code first} to before {@code end}
     * @param transposed the kernel, {@code (filters, width, allChannels)}
     * @param to modified: {@code channels} values from {@code toAt} on
     */
    void addByVector(
            Kernels kernels,
            int worker,
            int[] positions,
            int first,
            int end,
            float[] transposed,
            int channels,
            int firstChannel,
            int allChannels,
            float[] to,
            int toAt) {
        Lists list = lists[worker];
        int found = 0;
        for (int i = first; i < end; i++) {
            if (found + filters > list.alphas.length) {
                kernels.addScaledRows(found, channels, list.alphas, 0, transposed, list.offsets, 0, to, toAt);
                found = 0;
            }
            found = listSteps(list, found, positions[i], firstChannel, allChannels);
        }
        kernels.addScaledRows(found, channels, list.alphas, 0, transposed, list.offsets, 0, to, toAt);
    }

    /** Lists the rows of the kernel that the windows around a position have multiplied its vector with. */
    private int listSteps(Lists list, int from, int position, int firstChannel, int allChannels) {
        int row = textOf[position];
        if (row == NO_TEXT) {
            return from;
        }
        int last = position - textAt[row] + textLeft[row];
        int first = last - width + 1;
        int endsAt = row * windows;
        int begin = first <= 0 ? row * filters : ends[endsAt + first - 1];
        int n = ends[endsAt + Math.min(windows - 1, last)] - begin;
        System.arraycopy(sorted, begin, list.alphas, from, n);
        for (int i = 0; i < n; i++) {
            list.offsets[from + i] = (firstSteps[begin + i] + last) * allChannels + firstChannel;
        }
        return from + n;
    }
}
