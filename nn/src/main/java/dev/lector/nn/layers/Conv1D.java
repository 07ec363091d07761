// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution over the steps of a sequence: {@code y[t] = act(Σ_j x[t·strides + j·dilationRate - left]·W_j + b)}, the
 * steps outside the sequence being 0.
 *
 * <p>Input {@code (batch, steps, channels)}; output {@code (batch, windows, filters)}; weights kernel
 * {@code (kernelSize, channels, filters)} and bias {@code (filters)}. A mask ends here, as in Keras.
 *
 * <p>In this layout a window without gaps is {@code kernelSize·channels} consecutive values, so the convolution is a
 * matrix product whose left operand has overlapping rows, without a copy. With gaps it is one product for each offset.
 * The arithmetic is in {@link Convolution}.
 *
 * @param filters channels of the output
 * @param kernelSize steps that a window reads
 * @param strides distance between windows; 1 where {@code dilationRate} is not
 * @param padding what stands around the sequence
 * @param dilationRate distance between the steps of a window
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
public record Conv1D(
        int filters,
        int kernelSize,
        int strides,
        Padding padding,
        int dilationRate,
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
    /** Checks the settings. */
    public Conv1D {
        Settings.positive("Conv1D", "filters", filters);
        Settings.positive("Conv1D", "kernelSize", kernelSize);
        Settings.positive("Conv1D", "strides", strides);
        Settings.positive("Conv1D", "dilationRate", dilationRate);
        Settings.present("Conv1D", "padding", padding);
        Settings.present("Conv1D", "activation", activation);
        Settings.present("Conv1D", "kernelInitializer", kernelInitializer);
        Settings.present("Conv1D", "biasInitializer", biasInitializer);
        if (strides > 1 && dilationRate > 1) {
            throw new IllegalArgumentException("Conv1D takes strides > 1 or dilationRate > 1, not both. Received:"
                    + " strides=" + strides + ", dilationRate=" + dilationRate + ".");
        }
    }

    /** Stride 1, valid, no dilation, linear, with bias, Glorot's uniform kernel. */
    public Conv1D(int filters, int kernelSize) {
        this(
                filters,
                kernelSize,
                1,
                Padding.VALID,
                1,
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

    /** With {@code strides} changed. */
    public Conv1D strides(int value) {
        return Records.with(this, "strides", value);
    }

    /** With {@code padding} changed. */
    public Conv1D padding(Padding value) {
        return Records.with(this, "padding", value);
    }

    /** With {@code dilationRate} changed. */
    public Conv1D dilationRate(int value) {
        return Records.with(this, "dilationRate", value);
    }

    /** With {@code activation} changed. */
    public Conv1D activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /** With {@code useBias} changed. */
    public Conv1D useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /** With {@code kernelInitializer} changed. */
    public Conv1D kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /** With {@code biasInitializer} changed. */
    public Conv1D biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /** With {@code kernelRegularizer} changed. */
    public Conv1D kernelRegularizer(Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /** With {@code biasRegularizer} changed. */
    public Conv1D biasRegularizer(Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /** With {@code kernelConstraint} changed. */
    public Conv1D kernelConstraint(Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /** With {@code biasConstraint} changed. */
    public Conv1D biasConstraint(Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }

    /** With {@code trainable} changed. */
    public Conv1D trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape kernel = Shape.of(kernelSize, Settings.sequence(this, inputs).dim(-1), filters);
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec("kernel", kernel, kernelInitializer, kernelRegularizer, kernelConstraint, true));
        if (useBias) {
            weights.add(
                    new WeightSpec("bias", Shape.of(filters), biasInitializer, biasRegularizer, biasConstraint, true));
        }
        return weights;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Settings.sequence(this, inputs);
        int window = (kernelSize - 1) * dilationRate + 1;
        return Shape.of(Settings.windows(this, input, padding, window, strides), filters);
    }

    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        Memory memory = convolution(inputs.get(0)).memory(kernels);
        return activation.needsInput() ? memory.withKept(outputShape(inputs).size()) : memory;
    }

    @Override
    public void prepare(Pass pass) {
        convolution(pass).prepare(pass);
    }

    @Override
    public void forward(Pass pass) {
        Convolution convolution = convolution(pass);
        boolean keep = activation.needsInput() && pass.kept() != null;
        float[] target = keep ? pass.kept() : pass.output();
        int targetAt = keep ? pass.keptAt() : pass.outputAt();
        boolean relu = activation == Activation.RELU && convolution.dense();
        convolution.forward(pass, useBias ? pass.weight(1) : null, relu, target, targetAt);
        if (!relu) {
            int windows = pass.rows() * convolution.windows();
            activation.forward(pass.kernels(), windows, filters, target, targetAt, pass.output(), pass.outputAt());
        }
    }

    @Override
    public void backward(Pass pass) {
        Convolution convolution = convolution(pass);
        int windows = pass.rows() * convolution.windows();
        float[] values = activation.needsInput() ? pass.kept() : pass.output();
        int valuesAt = activation.needsInput() ? pass.keptAt() : pass.outputAt();
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt();
        activation.backward(pass.kernels(), windows, filters, values, valuesAt, g, gAt);
        if (useBias && pass.weightGradient(1) != null) {
            pass.kernels().addRowsInto(windows, filters, g, gAt, filters, pass.weightGradient(1), 0);
        }
        if (pass.weightGradient(0) != null) {
            convolution.backwardByKernel(pass);
        }
        if (pass.inputGradient(0) != null) {
            convolution.backwardByInput(pass);
        }
    }

    private Convolution convolution(Pass pass) {
        if (pass.remembered() instanceof Convolution known) {
            return known;
        }
        Convolution convolution = convolution(pass.inputShape(0));
        pass.remember(convolution);
        return convolution;
    }

    private Convolution convolution(Shape input) {
        return new Convolution(input.dim(0), input.dim(1), filters, kernelSize, strides, padding, dilationRate);
    }
}
