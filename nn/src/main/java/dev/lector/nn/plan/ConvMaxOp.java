// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution that feeds a global maximum and nothing else. The windows' values are never kept: bias and activation are
 * applied to the maxima alone, since a rising activation does not move a maximum. One window a filter has a gradient, so
 * backward adds {@code filters} scaled rows where the plain path multiplies matrices of {@code windows × filters}.
 *
 * <p>A window is a run of values of its text, or with gaps a run for each step of the kernel.
 */
class ConvMaxOp extends Op {
    private static final int KERNEL = 0;
    static final int TRANSPOSED = 1;
    /** Rows of the kernel that stay in the first cache while their columns are written. */
    private static final int TRANSPOSED_TOGETHER = 32;

    final Conv1D conv;
    final int channels;
    final int filters;
    /** Values of a window, and of a row of the transposed kernel. */
    final int window;
    /** Steps of the text from a window's first to its last. */
    private final int reach;
    /** Runs of values that make a window, how long each is, and how far apart they begin. */
    private final int runs;

    private final int run;
    private final int apart;

    /** The first of this convolution's columns in the pooling's output: several may stand side by side. */
    final int column;
    /** Columns of the pooling's output. */
    final int columns;

    private final int rowsPerBlock;

    ConvMaxOp(Program program, Node convolution, Node pooling, int column) {
        super(pooling, convolution);
        this.column = column;
        this.columns = pooling.shape().size();
        this.conv = (Conv1D) convolution.layer();
        this.channels = convolution.inputs().get(0).shape().dim(-1);
        this.filters = conv.filters();
        this.window = conv.kernelSize() * channels;
        this.reach = (conv.kernelSize() - 1) * conv.dilationRate() + 1;
        this.runs = conv.dilationRate() == 1 ? 1 : conv.kernelSize();
        this.run = window / runs;
        this.apart = conv.dilationRate() * channels;
        this.rowsPerBlock = program.rowsPerBlock;
    }

    /** True if the largest value before the activation is the largest after it. */
    static boolean rises(Activation activation) {
        // GELU and SILU fall before they rise; softmax looks at all filters.
        return activation != Activation.SOFTMAX && activation != Activation.GELU && activation != Activation.SILU;
    }

    /** True if this may stand for the convolution and the pooling. */
    static boolean fits(Program program, Node convolution, Node pooling) {
        return convolution.layer() instanceof Conv1D conv
                && conv.strides() == 1
                && (conv.dilationRate() == 1 || conv.padding() == Padding.VALID)
                && rises(conv.activation())
                && !program.isOutput(convolution)
                && program.consumers(convolution).equals(List.of(pooling));
    }

    /** True if the maximum over several convolutions side by side may be taken of each for itself. */
    static boolean fitSideBySide(Program program, Node joined, Node pooling) {
        return joined.layer() instanceof Concatenate concatenate
                && concatenate.joinsChannels()
                && !program.isOutput(joined)
                && program.consumers(joined).equals(List.of(pooling))
                && joined.inputs().stream()
                        .allMatch(node -> program.model.uses(node).size() == 1 && fits(program, node, joined));
    }

    int windows(Pass pass) {
        return conv.padding().windows(pass.inputShape(0).dim(0), reach, 1);
    }

    /** Steps of the first window that lie before the text. */
    int left(Pass pass) {
        return conv.padding().left(pass.inputShape(0).dim(0), conv.kernelSize(), 1);
    }

    /** Derived: packed kernel; kernel with the filters as rows. Kept: the window of each maximum, and lists of backward. */
    @Override
    Memory memory(Program program, int rows) {
        Shape input = weighted.inputs().get(0).shape();
        int windows = weighted.shape().dim(0);
        int padded = runs == 1 ? (input.dim(0) + conv.kernelSize()) * channels : windows * window;
        return Memory.derived(program.kernels.packedLength(window, filters), program.training ? window * filters : 0)
                .withKeptInts(filters + Math.max(filters, rows) + windows + 2 + filters)
                .withScratch(Math.max(windows * filters + padded, Math.max(filters, rows)));
    }

    @Override
    void prepare(Pass pass) {
        pass.kernels().pack(window, filters, pass.weight(0), 0, filters, 1, pass.derived(KERNEL), 0);
        transposeKernel(pass);
    }

    final void transposeKernel(Pass pass) {
        for (int task = 0; task < transposeTasks(); task++) {
            transposeKernel(pass, task);
        }
    }

    /** Parts of {@link #transposeKernel(Pass, int)}. */
    final int transposeTasks() {
        return (window + TRANSPOSED_TOGETHER - 1) / TRANSPOSED_TOGETHER;
    }

    /** Writes a part of the kernel with the filters as rows, where it is needed. */
    final void transposeKernel(Pass pass, int task) {
        if (pass.derived(TRANSPOSED).length > 0) {
            int first = task * TRANSPOSED_TOGETHER;
            int rows = Math.min(TRANSPOSED_TOGETHER, window - first);
            float[] to = pass.derived(TRANSPOSED);
            pass.kernels().transpose(rows, filters, pass.weight(0), first * filters, filters, to, first, window);
        }
    }

    @Override
    boolean transposesGradient(int i) {
        return i == 0;
    }

    @Override
    void forward(BlockPass pass) {
        for (int r = 0; r < pass.rows(); r++) {
            maximum(pass, r);
        }
        finish(pass);
    }

    private void maximum(BlockPass pass, int row) {
        Kernels kernels = pass.kernels();
        int steps = pass.inputShape(0).dim(0);
        int windows = windows(pass);
        float[] x = pass.input(0);
        int at = pass.inputAt(0) + row * steps * channels;
        int stride = channels;
        float[] scratch = pass.scratch();
        if (runs > 1) {
            gather(kernels, x, at, windows, scratch);
            x = scratch;
            at = windows * filters;
            stride = window;
        } else if (windows > steps - conv.kernelSize() + 1) {
            pad(pass, x, at, windows, scratch);
            x = scratch;
            at = windows * filters;
        }
        kernels.matmul(
                windows,
                filters,
                window,
                x,
                at,
                stride,
                pass.derived(KERNEL),
                0,
                scratch,
                0,
                filters,
                false,
                null,
                0,
                false);
        kernels.maxOverSteps(
                windows,
                filters,
                scratch,
                0,
                pass.output(),
                outputAt(pass, row),
                pass.keptInts(),
                pass.keptIntsAt() + row * filters);
    }

    /** Writes the text with zeros around it, behind the room for the windows' values. */
    private void pad(BlockPass pass, float[] x, int at, int windows, float[] scratch) {
        Kernels kernels = pass.kernels();
        int text = pass.inputShape(0).size();
        int left = left(pass) * channels;
        int all = (windows + conv.kernelSize() - 1) * channels;
        int to = windows * filters;
        kernels.fill(left, 0, scratch, to);
        kernels.copy(text, x, at, scratch, to + left);
        kernels.fill(all - left - text, 0, scratch, to + left + text);
    }

    /** Writes the windows one after the other, without their gaps, behind the room for their values. */
    private void gather(Kernels kernels, float[] x, int at, int windows, float[] scratch) {
        int to = windows * filters;
        for (int t = 0; t < windows; t++) {
            for (int j = 0; j < runs; j++) {
                kernels.copy(run, x, at + t * channels + j * apart, scratch, to + t * window + j * run);
            }
        }
    }

    /** Where the maxima of a row stand in the output. */
    final int outputAt(Pass pass, int row) {
        return pass.outputAt() + row * columns + column;
    }

    final int gradientAt(Pass pass, int row) {
        return pass.outputGradientAt() + row * columns + column;
    }

    /** Rows whose maxima stand one after the other. */
    private int together(Pass pass) {
        return columns == filters ? pass.rows() : 1;
    }

    /** Bias and activation of the maxima. */
    final void finish(BlockPass pass) {
        float[] out = pass.output();
        if (conv.useBias()) {
            pass.kernels().addToRows(pass.rows(), filters, pass.weight(1), 0, out, outputAt(pass, 0), columns);
        }
        int together = together(pass);
        for (int r = 0; r < pass.rows(); r += together) {
            int at = outputAt(pass, r);
            conv.activation().forward(pass.kernels(), together, filters, out, at, out, at);
        }
    }

    @Override
    void backward(BlockPass pass) {
        backwardByMaxima(pass);
        if (pass.weightGradient(0) != null) {
            backwardByKernel(pass);
        }
        if (pass.inputGradient(0) != null) {
            for (int r = 0; r < pass.rows(); r++) {
                backwardByInput(pass, r);
            }
        }
    }

    /** Makes of the gradients behind the activation those before it, and adds them to the bias. */
    final void backwardByMaxima(BlockPass pass) {
        Kernels kernels = pass.kernels();
        float[] g = pass.outputGradient();
        int together = together(pass);
        for (int r = 0; r < pass.rows(); r += together) {
            conv.activation()
                    .backward(kernels, together, filters, pass.output(), outputAt(pass, r), g, gradientAt(pass, r));
        }
        if (conv.useBias() && pass.weightGradient(1) != null) {
            kernels.addRowsInto(pass.rows(), filters, g, gradientAt(pass, 0), columns, pass.weightGradient(1), 0);
        }
    }

    /** Adds to each filter's row the windows of its maxima, scaled by their gradients. */
    private void backwardByKernel(BlockPass pass) {
        Kernels kernels = pass.kernels();
        float[] x = pass.input(0);
        float[] gradient = pass.weightGradient(0);
        float[] alphas = pass.scratch();
        int[] offsets = pass.keptInts();
        int offsetsAt = pass.keptIntsAt() + rowsPerBlock * filters;
        for (int f = 0; f < filters; f++) {
            int count = listWindows(pass, f, offsetsAt);
            for (int j = 0; j < runs; j++) {
                kernels.addScaledRows(
                        count, run, alphas, 0, x, j * apart, offsets, offsetsAt, gradient, f * window + j * run);
            }
        }
    }

    /** Lists filter {@code f}'s windows that have a gradient, adds those that reach beyond the text; returns how many are listed. */
    private int listWindows(BlockPass pass, int f, int offsetsAt) {
        float[] g = pass.outputGradient();
        int gAt = gradientAt(pass, 0) + f;
        int[] ints = pass.keptInts();
        int windowAt = pass.keptIntsAt() + f;
        float[] alphas = pass.scratch();
        int at = pass.inputAt(0);
        int size = pass.inputShape(0).size();
        int last = pass.inputShape(0).dim(0) - reach;
        int left = left(pass);
        int rows = pass.rows();
        int count = 0;
        for (int r = 0; r < rows; r++) {
            float alpha = g[gAt + r * columns];
            int start = ints[windowAt + r * filters] - left;
            if (start < 0 || start > last) {
                addInnerPart(pass, r, f, start, alpha);
                continue;
            }
            alphas[count] = alpha;
            ints[offsetsAt + count] = at + r * size + start * channels;
            count += alpha != 0 ? 1 : 0;
        }
        return count;
    }

    /** Adds what of a window lies within the text; such a window has no gaps. */
    private void addInnerPart(BlockPass pass, int r, int f, int start, float alpha) {
        int steps = pass.inputShape(0).dim(0);
        int first = Math.max(0, -start);
        int last = Math.min(conv.kernelSize(), steps - start);
        pass.kernels()
                .axpy(
                        (last - first) * channels,
                        alpha,
                        pass.input(0),
                        pass.inputAt(0) + (r * steps + start + first) * channels,
                        pass.weightGradient(0),
                        f * window + first * channels);
    }

    /** Adds to the windows of sample {@code row}'s maxima the rows of their filters, window by window. */
    private void backwardByInput(BlockPass pass, int row) {
        float[] g = pass.outputGradient();
        int gAt = gradientAt(pass, row);
        int[] ints = pass.keptInts();
        int windowAt = pass.keptIntsAt() + row * filters;
        int offsetsAt = pass.keptIntsAt() + rowsPerBlock * filters;
        int endsAt = offsetsAt + Math.max(filters, rowsPerBlock);
        int windows = windows(pass);
        float[] alphas = pass.scratch();
        int activeAt = endsAt + windows + 1;
        Arrays.fill(ints, endsAt, activeAt, 0);
        // Half of the gradients are 0 after dropout, at random: a branch on that would be guessed wrong.
        int count = 0;
        for (int f = 0; f < filters; f++) {
            ints[activeAt + count] = f;
            count += g[gAt + f] != 0 ? 1 : 0;
        }
        for (int i = 0; i < count; i++) {
            ints[endsAt + ints[windowAt + ints[activeAt + i]] + 1]++;
        }
        for (int t = 0; t < windows; t++) {
            ints[endsAt + t + 1] += ints[endsAt + t];
        }
        for (int i = 0; i < count; i++) {
            int f = ints[activeAt + i];
            int place = ints[endsAt + ints[windowAt + f]]++;
            alphas[place] = g[gAt + f];
            ints[offsetsAt + place] = f * window;
        }
        int from = 0;
        int left = left(pass);
        for (int t = 0; t < windows; t++) {
            int to = ints[endsAt + t];
            if (to > from) {
                addWindow(pass, row, t - left, from, to, offsetsAt);
            }
            from = to;
        }
    }

    private void addWindow(BlockPass pass, int row, int start, int from, int to, int offsetsAt) {
        int steps = pass.inputShape(0).dim(0);
        // Only a window without gaps may reach beyond the text.
        int first = Math.max(0, -start);
        int length = runs > 1 ? run : (Math.min(conv.kernelSize(), steps - start) - first) * channels;
        for (int j = 0; j < runs; j++) {
            pass.kernels()
                    .addScaledRows(
                            to - from,
                            length,
                            pass.scratch(),
                            from,
                            pass.derived(TRANSPOSED),
                            first * channels + j * run,
                            pass.keptInts(),
                            offsetsAt + from,
                            pass.inputGradient(0),
                            pass.inputGradientAt(0) + (row * steps + start + first) * channels + j * apart);
        }
    }
}
