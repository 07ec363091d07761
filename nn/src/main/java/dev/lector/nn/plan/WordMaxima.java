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
    /** Of the convolution's input: those of all embeddings that stand side by side. */
    private final int channels;

    /** Steps and windows of a text that is not cut. */
    private final int steps;

    private final int windows;
    private final int tasks;
    private final Lists[] lists;

    /** The maxima, {@code (batch, filters)}. */
    private float[] values = new float[0];
    /** Gradient of each maximum, {@code (batch, filters)}. */
    private float[] gradients = new float[0];
    /** Window of each maximum, counted from the first that reaches into the text, {@code (batch, filters)}. */
    private int[] winners = new int[0];
    /** The gradients of each text's maxima that are not 0, by their windows, {@code (batch, filters)}. */
    private float[] sorted = new float[0];
    /** For each of these: where its filter begins in the kernel with the filters as rows, less a step for each window before its own. */
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

    /** The memory of one thread: of some texts, the windows of one filter's maxima that have a gradient. */
    private final class Lists {
        final float[] alphas = new float[LISTED];
        final int[] offsets = new int[LISTED];
        float[] sums = new float[0];
        /** Where the windows within their texts begin, and the texts whose windows reach beyond them. */
        private final int[] positions = new int[LISTED];

        private final int[] across = new int[LISTED];
        private int within;
        private int beyond;

        /** Lists the windows of filter {@code f} in texts {@code from} to {@code to - 1}, without branches: chance decides them. */
        void find(int f, int from, int to) {
            within = 0;
            beyond = 0;
            for (int row = from; row < to; row++) {
                float alpha = gradients[row * filters + f];
                int start = winners[row * filters + f] - textLeft[row];
                alphas[within] = alpha;
                positions[within] = textAt[row] + start;
                across[beyond] = row;
                int counts = alpha != 0 ? 1 : 0;
                int outside = outside(start, textSteps[row] - width);
                within += counts & ~outside;
                beyond += counts & outside;
            }
        }

        /** Writes where the vectors at step {@code j} of the windows begin; those outside a text are left out. */
        int offsets(int f, int j, int[] slots, int length) {
            for (int i = 0; i < within; i++) {
                offsets[i] = slots[positions[i] + j] * length;
            }
            int found = within;
            for (int i = 0; i < beyond; i++) {
                int row = across[i];
                int step = winners[row * filters + f] - textLeft[row] + j;
                int last = textSteps[row] - 1;
                alphas[found] = gradients[row * filters + f];
                offsets[found] = slots[textAt[row] + Math.max(0, Math.min(step, last))] * length;
                found += 1 - outside(step, last);
            }
            return found;
        }

        /** 1 if a value is negative or above a limit, which may be negative, too; else 0. */
        private int outside(int value, int limit) {
            return (value | limit - value) >>> 31;
        }
    }

    WordMaxima(Conv1D convolution, int channels, int steps, int windows, int threads) {
        this.width = convolution.kernelSize();
        this.filters = convolution.filters();
        this.channels = channels;
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
            values = new float[maxima];
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

    /** Where the maxima are written: from {@code row * filters} on. */
    float[] values() {
        return values;
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
            firstSteps[place] = (f * width - window) * channels;
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
     * @param vectors by slot, {@code (words, length)}
     * @param to modified: {@code (width, channels, filters)}, the channels from {@code firstChannel} on
     */
    void writeByKernel(
            Kernels kernels,
            int task,
            int worker,
            int[] slots,
            float[] vectors,
            int length,
            int firstChannel,
            float[] to) {
        Lists list = lists[worker];
        int first = filters * task / tasks;
        int end = filters * (task + 1) / tasks;
        int ofFilter = width * length;
        if (list.sums.length < (end - first) * ofFilter) {
            list.sums = new float[FILTERS_TOGETHER * ofFilter];
        }
        Arrays.fill(list.sums, 0, (end - first) * ofFilter, 0);
        int together = Math.max(1, Math.min(LISTED, VALUES_TOGETHER / (steps * length)));
        for (int row = 0; row < count; row += together) {
            for (int f = first; f < end; f++) {
                list.find(f, row, Math.min(count, row + together));
                for (int j = 0; j < width; j++) {
                    int found = list.offsets(f, j, slots, length);
                    int at = (f - first) * ofFilter + j * length;
                    kernels.addScaledRows(found, length, list.alphas, 0, vectors, 0, list.offsets, 0, list.sums, at);
                }
            }
        }
        for (int i = 0; i < ofFilter; i++) {
            int at = (i / length * channels + firstChannel + i % length) * filters;
            for (int f = first; f < end; f++) {
                to[at + f] = list.sums[(f - first) * ofFilter + i];
            }
        }
    }

    /**
     * Adds to the gradient by a word's vector.
     *
     * @param positions of the word, from {@code first} to before {@code end}
     * @param transposed the kernel, {@code (filters, width, channels)}
     * @param to modified: {@code length} values from {@code toAt} on
     */
    void addByVector(
            Kernels kernels,
            int[] positions,
            int first,
            int end,
            float[] transposed,
            int length,
            int firstChannel,
            float[] to,
            int toAt) {
        for (int i = first; i < end; i++) {
            int row = textOf[positions[i]];
            if (row == NO_TEXT) {
                continue;
            }
            // The windows around the position, from the one that ends with it to the one that begins with it.
            int last = positions[i] - textAt[row] + textLeft[row];
            int window = last - width + 1;
            int endsAt = row * windows;
            int begin = window <= 0 ? row * filters : ends[endsAt + window - 1];
            int count = ends[endsAt + Math.min(windows - 1, last)] - begin;
            int stepAt = last * channels + firstChannel;
            kernels.addScaledRows(count, length, sorted, begin, transposed, stepAt, firstSteps, begin, to, toAt);
        }
    }
}
