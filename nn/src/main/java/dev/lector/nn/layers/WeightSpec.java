// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;

/**
 * One weight that a layer needs: its Keras name, its shape and how it starts.
 *
 * @param name Keras's name within the layer: {@code kernel}, {@code bias}, {@code embeddings}
 * @param shape Keras's layout: {@code (in, out)} for Dense, {@code (width, in, filters)} for Conv1D
 * @param initializer the values before training
 * @param regularizer penalty added to the loss, or null
 * @param constraint applied after every optimizer step, or null
 * @param trainable false for weights that no optimizer touches
 */
public record WeightSpec(
        String name,
        Shape shape,
        Initializer initializer,
        Regularizer regularizer,
        Constraint constraint,
        boolean trainable) {
    /** A trainable weight without penalty or constraint. */
    public WeightSpec(String name, Shape shape, Initializer initializer) {
        this(name, shape, initializer, null, null, true);
    }
}
