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
 *
 * <p>Of a word that stands at many places most steps of most filters have some gradient: they are summed to a dense row, and a matrix
 * product does what would be several additions of each row ({@link #often}). The other words' rows are added one by one.
 */
final class WordMaxima {
    /** Most filters whose part of the kernel's gradient is made together. */
    private static final int FILTERS_TOGETHER = 25;
    /**
     * Values of texts, padding and words that stand often counted, that are gone over again for each of these filters. Of fewer
     * texts the lists are short, of more the vectors do not stay in a core's second cache.
     */
    private static final int VALUES_TOGETHER = 1_600_000;

    /** A matrix product adds a row in so many times less time. */
    private static final int FASTER = 6;

    private final int width;
    private final int filters;
    /** Of the convolution's input: those of all embeddings that stand side by side. */
    private final int channels;

    /** Steps and windows of a text that is not cut. */
    private final int steps;

    private final int windows;
    private final int tasks;
    private final WindowLists[] lists;

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
    /** The same in steps, not in values. */
    private int[] firstRows = new int[0];
    /** For each text and window: the end of its gradients in {@link #sorted}. */
    private int[] ends = new int[0];
    /** Of each text: position of its first word, its steps, and the steps of its first window that lie before it. */
    private int[] textAt = new int[0];

    private int[] textSteps = new int[0];
    /** Of each text: its maxima that have a gradient. */
    private int[] textMaxima = new int[0];

    private int[] textLeft = new int[0];
    /** Of each position of the batch: the last window that reads it, and its windows' gradients in {@link #sorted}; none of padding that texts share. */
    private int[] lastWindow = new int[0];

    private int[] begins = new int[0];
    private int[] stops = new int[0];

    private int count;

    WordMaxima(Conv1D convolution, int channels, int steps, int windows, int threads) {
        this.width = convolution.kernelSize();
        this.filters = convolution.filters();
        this.channels = channels;
        this.steps = steps;
        this.windows = windows;
        this.tasks = (filters + FILTERS_TOGETHER - 1) / FILTERS_TOGETHER;
        this.lists = new WindowLists[threads];
        Arrays.setAll(lists, i -> new WindowLists(this));
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
            firstRows = new int[maxima];
            ends = new int[capacity * windows];
            textAt = new int[capacity];
            textSteps = new int[capacity];
            textMaxima = new int[capacity];
            textLeft = new int[capacity];
            lastWindow = new int[capacity * steps];
            begins = new int[capacity * steps];
            stops = new int[capacity * steps];
        }
        Arrays.fill(begins, 0);
        Arrays.fill(stops, 0);
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
        int from = row * filters;
        System.arraycopy(g, gAt, gradients, from, filters);
        int endsAt = row * windows;
        Arrays.fill(ends, endsAt, endsAt + windows, 0);
        // Half of the gradients are 0 after dropout, at random: a branch on that would be guessed wrong.
        int found = 0;
        for (int f = 0; f < filters; f++) {
            int counts = counts(g[gAt + f]);
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
            firstRows[place] = f * width - window;
            firstSteps[place] = firstRows[place] * channels;
        }
        textMaxima[row] = found;
        for (int i = 0; i < length; i++) {
            int last = i + left;
            lastWindow[at + i] = last;
            begins[at + i] = last < width ? from : ends[endsAt + last - width];
            stops[at + i] = ends[endsAt + Math.min(windows - 1, last)];
        }
    }

    /** Gradient of the maximum of a text and a filter. */
    float gradient(int row, int filter) {
        return gradients[row * filters + filter];
    }

    /** The first step of its window, counted from the text's first: negative where the window reaches beyond it. */
    int start(int row, int filter) {
        return winners[row * filters + filter] - textLeft[row];
    }

    /** Position of a text's first word. */
    int textAt(int row) {
        return textAt[row];
    }

    /** The last step of a text. */
    int lastStep(int row) {
        return textSteps[row] - 1;
    }

    /** Where a window begins whose last step is the text's last. */
    int lastStart(int row) {
        return textSteps[row] - width;
    }

    /** 0 if a gradient is 0, else 1; a comparison the compiler may make a branch. */
    static int counts(float gradient) {
        int bits = Float.floatToRawIntBits(gradient) << 1;
        return (bits | -bits) >>> 31;
    }

    /**
     * How many of the first slots have words that stand at so many places that a matrix product is faster. Valid after {@link #take} of all texts.
     */
    int often(Words words) {
        long places = 0;
        long found = 0;
        for (int row = 0; row < count; row++) {
            places += textSteps[row];
            found += textMaxima[row];
        }
        long least = found == 0 ? Integer.MAX_VALUE : places * filters / (FASTER * found) + 1;
        return words.often((int) Math.min(Integer.MAX_VALUE, least));
    }

    /** Tasks of {@link #writeByKernel}. */
    int tasks() {
        return tasks;
    }

    /**
     * Writes the gradient of the kernel for some of the filters and the channels of one embedding.
     *
     * @param slots of all positions
     * @param often how many of the first have words that stand at many places
     * @param vectors by slot, {@code (words, length)}
     * @param to modified: {@code (width, channels, filters)}, the channels from {@code firstChannel} on
     */
    void writeByKernel(
            Kernels kernels,
            int task,
            int worker,
            int[] slots,
            int often,
            float[] vectors,
            int length,
            int firstChannel,
            float[] to) {
        WindowLists list = lists[worker];
        int first = filters * task / tasks;
        int end = filters * (task + 1) / tasks;
        int ofFilter = width * length;
        if (list.sums.length < (end - first) * ofFilter) {
            list.sums = new float[FILTERS_TOGETHER * ofFilter];
        }
        int rows = (end - first) * width;
        Arrays.fill(list.sums, 0, rows * length, 0);
        int dense = Math.min(often, WindowLists.DENSE / rows);
        list.clearDense(dense * rows);
        int together = Math.max(1, Math.min(WindowLists.LISTED, VALUES_TOGETHER / (steps * length)));
        for (int row = 0; row < count; row += together) {
            for (int f = first; f < end; f++) {
                list.find(f, row, Math.min(count, row + together));
                for (int j = 0; j < width; j++) {
                    int place = (f - first) * width + j;
                    int found = list.list(f, j, slots, length, dense, place, rows);
                    kernels.addScaledRows(
                            found, length, list.alphas, 0, vectors, 0, list.offsets, 0, list.sums, place * length);
                }
            }
        }
        kernels.matmulTransposedLeft(
                rows, length, dense, list.dense, 0, rows, vectors, 0, length, list.sums, 0, length);
        for (int j = 0; j < width; j++) {
            int at = (j * channels + firstChannel) * filters + first;
            kernels.transpose(end - first, length, list.sums, j * length, ofFilter, to, at, filters);
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
            int begin = begins[positions[i]];
            int count = stops[positions[i]] - begin;
            int stepAt = lastWindow[positions[i]] * channels + firstChannel;
            kernels.addScaledRows(count, length, sorted, begin, transposed, stepAt, firstSteps, begin, to, toAt);
        }
    }

    /**
     * As {@link #addByVector} for slots {@code first} to {@code end - 1}, whose words stand at many places.
     *
     * @param starts where each slot's positions begin
     * @param to modified: {@code (slots, length)}
     */
    void addByVectors(
            Kernels kernels,
            int worker,
            int[] positions,
            int[] starts,
            int first,
            int end,
            float[] transposed,
            int length,
            int firstChannel,
            float[] to) {
        int rows = filters * width;
        WindowLists list = lists[worker];
        list.clearDense((end - first) * rows);
        float[] dense = list.dense;
        for (int slot = first; slot < end; slot++) {
            int rowAt = (slot - first) * rows;
            for (int i = starts[slot]; i < starts[slot + 1]; i++) {
                int stop = stops[positions[i]];
                int denseAt = rowAt + lastWindow[positions[i]];
                for (int at = begins[positions[i]]; at < stop; at++) {
                    dense[denseAt + firstRows[at]] += sorted[at];
                }
            }
        }
        if (first < end) {
            float[] packed = list.packed(kernels.packedLength(rows, length));
            kernels.pack(rows, length, transposed, firstChannel, channels, 1, packed, 0);
            kernels.matmul(
                    end - first,
                    length,
                    rows,
                    dense,
                    0,
                    rows,
                    packed,
                    0,
                    to,
                    first * length,
                    length,
                    true,
                    null,
                    0,
                    false);
        }
    }
}
