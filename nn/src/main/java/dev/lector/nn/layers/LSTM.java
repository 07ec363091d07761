// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.records.Records;
import java.util.Arrays;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
 *
 * <pre>{@code
 * i = rec(x[t]·Wi + h[t-1]·Ui + bi)      f = rec(x[t]·Wf + h[t-1]·Uf + bf)
 * g = act(x[t]·Wc + h[t-1]·Uc + bc)      o = rec(x[t]·Wo + h[t-1]·Uo + bo)
 * c[t] = f·c[t-1] + i·g                  h[t] = o·act(c[t])
 * }</pre>
 *
 * <p>Input {@code (batch, steps, channels)} and, if given, the initial states h and c {@code (batch, units)}; output
 * {@code (batch, units)}, or {@code (batch, steps, units)} with {@code returnSequences}; weights kernel
 * {@code (channels, 4·units)}, recurrent_kernel {@code (units, 4·units)} and bias {@code (4·units)}, each in the order
 * i, f, c, o. At a step that the mask calls padding the states stay as they are, and h is the output; the mask is handed
 * on with {@code returnSequences}, else it ends here.
 *
 * @param units values of the state, and of the output at a step
 * @param activation of the candidate g and of the cell
 * @param recurrentActivation of the gates
 * @param useBias whether there is a bias
 * @param kernelInitializer the kernel before training
 * @param recurrentInitializer the recurrent kernel before training
 * @param biasInitializer the bias before training
 * @param unitForgetBias whether the bias of the forget gate begins at 1 (Jozefowicz et al. 2015)
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
public record LSTM(
        int units,
        Activation activation,
        Activation recurrentActivation,
        boolean useBias,
        Initializer kernelInitializer,
        Initializer recurrentInitializer,
        Initializer biasInitializer,
        boolean unitForgetBias,
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
    public LSTM {
        RecurrentLayer.check("LSTM", units, dropout, recurrentDropout);
        Settings.present("LSTM", "activation", activation);
        Settings.present("LSTM", "recurrentActivation", recurrentActivation);
        Settings.present("LSTM", "kernelInitializer", kernelInitializer);
        Settings.present("LSTM", "recurrentInitializer", recurrentInitializer);
        Settings.present("LSTM", "biasInitializer", biasInitializer);
    }

    /** Keras's defaults: tanh, gates sigmoid, unit forget bias, Glorot's uniform kernel, orthogonal recurrent kernel; the last output only. */
    public LSTM(int units) {
        this(
                units,
                Activation.TANH,
                Activation.SIGMOID,
                true,
                new Initializers.GlorotUniform(),
                new Initializers.Orthogonal(),
                new Initializers.Zeros(),
                true,
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
    public LSTM activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /** With {@code recurrentActivation} changed. */
    public LSTM recurrentActivation(Activation value) {
        return Records.with(this, "recurrentActivation", value);
    }

    /** With {@code useBias} changed. */
    public LSTM useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /** With {@code kernelInitializer} changed. */
    public LSTM kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /** With {@code recurrentInitializer} changed. */
    public LSTM recurrentInitializer(Initializer value) {
        return Records.with(this, "recurrentInitializer", value);
    }

    /** With {@code biasInitializer} changed. */
    public LSTM biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /** With {@code unitForgetBias} changed. */
    public LSTM unitForgetBias(boolean value) {
        return Records.with(this, "unitForgetBias", value);
    }

    /** With {@code kernelRegularizer} changed. */
    public LSTM kernelRegularizer(Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /** With {@code recurrentRegularizer} changed. */
    public LSTM recurrentRegularizer(Regularizer value) {
        return Records.with(this, "recurrentRegularizer", value);
    }

    /** With {@code biasRegularizer} changed. */
    public LSTM biasRegularizer(Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /** With {@code kernelConstraint} changed. */
    public LSTM kernelConstraint(Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /** With {@code recurrentConstraint} changed. */
    public LSTM recurrentConstraint(Constraint value) {
        return Records.with(this, "recurrentConstraint", value);
    }

    /** With {@code biasConstraint} changed. */
    public LSTM biasConstraint(Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }

    /** With {@code dropout} changed. */
    public LSTM dropout(float value) {
        return Records.with(this, "dropout", value);
    }

    /** With {@code recurrentDropout} changed. */
    public LSTM recurrentDropout(float value) {
        return Records.with(this, "recurrentDropout", value);
    }

    /** With {@code returnSequences} changed. */
    public LSTM returnSequences(boolean value) {
        return Records.with(this, "returnSequences", value);
    }

    /** With {@code returnState} changed. */
    public LSTM returnState(boolean value) {
        return Records.with(this, "returnState", value);
    }

    @Override
    public LSTM goBackwards(boolean value) {
        return Records.with(this, "goBackwards", value);
    }

    /** With {@code stateful} changed. */
    public LSTM stateful(boolean value) {
        return Records.with(this, "stateful", value);
    }

    /** With {@code trainable} changed. */
    public LSTM trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public Initializer startOfBias() {
        return unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer;
    }

    /** 1 for the forget gate; the others by an initialiser, as Keras calls it: for one part and for two. */
    private record ForgetBias(Initializer others) implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            int units = shape.size() / 4;
            float[] one = new float[units];
            float[] two = new float[2 * units];
            others.fill(Shape.of(units), key, one);
            others.fill(Shape.of(2 * units), key + 1, two);
            System.arraycopy(one, 0, values, 0, units);
            Arrays.fill(values, units, 2 * units, 1);
            System.arraycopy(two, 0, values, 2 * units, 2 * units);
        }
    }
}
