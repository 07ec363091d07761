// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code y = act(x·W + b)} on the last axis.
 *
 * <p>Input {@code (batch, ..., channels)}, dense or sparse; output {@code (batch, ..., units)}; weights kernel
 * {@code (channels, units)} and bias {@code (units)}. A mask is handed on. On sparse rows the product is the sum of the
 * kernel's rows at their entries, so its cost follows the number of entries.
 *
 * @param units channels of the output
 * @param activation applied last
 * @param useBias whether there is a bias
 * @param kernelInitializer the kernel before training
 * @param biasInitializer the bias before training
 * @param kernelRegularizer penalty, or null
 * @param biasRegularizer penalty, or null
 * @param kernelConstraint applied after each optimizer step, or null
 * @param biasConstraint applied after each optimizer step, or null
 * @param trainable false freezes the weights
 */
public record Dense(
        int units,
        Activation activation,
        boolean useBias,
        Initializer kernelInitializer,
        Initializer biasInitializer,
        Regularizer kernelRegularizer,
        Regularizer biasRegularizer,
        Constraint kernelConstraint,
        Constraint biasConstraint,
        boolean trainable)
        implements Layer {
    private static final int KERNEL = 0;
    private static final int TRANSPOSED = 1;

    /** Checks the settings. */
    public Dense {
        Settings.positive("Dense", "units", units);
        Settings.present("Dense", "activation", activation);
        Settings.present("Dense", "kernelInitializer", kernelInitializer);
        Settings.present("Dense", "biasInitializer", biasInitializer);
    }

    /** Linear, with bias, Glorot's uniform kernel. */
    public Dense(int units) {
        this(
                units,
                Activation.LINEAR,
                true,
                new Initializers.GlorotUniform(),
                new Initializers.Zeros(),
                null,
                null,
                null,
                null,
                true);
    }

    /** With {@code activation} changed. */
    public Dense activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /** With {@code useBias} changed. */
    public Dense useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /** With {@code kernelInitializer} changed. */
    public Dense kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /** With {@code biasInitializer} changed. */
    public Dense biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /** With {@code kernelRegularizer} changed. */
    public Dense kernelRegularizer(Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /** With {@code biasRegularizer} changed. */
    public Dense biasRegularizer(Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /** With {@code kernelConstraint} changed. */
    public Dense kernelConstraint(Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /** With {@code biasConstraint} changed. */
    public Dense biasConstraint(Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }

    /** With {@code trainable} changed. */
    public Dense trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public Set<InputKind> reads() {
        return Set.of(InputKind.FLOATS, InputKind.SPARSE);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape kernel = Shape.of(Settings.only(this, inputs).dim(-1), units);
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec("kernel", kernel, kernelInitializer, kernelRegularizer, kernelConstraint, true));
        if (useBias) {
            weights.add(
                    new WeightSpec("bias", Shape.of(units), biasInitializer, biasRegularizer, biasConstraint, true));
        }
        return weights;
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int[] dims = Settings.only(this, inputs).dims();
        dims[dims.length - 1] = units;
        return Shape.of(dims);
    }

    /** The packed kernel and, for the gradient by the input, the packed transposed kernel. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        int channels = inputs.get(0).dim(-1);
        return Memory.derived(kernels.packedLength(channels, units), kernels.packedLength(units, channels))
                .withKept(activation.needsInput() ? outputShape(inputs).size() : 0);
    }

    @Override
    public void prepare(Pass pass) {
        if (pass.inputKind(0) == InputKind.SPARSE) {
            return;
        }
        int channels = pass.inputShape(0).dim(-1);
        float[] kernel = pass.weight(0);
        pass.kernels().pack(channels, units, kernel, 0, units, 1, pass.derived(KERNEL), 0);
        pass.kernels().pack(units, channels, kernel, 0, 1, units, pass.derived(TRANSPOSED), 0);
    }

    @Override
    public void forward(Pass pass) {
        int vectors = vectors(pass);
        boolean keep = activation.needsInput() && pass.kept() != null;
        float[] target = keep ? pass.kept() : pass.output();
        int at = keep ? pass.keptAt() : pass.outputAt();
        float[] bias = useBias ? pass.weight(1) : null;
        boolean sparse = pass.inputKind(0) == InputKind.SPARSE;
        boolean relu = activation == Activation.RELU && !sparse;
        if (sparse) {
            sumRows(pass, bias, target, at);
        } else {
            int channels = pass.inputShape(0).dim(-1);
            float[] x = pass.input(0);
            float[] packed = pass.derived(KERNEL);
            pass.kernels()
                    .matmul(
                            vectors,
                            units,
                            channels,
                            x,
                            pass.inputAt(0),
                            channels,
                            packed,
                            0,
                            target,
                            at,
                            units,
                            false,
                            bias,
                            0,
                            relu);
        }
        if (!relu) {
            activation.forward(pass.kernels(), vectors, units, target, at, pass.output(), pass.outputAt());
        }
    }

    @Override
    public void backward(Pass pass) {
        Kernels kernels = pass.kernels();
        int vectors = vectors(pass);
        float[] values = activation.needsInput() ? pass.kept() : pass.output();
        int valuesAt = activation.needsInput() ? pass.keptAt() : pass.outputAt();
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt();
        activation.backward(kernels, vectors, units, values, valuesAt, g, gAt);
        if (useBias && pass.weightGradient(1) != null) {
            kernels.addRowsInto(vectors, units, g, gAt, units, pass.weightGradient(1), 0);
        }
        int channels = pass.inputShape(0).dim(-1);
        if (pass.weightGradient(0) != null) {
            if (pass.inputKind(0) == InputKind.SPARSE) {
                sumRowsBackward(pass);
            } else {
                float[] x = pass.input(0);
                float[] gradient = pass.weightGradient(0);
                kernels.matmulTransposedLeft(
                        channels, units, vectors, x, pass.inputAt(0), channels, g, gAt, units, gradient, 0, units);
            }
        }
        float[] gradient = pass.inputGradient(0);
        if (gradient != null) {
            int at = pass.inputGradientAt(0);
            float[] packed = pass.derived(TRANSPOSED);
            kernels.matmul(
                    vectors, channels, units, g, gAt, units, packed, 0, gradient, at, channels, true, null, 0, false);
        }
    }

    private void sumRows(Pass pass, float[] bias, float[] target, int targetAt) {
        Kernels kernels = pass.kernels();
        int[] starts = pass.sparseStarts(0);
        for (int r = 0; r < pass.rows(); r++) {
            int at = targetAt + r * units;
            if (bias == null) {
                kernels.fill(units, 0, target, at);
            } else {
                kernels.copy(units, bias, 0, target, at);
            }
            int row = pass.sparseStartsAt(0) + r;
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                int from = pass.sparseIndices(0)[e] * units;
                kernels.axpy(units, pass.sparseValues(0)[e], pass.weight(0), from, target, at);
            }
        }
    }

    private void sumRowsBackward(Pass pass) {
        int[] starts = pass.sparseStarts(0);
        for (int r = 0; r < pass.rows(); r++) {
            int at = pass.outputGradientAt() + r * units;
            int row = pass.sparseStartsAt(0) + r;
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                int to = pass.sparseIndices(0)[e] * units;
                pass.kernels()
                        .axpy(units, pass.sparseValues(0)[e], pass.outputGradient(), at, pass.weightGradient(0), to);
            }
        }
    }

    private int vectors(Pass pass) {
        return pass.rows() * (pass.outputShape().size() / units);
    }
}
