// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;

/** Where the windows of a pooling lie; the part of a window outside the sequence does not count. */
record Windows(int steps, int channels, int poolSize, int strides, Padding padding) {
    static Windows of(Shape input, int poolSize, int strides, Padding padding) {
        return new Windows(input.dim(0), input.dim(1), poolSize, strides, padding);
    }

    /** Refuses settings that no pooling layer takes. */
    static void check(String layer, int poolSize, int strides, Padding padding) {
        Settings.positive(layer, "poolSize", poolSize);
        Settings.positive(layer, "strides", strides);
        Settings.present(layer, "padding", padding);
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException(
                    layer + " takes padding valid or same. Received: padding=causal. Use one of those.");
        }
    }

    int count() {
        return padding.windows(steps, poolSize, strides);
    }

    /** The first step of window {@code w} inside the sequence. */
    int first(int w) {
        return Math.max(start(w), 0);
    }

    /** How many steps of window {@code w} lie inside the sequence, at least 1. */
    int length(int w) {
        return Math.min(start(w) + poolSize, steps) - first(w);
    }

    private int start(int w) {
        return w * strides - padding.left(steps, poolSize, strides);
    }
}
