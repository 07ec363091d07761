// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.List;
import java.util.Set;

/**
 * A layer is an immutable record of its settings. It knows its output's shape, its weights' shapes and its forward and
 * backward pass; it holds no weights and no scratch memory, so one layer object may serve any number of threads.
 *
 * <p>Implementations are records, one file each, in the order: Javadoc, settings, weights, output shape, forward,
 * backward. The record's components are the saved settings.
 */
public interface Layer {
    /** Keras's name of the layer's class: {@code Conv1D}. */
    default String className() {
        return getClass().getSimpleName();
    }

    /** False if no optimizer may touch the weights of this layer. */
    default boolean trainable() {
        return true;
    }

    /**
     * The shape of one sample at the output.
     *
     * @throws IllegalArgumentException if the inputs do not fit; the message prints the shapes
     */
    Shape outputShape(List<Shape> inputs);

    /**
     * The shapes of the outputs of a layer that has several. It writes them one after the other for each sample, and
     * {@link #outputShape} is the sum of their sizes; in a graph {@link dev.lector.nn.Node#output} gives each of them.
     */
    default List<Shape> outputShapes(List<Shape> inputs) {
        return List.of(outputShape(inputs));
    }

    /** What its inputs may be made of: the values of other layers, unless it says otherwise. */
    default Set<InputKind> reads() {
        return Set.of(InputKind.FLOATS);
    }

    /** The weights, in Keras's order. */
    default List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    /** What happens to a mask. */
    default MaskRule maskRule() {
        return MaskRule.STOP;
    }

    /**
     * The memory for blocks of at most {@code rows} samples.
     *
     * @param kernels the kernels in use, whose packed sizes differ
     */
    default Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE;
    }

    /** Computes the derived arrays from the weights; called once after every change of the weights. */
    default void prepare(Pass pass) {}

    /** Reads {@code pass.input}, writes {@code pass.output} for {@code pass.rows()} samples. */
    void forward(Pass pass);

    /**
     * Adds to {@code pass.weightGradient} and, where it is not null, to {@code pass.inputGradient}. Called after
     * {@link #forward} of the same block, with inputs, output and kept memory as forward left them; once, so it may
     * overwrite the kept memory.
     */
    void backward(Pass pass);
}
