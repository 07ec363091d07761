// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives the channels of each position mean 0 and variance 1, then scales and shifts them (Ba, Kiros and Hinton 2016,
 * eq. 3 and 4): {@code y = (x - mean(x)) / √(variance(x) + epsilon) · gamma + beta} over the last axis.
 *
 * <p>Input and output {@code (batch, ..., channels)}; weights gamma and beta, {@code (channels)} each. A mask is handed on.
 *
 * @param epsilon added to the variance
 * @param center whether there is a beta
 * @param scale whether there is a gamma
 * @param betaInitializer beta before training
 * @param gammaInitializer gamma before training
 * @param betaRegularizer penalty, or null
 * @param gammaRegularizer penalty, or null
 * @param betaConstraint applied after each optimizer step, or null
 * @param gammaConstraint applied after each optimizer step, or null
 * @param trainable false freezes the weights
 */
public record LayerNormalization(
        float epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        Regularizer betaRegularizer,
        Regularizer gammaRegularizer,
        Constraint betaConstraint,
        Constraint gammaConstraint,
        boolean trainable)
        implements Layer {
    private static final int GAMMA = 0;
    private static final int BETA = 1;

    /** Checks the settings. */
    public LayerNormalization {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "LayerNormalization needs epsilon > 0. Received: epsilon=" + epsilon + ".");
        }
        Settings.present("LayerNormalization", "betaInitializer", betaInitializer);
        Settings.present("LayerNormalization", "gammaInitializer", gammaInitializer);
    }

    /** With gamma, at first 1, beta, at first 0, and epsilon 0.001. */
    public LayerNormalization() {
        this(1e-3f, true, true, new Initializers.Zeros(), new Initializers.Ones(), null, null, null, null, true);
    }

    /** With {@code epsilon} changed. */
    public LayerNormalization epsilon(float value) {
        return Records.with(this, "epsilon", value);
    }

    /** With {@code center} changed. */
    public LayerNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /** With {@code scale} changed. */
    public LayerNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /** With {@code betaInitializer} changed. */
    public LayerNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /** With {@code gammaInitializer} changed. */
    public LayerNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /** With {@code betaRegularizer} changed. */
    public LayerNormalization betaRegularizer(Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /** With {@code gammaRegularizer} changed. */
    public LayerNormalization gammaRegularizer(Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /** With {@code betaConstraint} changed. */
    public LayerNormalization betaConstraint(Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /** With {@code gammaConstraint} changed. */
    public LayerNormalization gammaConstraint(Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }

    /** With {@code trainable} changed. */
    public LayerNormalization trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape channels = Shape.of(Settings.only(this, inputs).dim(-1));
        List<WeightSpec> weights = new ArrayList<>();
        if (scale) {
            weights.add(new WeightSpec("gamma", channels, gammaInitializer, gammaRegularizer, gammaConstraint, true));
        }
        if (center) {
            weights.add(new WeightSpec("beta", channels, betaInitializer, betaRegularizer, betaConstraint, true));
        }
        return weights;
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    /** Gamma and beta, or what stands for them. Kept: mean and inverse deviation of each position. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        Shape input = inputs.get(0);
        int channels = input.dim(-1);
        return Memory.derived(channels, channels)
                .withKept(2 * (input.size() / channels))
                .withScratch(channels);
    }

    @Override
    public void prepare(Pass pass) {
        int channels = pass.inputShape(0).dim(-1);
        Arrays.fill(pass.derived(GAMMA), 1);
        Arrays.fill(pass.derived(BETA), 0);
        if (scale) {
            pass.kernels().copy(channels, pass.weight(0), 0, pass.derived(GAMMA), 0);
        }
        if (center) {
            pass.kernels().copy(channels, pass.weight(scale ? 1 : 0), 0, pass.derived(BETA), 0);
        }
    }

    @Override
    public void forward(Pass pass) {
        pass.kernels()
                .normalizeRows(
                        positions(pass),
                        pass.inputShape(0).dim(-1),
                        epsilon,
                        pass.input(0),
                        pass.inputAt(0),
                        pass.derived(GAMMA),
                        0,
                        pass.derived(BETA),
                        0,
                        pass.output(),
                        pass.outputAt(),
                        pass.kept(),
                        pass.keptAt());
    }

    @Override
    public void backward(Pass pass) {
        float[] gammaGradient = scale ? pass.weightGradient(0) : null;
        float[] betaGradient = center ? pass.weightGradient(scale ? 1 : 0) : null;
        // What nobody needs is added to scratch.
        pass.kernels().fill(pass.inputShape(0).dim(-1), 0, pass.scratch(), 0);
        pass.kernels()
                .normalizeRowsBackward(
                        positions(pass),
                        pass.inputShape(0).dim(-1),
                        pass.input(0),
                        pass.inputAt(0),
                        pass.derived(GAMMA),
                        0,
                        pass.kept(),
                        pass.keptAt(),
                        pass.outputGradient(),
                        pass.outputGradientAt(),
                        gammaGradient == null ? pass.scratch() : gammaGradient,
                        0,
                        betaGradient == null ? pass.scratch() : betaGradient,
                        0,
                        pass.inputGradient(0),
                        pass.inputGradientAt(0));
    }

    private static int positions(Pass pass) {
        return pass.rows() * (pass.inputShape(0).size() / pass.inputShape(0).dim(-1));
    }
}
