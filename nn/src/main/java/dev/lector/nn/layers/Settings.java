// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/** Checks of the layers' settings, whose messages have one form. */
final class Settings {
    private Settings() {}

    /** Refuses a setting below 1. */
    static void positive(Object layer, String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer.getClass().getSimpleName() + " needs " + name + " >= 1. Received: "
                    + name + "=" + value + ".");
        }
    }

    /** Refuses a setting that is null. */
    static void present(String layer, String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(layer + " needs " + name + ". Received: " + name + "=null.");
        }
    }

    /** The one input shape of a layer with one input. */
    static Shape only(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(layer.className() + " has exactly one input. Received: shapes=" + inputs
                    + ". Join several inputs with Concatenate first.");
        }
        return inputs.get(0);
    }

    /** The one input shape of a layer that reads sequences. */
    static Shape sequence(Layer layer, List<Shape> inputs) {
        Shape shape = only(layer, inputs);
        if (shape.rank() != 2) {
            throw new IllegalArgumentException(layer.className()
                    + " reads sequences of shape (None, steps, channels). Received: shape=" + shape
                    + ". Put it behind an Embedding or another layer over sequences.");
        }
        return shape;
    }

    /** The one input shape of a layer that reads rows of ids. */
    static Shape ids(Layer layer, List<Shape> inputs) {
        Shape shape = only(layer, inputs);
        if (shape.rank() != 1) {
            throw new IllegalArgumentException(layer.className() + " reads ids of shape (None, steps). Received: shape="
                    + shape + ". Feed it from Input.ids(steps).");
        }
        return shape;
    }

    /** Refuses ids outside a table of {@code limit} rows. */
    static void checkIds(Layer layer, int limit, int[] ids, int at, int steps) {
        for (int i = at; i < at + steps; i++) {
            if (ids[i] < 0 || ids[i] >= limit) {
                throw new IllegalArgumentException(layer.className() + " needs ids from 0 to " + (limit - 1)
                        + ". Received: id=" + ids[i] + ". Encode with this model's vocabulary.");
            }
        }
    }

    /** Windows over a sequence, refusing a sequence that is too short. */
    static int windows(Layer layer, Shape input, Padding padding, int window, int strides) {
        int windows = padding.windows(input.dim(0), window, strides);
        if (windows < 1) {
            throw new IllegalArgumentException(layer.className() + " needs at least as many steps as its window."
                    + " Received: shape=" + input + ", window=" + window
                    + ". Use a smaller window, longer sequences or padding=same.");
        }
        return windows;
    }
}
