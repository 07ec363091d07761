// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The sizes of a convolution and its three products on one sample: output, gradient by the kernel, gradient by the
 * input. Two ways, by whether windows have gaps:
 *
 * <ul>
 *   <li><b>Dense windows</b> (dilation 1): a window is one run of values, so each product is one matrix product whose
 *       left operand has overlapping rows. Padding is made by a copy of the sample between zeros.
 *   <li><b>By offset</b>: one product for each step of the kernel, over the windows for which that step lies inside the
 *       sequence; no padding is needed.
 * </ul>
 *
 * The gradient by the input is itself a convolution, of the output's gradient with {@code kernelSize - 1} zeros around
 * it and the kernel reversed and transposed, where stride and dilation are 1; elsewhere it goes by offset.
 */
record Convolution(
        int steps, int channels, int filters, int kernelSize, int strides, Padding padding, int dilationRate) {
    private static final int KERNEL = 0;
    private static final int REVERSED = 1;
    private static final int COPY = 2;

    int windows() {
        return padding.windows(steps, window(), strides);
    }

    /** Whether {@link #forward} can apply ReLU as it stores, since a result is complete after one product. */
    boolean fusesRelu() {
        return dilationRate == 1;
    }

    /** Packed kernel, packed kernel for the gradient by the input, a reordered copy to pack that one from. */
    Memory memory(Kernels kernels) {
        int forward = fusesRelu()
                ? kernels.packedLength(kernelSize * channels, filters)
                : kernelSize * kernels.packedLength(channels, filters);
        int backward = reverses()
                ? kernels.packedLength(kernelSize * filters, channels)
                : kernelSize * kernels.packedLength(filters, channels);
        int copy = reverses() ? kernelSize * channels * filters : 0;
        int scratch = Math.max(padded() > steps ? padded() * channels : 0, reverses() ? gradientSteps() * filters : 0);
        return Memory.derived(forward, backward, copy).withScratch(scratch);
    }

    void prepare(Pass pass) {
        Kernels kernels = pass.kernels();
        float[] kernel = pass.weight(0);
        int area = channels * filters;
        if (fusesRelu()) {
            kernels.pack(kernelSize * channels, filters, kernel, 0, filters, 1, pass.derived(KERNEL), 0);
        } else {
            int length = kernels.packedLength(channels, filters);
            for (int j = 0; j < kernelSize; j++) {
                kernels.pack(channels, filters, kernel, j * area, filters, 1, pass.derived(KERNEL), j * length);
            }
        }
        if (reverses()) {
            float[] copy = pass.derived(COPY);
            for (int j = 0; j < kernelSize; j++) {
                transpose(kernel, j * area, copy, (kernelSize - 1 - j) * area);
            }
            kernels.pack(kernelSize * filters, channels, copy, 0, channels, 1, pass.derived(REVERSED), 0);
        } else {
            int length = kernels.packedLength(filters, channels);
            for (int j = 0; j < kernelSize; j++) {
                kernels.pack(filters, channels, kernel, j * area, 1, filters, pass.derived(REVERSED), j * length);
            }
        }
    }

    /**
     * Sample {@code row}'s windows, before the activation unless {@code relu}.
     *
     * @param bias or null
     * @param target modified: the block's outputs from {@code targetAt}
     */
    void forward(Pass pass, int row, float[] bias, boolean relu, float[] target, int targetAt) {
        Kernels kernels = pass.kernels();
        int at = targetAt + row * windows() * filters;
        if (fusesRelu()) {
            float[] x = windowsOf(pass, row);
            int k = kernelSize * channels;
            kernels.matmul(
                    windows(),
                    filters,
                    k,
                    x,
                    startOf(pass, row),
                    strides * channels,
                    pass.derived(KERNEL),
                    0,
                    target,
                    at,
                    filters,
                    false,
                    bias,
                    0,
                    relu);
            return;
        }
        kernels.fill(windows() * filters, 0, target, at);
        if (bias != null) {
            kernels.addToRows(windows(), filters, bias, 0, target, at, filters);
        }
        int length = kernels.packedLength(channels, filters);
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                kernels.matmul(
                        count,
                        filters,
                        channels,
                        pass.input(0),
                        inputAt(pass, row) + stepOf(first, j) * channels,
                        strides * channels,
                        pass.derived(KERNEL),
                        j * length,
                        target,
                        at + first * filters,
                        filters,
                        true,
                        null,
                        0,
                        false);
            }
        }
    }

    /** Adds the block's part to the gradient of the kernel: in one product, where no sample has to be padded. */
    void backwardByKernel(Pass pass) {
        if (fusesRelu() && padded() == steps) {
            pass.kernels()
                    .matmulTransposedLeft(
                            pass.rows(),
                            kernelSize * channels,
                            filters,
                            windows(),
                            pass.input(0),
                            pass.inputAt(0),
                            strides * channels,
                            steps * channels,
                            pass.outputGradient(),
                            pass.outputGradientAt(),
                            filters,
                            windows() * filters,
                            pass.weightGradient(0),
                            0,
                            filters);
            return;
        }
        for (int r = 0; r < pass.rows(); r++) {
            backwardByKernel(pass, r);
        }
    }

    private void backwardByKernel(Pass pass, int row) {
        Kernels kernels = pass.kernels();
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt() + row * windows() * filters;
        float[] gradient = pass.weightGradient(0);
        if (fusesRelu()) {
            float[] x = windowsOf(pass, row);
            int k = kernelSize * channels;
            kernels.matmulTransposedLeft(
                    k,
                    filters,
                    windows(),
                    x,
                    startOf(pass, row),
                    strides * channels,
                    g,
                    gAt,
                    filters,
                    gradient,
                    0,
                    filters);
            return;
        }
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                kernels.matmulTransposedLeft(
                        channels,
                        filters,
                        count,
                        pass.input(0),
                        inputAt(pass, row) + stepOf(first, j) * channels,
                        strides * channels,
                        g,
                        gAt + first * filters,
                        filters,
                        gradient,
                        j * channels * filters,
                        filters);
            }
        }
    }

    /** Adds sample {@code row}'s part to the gradient by the input. */
    void backwardByInput(Pass pass, int row) {
        Kernels kernels = pass.kernels();
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt() + row * windows() * filters;
        float[] gradient = pass.inputGradient(0);
        int at = pass.inputGradientAt(0) + row * steps * channels;
        if (reverses()) {
            float[] scratch = pass.scratch();
            int border = (kernelSize - 1) * filters;
            int inner = windows() * filters;
            kernels.fill(border, 0, scratch, 0);
            kernels.copy(inner, g, gAt, scratch, border);
            kernels.fill(border, 0, scratch, border + inner);
            int k = kernelSize * filters;
            float[] reversed = pass.derived(REVERSED);
            kernels.matmul(
                    steps,
                    channels,
                    k,
                    scratch,
                    left() * filters,
                    filters,
                    reversed,
                    0,
                    gradient,
                    at,
                    channels,
                    true,
                    null,
                    0,
                    false);
            return;
        }
        int length = kernels.packedLength(filters, channels);
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                kernels.matmul(
                        count,
                        channels,
                        filters,
                        g,
                        gAt + first * filters,
                        filters,
                        pass.derived(REVERSED),
                        j * length,
                        gradient,
                        at + stepOf(first, j) * channels,
                        strides * channels,
                        true,
                        null,
                        0,
                        false);
            }
        }
    }

    private int window() {
        return (kernelSize - 1) * dilationRate + 1;
    }

    private int left() {
        return padding.left(steps, window(), strides);
    }

    /** Whether the gradient by the input is one product with the reversed kernel. */
    private boolean reverses() {
        return dilationRate == 1 && strides == 1;
    }

    /** Steps from the first that a window reads to the last, padding included. */
    private int padded() {
        return padding == Padding.VALID ? steps : Math.max(steps + left(), (windows() - 1) * strides + window());
    }

    private int gradientSteps() {
        return windows() + 2 * (kernelSize - 1);
    }

    /** The array in which the windows of a sample lie: the input, or scratch with the sample between zeros. */
    private float[] windowsOf(Pass pass, int row) {
        if (padded() == steps) {
            return pass.input(0);
        }
        Kernels kernels = pass.kernels();
        float[] scratch = pass.scratch();
        int before = left() * channels;
        int inner = steps * channels;
        kernels.fill(before, 0, scratch, 0);
        kernels.copy(inner, pass.input(0), inputAt(pass, row), scratch, before);
        kernels.fill(padded() * channels - before - inner, 0, scratch, before + inner);
        return scratch;
    }

    private int startOf(Pass pass, int row) {
        return padded() == steps ? inputAt(pass, row) : 0;
    }

    private int inputAt(Pass pass, int row) {
        return pass.inputAt(0) + row * steps * channels;
    }

    /** The step that offset {@code j} of a window reads; outside the sequence where there is padding. */
    private int stepOf(int window, int j) {
        return window * strides + j * dilationRate - left();
    }

    /** The first window whose offset {@code j} lies inside the sequence. */
    private int firstWindow(int j) {
        int before = left() - j * dilationRate;
        return before <= 0 ? 0 : (before + strides - 1) / strides;
    }

    /** How many windows have their offset {@code j} inside the sequence. */
    private int windowsReading(int j) {
        int last = steps - 1 + left() - j * dilationRate;
        return last < 0 ? 0 : Math.min(windows() - 1, last / strides) - firstWindow(j) + 1;
    }

    private void transpose(float[] from, int fromAt, float[] to, int toAt) {
        for (int c = 0; c < channels; c++) {
            for (int f = 0; f < filters; f++) {
                to[toAt + f * channels + c] = from[fromAt + c * filters + f];
            }
        }
    }
}
