// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;
import java.util.Locale;

/** An elementwise function, or softmax over the last axis, with Keras's names, formulas and constants. */
public enum Activation {
    /** The value itself. */
    LINEAR,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code exp(x) / Σ exp(x)} over the last axis. */
    SOFTMAX,
    /** {@code x > 0 ? x : exp(x) - 1} (Clevert et al. 2016). */
    ELU,
    /** ELU with the self-normalising constants of Klambauer et al. (2017). */
    SELU,
    /** {@code x·(1 + erf(x/√2))/2} (Hendrycks and Gimpel 2016), the exact form. */
    GELU,
    /** {@code x > 0 ? x : 0.2·x}: the slope of Keras's function, not of its layer of the same name (0.3). */
    LEAKY_RELU,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x·sigmoid(x)}, also called swish. */
    SILU,
    /** {@code min(max(x + 3, 0), 6) / 6}: Keras 3's. Keras 2 had another one of this name. */
    HARD_SIGMOID;

    private static final float ELU_ALPHA = 1;
    private static final float LEAKY_SLOPE = 0.2f;

    /** The name in Keras: {@code hard_sigmoid}. */
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if {@link #backward} needs the values before the activation, false if it needs those after it. */
    public boolean needsInput() {
        return this == GELU || this == SILU;
    }

    /**
     * {@code y = f(x)}.
     *
     * @param rows number of vectors; softmax normalises each of them
     * @param width values in a vector
     * @param x {@code (rows, width)}
     * @param y modified; may be {@code x}
     */
    public void forward(Kernels kernels, int rows, int width, float[] x, int xAt, float[] y, int yAt) {
        int n = rows * width;
        switch (this) {
            case LINEAR -> {
                if (x != y || xAt != yAt) {
                    kernels.copy(n, x, xAt, y, yAt);
                }
            }
            case RELU -> kernels.relu(n, x, xAt, y, yAt);
            case SIGMOID -> kernels.sigmoid(n, x, xAt, y, yAt);
            case TANH -> kernels.tanh(n, x, xAt, y, yAt);
            case SOFTMAX -> kernels.softmax(rows, width, x, xAt, y, yAt);
            case ELU -> kernels.elu(n, ELU_ALPHA, x, xAt, y, yAt);
            case SELU -> kernels.selu(n, x, xAt, y, yAt);
            case GELU -> kernels.gelu(n, x, xAt, y, yAt);
            case LEAKY_RELU -> kernels.leakyRelu(n, LEAKY_SLOPE, x, xAt, y, yAt);
            case SOFTPLUS -> kernels.softplus(n, x, xAt, y, yAt);
            case SILU -> kernels.silu(n, x, xAt, y, yAt);
            case HARD_SIGMOID -> kernels.hardSigmoid(n, x, xAt, y, yAt);
        }
    }

    /**
     * Turns the gradient by {@code y} into the gradient by {@code x}.
     *
     * @param values {@code x} if {@link #needsInput}, else {@code y}
     * @param g modified: {@code (rows, width)}
     */
    public void backward(Kernels kernels, int rows, int width, float[] values, int valuesAt, float[] g, int gAt) {
        int n = rows * width;
        switch (this) {
            case LINEAR -> {}
            case RELU -> kernels.reluBackward(n, values, valuesAt, g, gAt);
            case SIGMOID -> kernels.sigmoidBackward(n, values, valuesAt, g, gAt);
            case TANH -> kernels.tanhBackward(n, values, valuesAt, g, gAt);
            case SOFTMAX -> kernels.softmaxBackward(rows, width, values, valuesAt, g, gAt);
            case ELU -> kernels.eluBackward(n, ELU_ALPHA, values, valuesAt, g, gAt);
            case SELU -> kernels.seluBackward(n, values, valuesAt, g, gAt);
            case GELU -> kernels.geluBackward(n, values, valuesAt, g, gAt);
            case LEAKY_RELU -> kernels.leakyReluBackward(n, LEAKY_SLOPE, values, valuesAt, g, gAt);
            case SOFTPLUS -> kernels.softplusBackward(n, values, valuesAt, g, gAt);
            case SILU -> kernels.siluBackward(n, values, valuesAt, g, gAt);
            case HARD_SIGMOID -> kernels.hardSigmoidBackward(n, values, valuesAt, g, gAt);
        }
    }
}
