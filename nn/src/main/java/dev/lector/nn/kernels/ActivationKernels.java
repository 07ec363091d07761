// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * Activations with Keras's formulas and defaults. Forward writes {@code y = f(x)} and may work in place; backward
 * multiplies a gradient in place, {@code g = g·f'(x)}. Where the derivative follows from the output, backward takes the
 * output {@code y}; for gelu and silu it takes the input {@code x}. See {@link Kernels} for the grammar.
 */
public interface ActivationKernels {
    // ---- exp and log ----

    /** {@code y = exp(x)}, see {@link FloatMath#exp}. */
    void exp(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code y = log(x)}, see {@link FloatMath#log}. */
    void log(int n, float[] x, int xAt, float[] y, int yAt);

    // ---- derivative by the output ----

    /** {@code max(x, 0)}; NaN stays NaN. */
    void relu(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = y > 0 ? g : 0}. */
    void reluBackward(int n, float[] y, int yAt, float[] g, int gAt);

    /** {@code x < 0 ? slope·x : x}; Keras's function has slope 0.2. */
    void leakyRelu(int n, float slope, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = y > 0 ? g : slope·g}. */
    void leakyReluBackward(int n, float slope, float[] y, int yAt, float[] g, int gAt);

    /** {@code 1 / (1 + exp(-x))}. */
    void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = g·y·(1 - y)}. */
    void sigmoidBackward(int n, float[] y, int yAt, float[] g, int gAt);

    /** {@code min(max(x + 3, 0), 6) / 6}. */
    void hardSigmoid(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = 0 < y < 1 ? g/6 : 0}. */
    void hardSigmoidBackward(int n, float[] y, int yAt, float[] g, int gAt);

    /** The hyperbolic tangent. */
    void tanh(int n, float[] x, int xAt, float[] y, int yAt);

    /** The hyperbolic tangent as {@link FloatMath#gateTanh} has it. */
    void gateTanh(int n, float[] x, int xAt, float[] y, int yAt);

    /** The logistic function as {@link FloatMath#gateSigmoid} has it. */
    void gateSigmoid(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = g·(1 - y²)}. */
    void tanhBackward(int n, float[] y, int yAt, float[] g, int gAt);

    /** {@code x > 0 ? x : alpha·(exp(x) - 1)}; Keras has alpha 1. Clevert et al. 2016. */
    void elu(int n, float alpha, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = y > 0 ? g : g·(y + alpha)}. */
    void eluBackward(int n, float alpha, float[] y, int yAt, float[] g, int gAt);

    /** {@code scale·elu(x, alpha)} with the constants of Klambauer et al. 2017. */
    void selu(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = y > 0 ? g·scale : g·(y + scale·alpha)}. */
    void seluBackward(int n, float[] y, int yAt, float[] g, int gAt);

    /** {@code log(1 + exp(x))}. */
    void softplus(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = g·(1 - exp(-y))}. */
    void softplusBackward(int n, float[] y, int yAt, float[] g, int gAt);

    // ---- derivative by the input ----

    /** {@code x·sigmoid(x)}, also called swish. */
    void silu(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = g·s·(1 + x·(1 - s))} with {@code s = sigmoid(x)}. */
    void siluBackward(int n, float[] x, int xAt, float[] g, int gAt);

    /** {@code x·(1 + erf(x/√2))/2}, the exact form, as Keras's default. Hendrycks and Gimpel 2016. */
    void gelu(int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = g·((1 + erf(x/√2))/2 + x·exp(-x²/2)/√(2π))}. */
    void geluBackward(int n, float[] x, int xAt, float[] g, int gAt);

    // ---- rows ----

    /**
     * Softmax of each of {@code m} rows of {@code n} values that follow one another.
     *
     * @param y modified; may be {@code x}
     */
    void softmax(int m, int n, float[] x, int xAt, float[] y, int yAt);

    /** {@code g = y·(g - Σ g·y)}, row by row. */
    void softmaxBackward(int m, int n, float[] y, int yAt, float[] g, int gAt);
}
