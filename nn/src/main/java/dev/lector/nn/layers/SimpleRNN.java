// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.records.Records;

/**
 * The simple recurrent network (Elman 1990): {@code h[t] = act(x[t]·W + h[t-1]·U + b)}.
 *
 * <p>Input {@code (batch, steps, channels)} and, if given, the initial state {@code (batch, units)}; output
 * {@code (batch, units)}, or {@code (batch, steps, units)} with {@code returnSequences}; weights kernel W
 * {@code (channels, units)}, recurrent_kernel U {@code (units, units)} and bias {@code (units)}. At a step that the mask
 * calls padding the state stays as it is, and is the output; the mask is handed on with {@code returnSequences}, else it
 * ends here.
 *
 * @param units values of the state, and of the output at a step
 * @param activation of the new state
 * @param useBias whether there is a bias
 * @param kernelInitializer the kernel before training
 * @param recurrentInitializer the recurrent kernel before training
 * @param biasInitializer the bias before training
 * @param kernelRegularizer penalty, or null
 * @param recurrentRegularizer penalty, or null
 * @param biasRegularizer penalty, or null
 * @param kernelConstraint applied after each optimizer step, or null
 * @param recurrentConstraint applied after each optimizer step, or null
 * @param biasConstraint applied after each optimizer step, or null
 * @param dropout share of the input's channels that training leaves out; the same at each step of a text
 * @param recurrentDropout share of the old state's values that training leaves out of the products; the same at each step
 * @param returnSequences whether the output has all steps, in the order in which they were read
 * @param returnState whether the last state follows as output of its own
 * @param goBackwards whether the last step is read first
 * @param stateful whether a batch begins with the state that the batch before it ended with
 * @param trainable false freezes the weights
 */
public record SimpleRNN(
        int units,
        Activation activation,
        boolean useBias,
        Initializer kernelInitializer,
        Initializer recurrentInitializer,
        Initializer biasInitializer,
        Regularizer kernelRegularizer,
        Regularizer recurrentRegularizer,
        Regularizer biasRegularizer,
        Constraint kernelConstraint,
        Constraint recurrentConstraint,
        Constraint biasConstraint,
        float dropout,
        float recurrentDropout,
        boolean returnSequences,
        boolean returnState,
        boolean goBackwards,
        boolean stateful,
        boolean trainable)
        implements RecurrentLayer {
    /** Checks the settings. */
    public SimpleRNN {
        RecurrentLayer.check("SimpleRNN", units, dropout, recurrentDropout);
        Settings.present("SimpleRNN", "activation", activation);
        Settings.present("SimpleRNN", "kernelInitializer", kernelInitializer);
        Settings.present("SimpleRNN", "recurrentInitializer", recurrentInitializer);
        Settings.present("SimpleRNN", "biasInitializer", biasInitializer);
    }

    /** Keras's defaults: tanh, Glorot's uniform kernel, orthogonal recurrent kernel; the last output only. */
    public SimpleRNN(int units) {
        this(
                units,
                Activation.TANH,
                true,
                new Initializers.GlorotUniform(),
                new Initializers.Orthogonal(),
                new Initializers.Zeros(),
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                false,
                false,
                false,
                false,
                true);
    }

    /** With {@code activation} changed. */
    public SimpleRNN activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /** With {@code useBias} changed. */
    public SimpleRNN useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /** With {@code kernelInitializer} changed. */
    public SimpleRNN kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /** With {@code recurrentInitializer} changed. */
    public SimpleRNN recurrentInitializer(Initializer value) {
        return Records.with(this, "recurrentInitializer", value);
    }

    /** With {@code biasInitializer} changed. */
    public SimpleRNN biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /** With {@code kernelRegularizer} changed. */
    public SimpleRNN kernelRegularizer(Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /** With {@code recurrentRegularizer} changed. */
    public SimpleRNN recurrentRegularizer(Regularizer value) {
        return Records.with(this, "recurrentRegularizer", value);
    }

    /** With {@code biasRegularizer} changed. */
    public SimpleRNN biasRegularizer(Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /** With {@code kernelConstraint} changed. */
    public SimpleRNN kernelConstraint(Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /** With {@code recurrentConstraint} changed. */
    public SimpleRNN recurrentConstraint(Constraint value) {
        return Records.with(this, "recurrentConstraint", value);
    }

    /** With {@code biasConstraint} changed. */
    public SimpleRNN biasConstraint(Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }

    /** With {@code dropout} changed. */
    public SimpleRNN dropout(float value) {
        return Records.with(this, "dropout", value);
    }

    /** With {@code recurrentDropout} changed. */
    public SimpleRNN recurrentDropout(float value) {
        return Records.with(this, "recurrentDropout", value);
    }

    /** With {@code returnSequences} changed. */
    public SimpleRNN returnSequences(boolean value) {
        return Records.with(this, "returnSequences", value);
    }

    /** With {@code returnState} changed. */
    public SimpleRNN returnState(boolean value) {
        return Records.with(this, "returnState", value);
    }

    @Override
    public SimpleRNN goBackwards(boolean value) {
        return Records.with(this, "goBackwards", value);
    }

    /** With {@code stateful} changed. */
    public SimpleRNN stateful(boolean value) {
        return Records.with(this, "stateful", value);
    }

    /** With {@code trainable} changed. */
    public SimpleRNN trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }
}
