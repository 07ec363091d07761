// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The sizes of a convolution and its three products on a block of samples: output, gradient by the kernel, gradient by
 * the input. Two ways, by whether a window is one run of values of the input:
 *
 * <ul>
 *   <li><b>Dense windows</b> (dilation 1, no padding): each product is one matrix product over all windows of the block,
 *       in which a matrix of overlapping rows stands for the windows.
 *   <li><b>By offset</b>: one product for each step of the kernel, over the windows for which that step lies inside the
 *       sequence; so padding is never made.
 * </ul>
 */
record Convolution(
        int steps, int channels, int filters, int kernelSize, int strides, Padding padding, int dilationRate) {
    private static final int KERNEL = 0;
    private static final int TRANSPOSED = 1;

    int windows() {
        return padding.windows(steps, window(), strides);
    }

    /** Whether a window is one run of values; then {@link #forward} can apply ReLU as it stores. */
    boolean dense() {
        return dilationRate == 1 && left() == 0 && (windows() - 1) * strides + kernelSize <= steps;
    }

    /** The packed kernel, and the packed kernel for the gradient by the input. */
    Memory memory(Kernels kernels) {
        return dense()
                ? Memory.derived(
                        kernels.packedLength(kernelSize * channels, filters),
                        kernels.packedLength(filters, kernelSize * channels))
                : Memory.derived(
                        kernelSize * kernels.packedLength(channels, filters),
                        kernelSize * kernels.packedLength(filters, channels));
    }

    void prepare(Pass pass) {
        Kernels kernels = pass.kernels();
        float[] kernel = pass.weight(0);
        float[] packed = pass.derived(KERNEL);
        float[] transposed = pass.derived(TRANSPOSED);
        if (dense()) {
            int k = kernelSize * channels;
            kernels.pack(k, filters, kernel, 0, filters, 1, packed, 0);
            kernels.pack(filters, k, kernel, 0, 1, filters, transposed, 0);
            return;
        }
        int forward = kernels.packedLength(channels, filters);
        int backward = kernels.packedLength(filters, channels);
        for (int j = 0; j < kernelSize; j++) {
            int from = j * channels * filters;
            kernels.pack(channels, filters, kernel, from, filters, 1, packed, j * forward);
            kernels.pack(filters, channels, kernel, from, 1, filters, transposed, j * backward);
        }
    }

    /**
     * The block's windows, before the activation unless {@code relu}.
     *
     * @param bias or null
     * @param relu only with {@link #dense} windows
     * @param target modified: the block's outputs from {@code targetAt}
     */
    void forward(Pass pass, float[] bias, boolean relu, float[] target, int targetAt) {
        Kernels kernels = pass.kernels();
        if (dense()) {
            kernels.matmul(
                    pass.rows(),
                    windows(),
                    filters,
                    kernelSize * channels,
                    pass.input(0),
                    pass.inputAt(0),
                    strides * channels,
                    steps * channels,
                    pass.derived(KERNEL),
                    0,
                    target,
                    targetAt,
                    filters,
                    windows() * filters,
                    false,
                    bias,
                    0,
                    relu);
            return;
        }
        int all = pass.rows() * windows();
        kernels.fill(all * filters, 0, target, targetAt);
        if (bias != null) {
            kernels.addToRows(all, filters, bias, 0, target, targetAt, filters);
        }
        int length = kernels.packedLength(channels, filters);
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                kernels.matmul(
                        pass.rows(),
                        count,
                        filters,
                        channels,
                        pass.input(0),
                        pass.inputAt(0) + stepOf(first, j) * channels,
                        strides * channels,
                        steps * channels,
                        pass.derived(KERNEL),
                        j * length,
                        target,
                        targetAt + first * filters,
                        filters,
                        windows() * filters,
                        true,
                        null,
                        0,
                        false);
            }
        }
    }

    /** Adds the block's part to the gradient of the kernel. */
    void backwardByKernel(Pass pass) {
        if (dense()) {
            backwardByKernel(pass, kernelSize * channels, 0, 0, windows(), 0);
            return;
        }
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                backwardByKernel(pass, channels, stepOf(first, j), first, count, j * channels * filters);
            }
        }
    }

    /** The part of {@code k} values from {@code step} on, which {@code count} windows from {@code first} on read first. */
    private void backwardByKernel(Pass pass, int k, int step, int first, int count, int gradientAt) {
        pass.kernels()
                .matmulTransposedLeft(
                        pass.rows(),
                        k,
                        filters,
                        count,
                        pass.input(0),
                        pass.inputAt(0) + step * channels,
                        strides * channels,
                        steps * channels,
                        pass.outputGradient(),
                        pass.outputGradientAt() + first * filters,
                        filters,
                        windows() * filters,
                        pass.weightGradient(0),
                        gradientAt,
                        filters);
    }

    /** Adds the block's part to the gradient by the input. */
    void backwardByInput(Pass pass) {
        if (dense()) {
            backwardByInput(pass, kernelSize * channels, 0, 0, windows(), 0);
            return;
        }
        int length = pass.kernels().packedLength(filters, channels);
        for (int j = 0; j < kernelSize; j++) {
            int first = firstWindow(j);
            int count = windowsReading(j);
            if (count > 0) {
                backwardByInput(pass, channels, stepOf(first, j), first, count, j * length);
            }
        }
    }

    /** The gradient by {@code n} values from {@code step} on, which {@code count} windows from {@code first} on read first. */
    private void backwardByInput(Pass pass, int n, int step, int first, int count, int packedAt) {
        pass.kernels()
                .matmul(
                        pass.rows(),
                        count,
                        n,
                        filters,
                        pass.outputGradient(),
                        pass.outputGradientAt() + first * filters,
                        filters,
                        windows() * filters,
                        pass.derived(TRANSPOSED),
                        packedAt,
                        pass.inputGradient(0),
                        pass.inputGradientAt(0) + step * channels,
                        strides * channels,
                        steps * channels,
                        true,
                        null,
                        0,
                        false);
    }

    private int window() {
        return (kernelSize - 1) * dilationRate + 1;
    }

    private int left() {
        return padding.left(steps, window(), strides);
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
}
