// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.records.Records;

/**
 * The gated recurrent unit (Cho et al. 2014):
 *
 * <pre>{@code
 * z = rec(x[t]·Wz + h[t-1]·Uz + bz)      r = rec(x[t]·Wr + h[t-1]·Ur + br)
 * h[t] = z·h[t-1] + (1 - z)·act(x[t]·Wh + bh + (r·h[t-1])·Uh)                 resetAfter false
 * h[t] = z·h[t-1] + (1 - z)·act(x[t]·Wh + bh + r·(h[t-1]·Uh + b2h))           resetAfter true
 * }</pre>
 *
 * <p>Input {@code (batch, steps, channels)} and, if given, the initial state {@code (batch, units)}; output
 * {@code (batch, units)}, or {@code (batch, steps, units)} with {@code returnSequences}; weights kernel
 * {@code (channels, 3·units)}, recurrent_kernel {@code (units, 3·units)} and bias {@code (3·units)}, each in the order
 * z, r, h; with {@code resetAfter} the bias is {@code (2, 3·units)}, its second row that of the product with the state.
 * At a step that the mask calls padding the state stays as it is, and is the output; the mask is handed on with
 * {@code returnSequences}, else it ends here.
 *
 * @param units values of the state, and of the output at a step
 * @param activation of the candidate
 * @param recurrentActivation of the gates
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
 * @param resetAfter whether the reset gate comes after the product with the state
 * @param returnSequences whether the output has all steps, in the order in which they were read
 * @param returnState whether the last state follows as output of its own
 * @param goBackwards whether the last step is read first
 * @param stateful whether a batch begins with the state that the batch before it ended with
 * @param trainable false freezes the weights
 */
public record GRU(
        int units,
        Activation activation,
        Activation recurrentActivation,
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
        boolean resetAfter,
        boolean returnSequences,
        boolean returnState,
        boolean goBackwards,
        boolean stateful,
        boolean trainable)
        implements RecurrentLayer {
    /** Checks the settings. */
    public GRU {
        RecurrentLayer.check("GRU", units, dropout, recurrentDropout);
        Settings.present("GRU", "activation", activation);
        Settings.present("GRU", "recurrentActivation", recurrentActivation);
        Settings.present("GRU", "kernelInitializer", kernelInitializer);
        Settings.present("GRU", "recurrentInitializer", recurrentInitializer);
        Settings.present("GRU", "biasInitializer", biasInitializer);
    }

    /** Keras's defaults: tanh, gates sigmoid, reset after the product, Glorot's uniform kernel, orthogonal recurrent kernel; the last output only. */
    public GRU(int units) {
        this(
                units,
                Activation.TANH,
                Activation.SIGMOID,
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
                true,
                false,
                false,
                false,
                false,
                true);
    }

    /** With {@code activation} changed. */
    public GRU activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /** With {@code recurrentActivation} changed. */
    public GRU recurrentActivation(Activation value) {
        return Records.with(this, "recurrentActivation", value);
    }

    /** With {@code useBias} changed. */
    public GRU useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /** With {@code kernelInitializer} changed. */
    public GRU kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /** With {@code recurrentInitializer} changed. */
    public GRU recurrentInitializer(Initializer value) {
        return Records.with(this, "recurrentInitializer", value);
    }

    /** With {@code biasInitializer} changed. */
    public GRU biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /** With {@code kernelRegularizer} changed. */
    public GRU kernelRegularizer(Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /** With {@code recurrentRegularizer} changed. */
    public GRU recurrentRegularizer(Regularizer value) {
        return Records.with(this, "recurrentRegularizer", value);
    }

    /** With {@code biasRegularizer} changed. */
    public GRU biasRegularizer(Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /** With {@code kernelConstraint} changed. */
    public GRU kernelConstraint(Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /** With {@code recurrentConstraint} changed. */
    public GRU recurrentConstraint(Constraint value) {
        return Records.with(this, "recurrentConstraint", value);
    }

    /** With {@code biasConstraint} changed. */
    public GRU biasConstraint(Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }

    /** With {@code dropout} changed. */
    public GRU dropout(float value) {
        return Records.with(this, "dropout", value);
    }

    /** With {@code recurrentDropout} changed. */
    public GRU recurrentDropout(float value) {
        return Records.with(this, "recurrentDropout", value);
    }

    /** With {@code resetAfter} changed. */
    public GRU resetAfter(boolean value) {
        return Records.with(this, "resetAfter", value);
    }

    /** With {@code returnSequences} changed. */
    public GRU returnSequences(boolean value) {
        return Records.with(this, "returnSequences", value);
    }

    /** With {@code returnState} changed. */
    public GRU returnState(boolean value) {
        return Records.with(this, "returnState", value);
    }

    @Override
    public GRU goBackwards(boolean value) {
        return Records.with(this, "goBackwards", value);
    }

    /** With {@code stateful} changed. */
    public GRU stateful(boolean value) {
        return Records.with(this, "stateful", value);
    }

    /** With {@code trainable} changed. */
    public GRU trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }
}
