// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static dev.lector.nn.kernels.WinogradKernels.POINTS;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.Pass;

/**
 * The products of a convolution by fewer multiplications, on a block of samples: see
 * {@link dev.lector.nn.kernels.WinogradKernels}. A run of {@code m = 8 - kernelSize} windows takes 7 products of rows by the kernel
 * where the plain way takes {@code m·kernelSize}, 16 for kernels of 4 steps; the gradients by the kernel and by the input likewise.
 *
 * <p>The gradient of the kernel is summed at the points, over all blocks of a shard, and turned into that of the kernel once
 * ({@link #finishGradient}).
 *
 * <p>The windows of a text are cut into lines: all of them, or with gaps of {@code dilationRate} steps so many lines, whose windows read
 * the same steps. A line's last run, where it is not whole, goes through a copy that ends in zeros.
 */
final class Winograd {
    /** Steps of kernels for which seven products are at most half of the plain ones. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 5;
    /** Channels and filters from which the products outweigh what is done for each channel. */
    private static final int FEWEST_CHANNELS = 32;
    /** Runs of a block that are multiplied together: their values stay in the second-level cache. */
    private static final int MOST_RUNS = 64;
    /** Rows of the matrices begin this many values apart, so that products need no copies of their operands. */
    private static final int LINE = 16;
    /** Rows of a product without copies come in fours. */
    private static final int ROWS = 4;

    private static final int FORWARD = 0;
    private static final int BACKWARD = 1;
    private static final int AT_POINTS = 2;

    private final int kernelSize;
    private final int lines;
    private final int channels;
    private final int filters;
    /** Windows of a run. */
    private final int together;
    /** Distance between rows of channels, and between rows of filters. */
    private final int channelRow;

    private final int filterRow;
    private final boolean backward;
    private final int firstDerived;

    /**
     * For a convolution.
     *
     * @param backward whether {@link #backward} will be called
     * @param firstDerived the first of the three derived arrays that are this one's
     */
    Winograd(Node convolution, boolean backward, int firstDerived) {
        Conv1D conv = (Conv1D) convolution.layer();
        this.kernelSize = conv.kernelSize();
        this.lines = conv.dilationRate();
        this.channels = convolution.inputs().get(0).shape().dim(-1);
        this.filters = conv.filters();
        this.together = POINTS - kernelSize + 1;
        this.channelRow = rowOf(channels);
        this.filterRow = rowOf(filters);
        this.backward = backward;
        this.firstDerived = firstDerived;
    }

    /** True if a convolution takes less time so. */
    static boolean fits(Kernels kernels, Node convolution) {
        return kernels.gainsByPoints()
                && convolution.layer() instanceof Conv1D conv
                && conv.strides() == 1
                && conv.padding() == Padding.VALID
                && conv.kernelSize() >= SHORTEST
                && conv.kernelSize() <= LONGEST
                && Math.min(conv.filters(), convolution.inputs().get(0).shape().dim(-1)) >= FEWEST_CHANNELS
                && convolution.shape().dim(0) / conv.dilationRate() >= POINTS - conv.kernelSize() + 1;
    }

    private static int rowOf(int n) {
        return (n + LINE - 1) / LINE * LINE;
    }

    /** Lengths of the derived arrays: the kernel at the points, packed for both directions, and as it is made. */
    int[] derived(Kernels kernels) {
        return new int[] {
            POINTS * kernels.packedLength(channels, filterRow),
            backward ? POINTS * kernels.packedLength(filters, channelRow) : 0,
            POINTS * channelRow * filterRow
        };
    }

    /** Floats of scratch for blocks of {@code rows} samples with {@code windows} windows. */
    int scratch(int rows, int windows) {
        int runs = runsOf(windows);
        // Of shorter texts, more may be together.
        int most = Math.max(runs, Math.min(rows * runs, MOST_RUNS));
        return edgeAt(most) + POINTS * Math.max(channels, filters);
    }

    /** Runs of a sample. */
    private int runsOf(int windows) {
        int runs = 0;
        for (int line = 0; line < lines; line++) {
            runs += runsOfLine(windowsOfLine(windows, line));
        }
        return runs;
    }

    private int windowsOfLine(int windows, int line) {
        return (windows - line + lines - 1) / lines;
    }

    private int runsOfLine(int windows) {
        return (windows + together - 1) / together;
    }

    private static int rowsTogether(int rows, int runs) {
        return Math.max(1, Math.min(rows, MOST_RUNS / runs));
    }

    /** Scratch begins with the channels of all runs at the points; behind them are the filters, and a run that is not whole. */
    private int filtersAt(int runs) {
        return POINTS * rowsOf(runs) * channelRow;
    }

    private int edgeAt(int runs) {
        return POINTS * rowsOf(runs) * (channelRow + filterRow);
    }

    private static int rowsOf(int runs) {
        return (runs + ROWS - 1) / ROWS * ROWS;
    }

    void prepare(Pass pass) {
        Kernels kernels = pass.kernels();
        float[] atPoints = pass.derived(firstDerived + AT_POINTS);
        int size = channelRow * filterRow;
        kernels.evaluate(
                channels,
                filters,
                kernelSize,
                filters,
                pass.weight(0),
                0,
                channels * filters,
                atPoints,
                0,
                filterRow,
                size);
        int forward = kernels.packedLength(channels, filterRow);
        int back = kernels.packedLength(filters, channelRow);
        for (int p = 0; p < POINTS; p++) {
            float[] packed = pass.derived(firstDerived + FORWARD);
            kernels.pack(channels, filterRow, atPoints, p * size, filterRow, 1, packed, p * forward);
            if (backward) {
                float[] transposed = pass.derived(firstDerived + BACKWARD);
                kernels.pack(filters, channelRow, atPoints, p * size, 1, filterRow, transposed, p * back);
            }
        }
    }

    /** Writes the windows of the block's samples, without bias and activation, to {@code out} from {@code outAt} on. */
    void forward(Pass pass, int windows, float[] out, int outAt) {
        int runs = runsOf(windows);
        int most = rowsTogether(pass.rows(), runs);
        for (int first = 0; first < pass.rows(); first += most) {
            int count = Math.min(most, pass.rows() - first);
            move(pass, Move.CHANNELS, pass.input(0), pass.inputAt(0), first, count, windows);
            multiply(pass, count * runs);
            move(pass, Move.FILTERS_BACK, out, outAt, first, count, windows);
        }
    }

    /** The products of channels and kernel at the points. */
    private void multiply(Pass pass, int runs) {
        multiply(pass, runs, FORWARD, channels, channelRow, 0, filterRow, filtersAt(runs));
    }

    /** The products of {@code k} values a run with the kernel at the points: {@code row} values, {@code to} in scratch. */
    private void multiply(Pass pass, int runs, int kernel, int k, int kRow, int from, int row, int to) {
        Kernels kernels = pass.kernels();
        float[] scratch = pass.scratch();
        float[] packed = pass.derived(firstDerived + kernel);
        int length = kernels.packedLength(k, row);
        int rows = rowsOf(runs);
        for (int p = 0; p < POINTS; p++) {
            int at = from + p * rows * kRow;
            int target = to + p * rows * row;
            kernels.matmul(
                    rows, row, k, scratch, at, kRow, packed, p * length, scratch, target, row, false, null, 0, false);
        }
    }

    // ---- between the steps of texts and the points ----

    /** What goes to the points, and what comes from there as the gradient of that. */
    private enum Move {
        CHANNELS,
        CHANNELS_BACK,
        FILTERS,
        FILTERS_BACK;

        boolean ofChannels() {
            return this == CHANNELS || this == CHANNELS_BACK;
        }

        boolean toPoints() {
            return this == CHANNELS || this == FILTERS;
        }
    }

    /**
     * Moves the values of {@code count} samples.
     *
     * @param x of the block, from {@code xAt} on; modified by the ways back, of channels by adding to it
     */
    private void move(Pass pass, Move move, float[] x, int xAt, int first, int count, int windows) {
        int runs = count * runsOf(windows);
        int steps = move.ofChannels() ? windows + (kernelSize - 1) * lines : windows;
        int n = move.ofChannels() ? channels : filters;
        for (int r = 0, run = 0; r < count; r++) {
            for (int line = 0; line < lines; line++) {
                int at = xAt + ((first + r) * steps + line) * n;
                int ofLine = windowsOfLine(windows, line);
                moveLine(pass, move, x, at, ofLine, runs, run);
                run += runsOfLine(ofLine);
            }
        }
    }

    /** Moves the values of a line, whose runs are from {@code run} on of {@code allRuns}. */
    private void moveLine(Pass pass, Move move, float[] x, int at, int windows, int allRuns, int run) {
        Kernels kernels = pass.kernels();
        float[] scratch = pass.scratch();
        int n = move.ofChannels() ? channels : filters;
        int row = move.ofChannels() ? channelRow : filterRow;
        int point = rowsOf(allRuns) * row;
        int v = (move.ofChannels() ? 0 : filtersAt(allRuns)) + run * row;
        int step = lines * n;
        int whole = windows / together;
        moveRuns(kernels, move, whole, together * step, n, x, at, step, scratch, v, row, point);
        int left = windows - whole * together;
        if (left > 0) {
            int edge = edgeAt(allRuns);
            int steps = move.ofChannels() ? left + kernelSize - 1 : left;
            int from = at + whole * together * step;
            kernels.fill(POINTS * n, 0, scratch, edge);
            for (int j = 0; j < steps && move.toPoints(); j++) {
                kernels.copy(n, x, from + j * step, scratch, edge + j * n);
            }
            moveRuns(kernels, move, 1, 0, n, scratch, edge, n, scratch, v + whole * row, row, point);
            for (int j = 0; j < steps && move == Move.CHANNELS_BACK; j++) {
                kernels.add(n, scratch, edge + j * n, x, from + j * step);
            }
            for (int j = 0; j < steps && move == Move.FILTERS_BACK; j++) {
                kernels.copy(n, scratch, edge + j * n, x, from + j * step);
            }
        }
    }

    private void moveRuns(
            Kernels kernels,
            Move move,
            int runs,
            int next,
            int n,
            float[] x,
            int at,
            int step,
            float[] v,
            int vAt,
            int row,
            int point) {
        if (move == Move.CHANNELS) {
            kernels.toPoints(runs, next, n, x, at, step, v, vAt, row, point);
        } else if (move == Move.CHANNELS_BACK) {
            kernels.toPointsBackward(runs, next, n, x, at, step, v, vAt, row, point);
        } else if (move == Move.FILTERS) {
            kernels.evaluate(runs, next, together, n, x, at, step, v, vAt, row, point);
        } else {
            kernels.evaluateBackward(runs, next, together, n, x, at, step, v, vAt, row, point);
        }
    }

    // ---- the way back ----

    /** Length of the gradient of the kernel: behind it stand its sums at the points. */
    int gradientLength() {
        return (kernelSize + POINTS) * channels * filters;
    }

    /** Adds the block's parts to the sums of the kernel's gradient at the points, and to the gradient by the input. */
    void backward(Pass pass, int windows) {
        int runs = runsOf(windows);
        int most = rowsTogether(pass.rows(), runs);
        for (int first = 0; first < pass.rows(); first += most) {
            int count = Math.min(most, pass.rows() - first);
            move(pass, Move.FILTERS, pass.outputGradient(), pass.outputGradientAt(), first, count, windows);
            if (pass.weightGradient(0) != null) {
                move(pass, Move.CHANNELS, pass.input(0), pass.inputAt(0), first, count, windows);
                addByKernel(pass, count * runs);
            }
            if (pass.inputGradient(0) != null) {
                multiplyBack(pass, count * runs);
                move(pass, Move.CHANNELS_BACK, pass.inputGradient(0), pass.inputGradientAt(0), first, count, windows);
            }
        }
    }

    private void addByKernel(Pass pass, int runs) {
        float[] scratch = pass.scratch();
        int rows = rowsOf(runs);
        for (int p = 0; p < POINTS; p++) {
            pass.kernels()
                    .matmulTransposedLeft(
                            channels,
                            filters,
                            runs,
                            scratch,
                            p * rows * channelRow,
                            channelRow,
                            scratch,
                            filtersAt(runs) + p * rows * filterRow,
                            filterRow,
                            pass.weightGradient(0),
                            (kernelSize + p) * channels * filters,
                            filters);
        }
    }

    /** The gradients by the channels at the points, in the place of the channels. */
    private void multiplyBack(Pass pass, int runs) {
        multiply(pass, runs, BACKWARD, filters, filterRow, filtersAt(runs), channelRow, 0);
    }

    /**
     * The gradient of the kernel from its sums at the points.
     *
     * @param gradient modified: as {@link #gradientLength} says
     */
    void finishGradient(Kernels kernels, float[] gradient) {
        int size = channels * filters;
        kernels.evaluateBackward(1, 0, kernelSize, size, gradient, 0, size, gradient, kernelSize * size, 0, size);
    }
}
