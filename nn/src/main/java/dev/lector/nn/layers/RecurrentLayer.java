// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link SimpleRNN}, {@link LSTM} and {@link GRU} have in common: their settings, shapes and weights. The way through
 * the steps is in {@code Recurrence}, one step of each of them in a {@code Cell}.
 */
public sealed interface RecurrentLayer extends Layer permits SimpleRNN, LSTM, GRU {
    /** Values of the state, and of the output at a step. */
    int units();

    /** Activation of the new state, or of the candidate for it. */
    Activation activation();

    /** Whether there is a bias. */
    boolean useBias();

    /** The kernel before training. */
    Initializer kernelInitializer();

    /** The recurrent kernel before training. */
    Initializer recurrentInitializer();

    /** The bias before training, as it is set. */
    Initializer biasInitializer();

    /** Penalty on the kernel, or null. */
    Regularizer kernelRegularizer();

    /** Penalty on the recurrent kernel, or null. */
    Regularizer recurrentRegularizer();

    /** Penalty on the bias, or null. */
    Regularizer biasRegularizer();

    /** Applied to the kernel after each optimizer step, or null. */
    Constraint kernelConstraint();

    /** Applied to the recurrent kernel after each optimizer step, or null. */
    Constraint recurrentConstraint();

    /** Applied to the bias after each optimizer step, or null. */
    Constraint biasConstraint();

    /** Share of the input's channels that training leaves out. */
    float dropout();

    /** Share of the old state's values that training leaves out. */
    float recurrentDropout();

    /** Whether the output has all steps. */
    boolean returnSequences();

    /** Whether the last state follows as output of its own. */
    boolean returnState();

    /** Whether the last step is read first. */
    boolean goBackwards();

    /** With {@code goBackwards} changed. */
    RecurrentLayer goBackwards(boolean value);

    /** Whether a batch begins with the state that the batch before it ended with. */
    boolean stateful();

    /** Number of arrays in the state: 2 for LSTM, whose h and c both go on, else 1. */
    default int states() {
        return this instanceof LSTM ? 2 : 1;
    }

    /** The bias before training. */
    default Initializer startOfBias() {
        return biasInitializer();
    }

    @Override
    default List<WeightSpec> weights(List<Shape> inputs) {
        int columns = Cell.of(this).inputParts() * units();
        Shape kernel = Shape.of(sequence(inputs).dim(1), columns);
        Shape recurrent = Shape.of(units(), columns);
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(
                new WeightSpec("kernel", kernel, kernelInitializer(), kernelRegularizer(), kernelConstraint(), true));
        weights.add(new WeightSpec(
                "recurrent_kernel",
                recurrent,
                recurrentInitializer(),
                recurrentRegularizer(),
                recurrentConstraint(),
                true));
        if (useBias()) {
            Shape bias = this instanceof GRU gru && gru.resetAfter() ? Shape.of(2, columns) : Shape.of(columns);
            weights.add(new WeightSpec("bias", bias, startOfBias(), biasRegularizer(), biasConstraint(), true));
        }
        return weights;
    }

    @Override
    default MaskRule maskRule() {
        return returnSequences() ? MaskRule.PASS : MaskRule.STOP;
    }

    /** The output and, with {@link #returnState}, the last states, {@code (units)} each. */
    @Override
    default List<Shape> outputShapes(List<Shape> inputs) {
        Shape sequence = sequence(inputs);
        List<Shape> shapes = new ArrayList<>();
        shapes.add(returnSequences() ? Shape.of(sequence.dim(0), units()) : Shape.of(units()));
        for (int i = 0; returnState() && i < states(); i++) {
            shapes.add(Shape.of(units()));
        }
        return shapes;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        List<Shape> shapes = outputShapes(inputs);
        return shapes.size() == 1
                ? shapes.get(0)
                : Shape.of(shapes.stream().mapToInt(Shape::size).sum());
    }

    @Override
    default Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return new Recurrence(this, sequence(inputs), kernels).memory(rows);
    }

    @Override
    default void prepare(Pass pass) {
        Recurrence.of(this, pass).prepare(pass);
    }

    /** What is added to the product of an input with the kernel, known after {@link #prepare}; null for nothing. */
    default float[] inputBias(Pass pass) {
        return Recurrence.of(this, pass).inputBias(pass);
    }

    @Override
    default void forward(Pass pass) {
        Recurrence.of(this, pass).forward(pass);
    }

    @Override
    default void backward(Pass pass) {
        Recurrence.of(this, pass).backward(pass);
    }

    /** The shape of the sequence, after a check of all inputs. */
    private Shape sequence(List<Shape> inputs) {
        boolean fits = inputs.size() == 1 || inputs.size() == 1 + states();
        for (int i = 0; fits && i < inputs.size(); i++) {
            fits = i == 0 ? inputs.get(0).rank() == 2 : inputs.get(i).equals(Shape.of(units()));
        }
        if (!fits) {
            throw new IllegalArgumentException(className()
                    + " reads a sequence of shape (None, steps, channels), alone or"
                    + " followed by its initial state: " + states() + " of shape " + Shape.of(units())
                    + ". Received: shapes=" + inputs + ". Put it behind an Embedding or another layer over sequences.");
        }
        return inputs.get(0);
    }

    /** Refuses settings that make no sense. */
    static void check(String layer, int units, float dropout, float recurrentDropout) {
        if (units < 1) {
            throw new IllegalArgumentException(layer + " needs units >= 1. Received: units=" + units + ".");
        }
        if (!(dropout >= 0 && dropout < 1 && recurrentDropout >= 0 && recurrentDropout < 1)) {
            throw new IllegalArgumentException(layer + " needs rates from 0 to below 1. Received: dropout=" + dropout
                    + ", recurrentDropout=" + recurrentDropout + ".");
        }
    }
}
