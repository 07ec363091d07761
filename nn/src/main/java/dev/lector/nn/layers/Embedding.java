// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.records.Records;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A row of a table for each id.
 *
 * <p>Input: ids {@code (batch, steps)}; output {@code (batch, steps, outputDim)}. With {@code maskZero} it makes a mask
 * that is false where the id is 0. Unlike Keras, which returns NaN or another row, an id outside the table is an error.
 *
 * @param inputDim ids run from 0 to {@code inputDim - 1}
 * @param outputDim values a row
 * @param maskZero whether id 0 is padding that later layers may skip
 * @param embeddingsInitializer the rows before training; {@link Initializers.Given} for vectors from elsewhere
 * @param embeddingsRegularizer penalty, or null
 * @param embeddingsConstraint applied after each optimizer step, or null
 * @param trainable false freezes the table
 */
public record Embedding(
        int inputDim,
        int outputDim,
        boolean maskZero,
        Initializer embeddingsInitializer,
        Regularizer embeddingsRegularizer,
        Constraint embeddingsConstraint,
        boolean trainable)
        implements Layer {
    /** Checks the settings. */
    public Embedding {
        Settings.positive("Embedding", "inputDim", inputDim);
        Settings.positive("Embedding", "outputDim", outputDim);
        Settings.present("Embedding", "embeddingsInitializer", embeddingsInitializer);
    }

    /** A trainable table of random rows, uniform ±0.05, without a mask. */
    public Embedding(int inputDim, int outputDim) {
        this(inputDim, outputDim, false, new Initializers.RandomUniform(), null, null, true);
    }

    /** With {@code maskZero} changed. */
    public Embedding maskZero(boolean value) {
        return Records.with(this, "maskZero", value);
    }

    /** With {@code embeddingsInitializer} changed. */
    public Embedding embeddingsInitializer(Initializer value) {
        return Records.with(this, "embeddingsInitializer", value);
    }

    /** With {@code embeddingsRegularizer} changed. */
    public Embedding embeddingsRegularizer(Regularizer value) {
        return Records.with(this, "embeddingsRegularizer", value);
    }

    /** With {@code embeddingsConstraint} changed. */
    public Embedding embeddingsConstraint(Constraint value) {
        return Records.with(this, "embeddingsConstraint", value);
    }

    /** With {@code trainable} changed. */
    public Embedding trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public Set<InputKind> reads() {
        return Set.of(InputKind.IDS);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape shape = Shape.of(inputDim, outputDim);
        return List.of(new WeightSpec(
                "embeddings", shape, embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint, true));
    }

    @Override
    public MaskRule maskRule() {
        return maskZero ? MaskRule.CREATE : MaskRule.STOP;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int[] ids = Settings.only(this, inputs).dims();
        int[] dims = Arrays.copyOf(ids, ids.length + 1);
        dims[ids.length] = outputDim;
        return Shape.of(dims);
    }

    @Override
    public void forward(Pass pass) {
        int[] ids = pass.ids(0);
        if (ids == null) {
            throw new IllegalArgumentException("Embedding reads ids. Received: an input of values, shape="
                    + pass.inputShape(0) + ". Feed it from Input.ids(steps).");
        }
        int count = pass.rows() * pass.inputShape(0).size();
        int at = pass.idsAt(0);
        for (int i = at; i < at + count; i++) {
            if (ids[i] < 0 || ids[i] >= inputDim) {
                throw new IllegalArgumentException("Embedding needs ids from 0 to inputDim-1. Received: id=" + ids[i]
                        + ", inputDim=" + inputDim + ". Encode with this model's vocabulary or raise inputDim.");
            }
        }
        pass.kernels().gatherRows(count, outputDim, ids, at, pass.weight(0), 0, pass.output(), pass.outputAt());
        if (pass.outputMask() != null) {
            writeMask(pass);
        }
    }

    /** Writes the mask alone. */
    public void writeMask(Pass pass) {
        int count = pass.rows() * pass.inputShape(0).size();
        int[] ids = pass.ids(0);
        int at = pass.idsAt(0);
        for (int i = 0; i < count; i++) {
            pass.outputMask()[pass.outputMaskAt() + i] = ids[at + i] != 0;
        }
    }

    @Override
    public void backward(Pass pass) {
        if (pass.weightGradient(0) != null) {
            int count = pass.rows() * pass.inputShape(0).size();
            pass.kernels()
                    .scatterAddRows(
                            count,
                            outputDim,
                            pass.ids(0),
                            pass.idsAt(0),
                            pass.outputGradient(),
                            pass.outputGradientAt(),
                            pass.weightGradient(0),
                            0);
        }
    }
}
