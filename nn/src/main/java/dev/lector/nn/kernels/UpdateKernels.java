// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * Optimizer updates with Keras 3's formulas, for a range of {@code n} weights from {@code at} on. The slots are as long as
 * the weights and share their index {@code at}; the gradient has its own. Decay rates are doubles, so that
 * {@code 1 - beta} is rounded once, as Keras rounds it. See {@link Kernels} for the grammar.
 */
public interface UpdateKernels {
    /** {@code w = w - rate·g}. */
    void sgd(int n, float rate, float[] g, int gAt, float[] w, int at);

    /**
     * {@code v = momentum·v - rate·g}; then {@code w = w + v}, or with Nesterov {@code w = w + momentum·v - rate·g}.
     *
     * @param w modified
     * @param v modified
     */
    void momentum(
            int n, float rate, double momentum, boolean nesterov, float[] g, int gAt, float[] w, float[] v, int at);

    /**
     * Adam (Kingma and Ba 2015, the form before section 2.1): {@code m += (g - m)(1 - beta1)},
     * {@code v += (g² - v)(1 - beta2)}, {@code w -= rate·m/(√v + epsilon)}.
     *
     * @param rate the learning rate of the iteration t times {@code √(1 - beta2ᵗ)/(1 - beta1ᵗ)}
     * @param w modified
     * @param m modified
     * @param v modified
     */
    void adam(
            int n,
            float rate,
            double beta1,
            double beta2,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] m,
            float[] v,
            int at);

    /**
     * {@code count} iterations of {@link #adam} with a gradient of 0, in one pass. For each weight the replay ends when
     * no later iteration can change it beyond rounding; m and v are then brought to the last iteration by a power.
     *
     * @param rates the {@code rate} of each iteration, as {@link #adam} takes it
     * @param w modified
     * @param m modified
     * @param v modified
     */
    void adamIdle(
            int n,
            int count,
            float[] rates,
            int ratesAt,
            double beta1,
            double beta2,
            float epsilon,
            float[] w,
            float[] m,
            float[] v,
            int at);

    /** {@code w = w - w·rate}: the decoupled weight decay of AdamW, with {@code rate} = weight decay · learning rate. */
    void decay(int n, float rate, float[] w, int at);

    /**
     * RMSprop: {@code v = rho·v + (1 - rho)g²}, {@code step = rate·g/√(v + epsilon)}, {@code w -= step}. With
     * {@code average}, v is centred: {@code average = rho·average + (1 - rho)g} and
     * {@code step = rate·g/√(v - average² + epsilon)}. With {@code moment}: {@code moment = momentum·moment + step},
     * {@code w -= moment}.
     *
     * @param w modified
     * @param v modified
     * @param average modified, or null if not centred
     * @param moment modified, or null if there is no momentum
     */
    void rmsprop(
            int n,
            float rate,
            double rho,
            double momentum,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] v,
            float[] average,
            float[] moment,
            int at);

    /**
     * Adagrad (Duchi et al. 2011): {@code sum += g²}, {@code w -= rate·g/√(sum + epsilon)}.
     *
     * @param w modified
     * @param sum modified
     */
    void adagrad(int n, float rate, float epsilon, float[] g, int gAt, float[] w, float[] sum, int at);

    /**
     * AdaGrad on both sides of a dot product, as GloVe's program has it: with {@code g = rate·clip(error·b, limit)} and
     * {@code h = rate·clip(error·a, limit)}, {@code a -= g/√sumA}, {@code b -= h/√sumB}, then {@code sumA += g²} and
     * {@code sumB += h²}. The four rows do not overlap.
     *
     * @param error derivative of the loss by the dot product of a and b
     * @param a modified
     * @param aSum modified; not 0
     * @param b modified
     * @param bSum modified; not 0
     */
    void adagradPair(
            int n,
            float error,
            float limit,
            float rate,
            float[] a,
            int aAt,
            float[] aSum,
            int aSumAt,
            float[] b,
            int bAt,
            float[] bSum,
            int bSumAt);

    /**
     * Adadelta (Zeiler 2012): {@code squares = rho·squares + (1 - rho)g²},
     * {@code step = g·√(steps + epsilon)/√(squares + epsilon)}, {@code steps = rho·steps + (1 - rho)step²},
     * {@code w -= rate·step}.
     *
     * @param w modified
     * @param squares modified
     * @param steps modified
     */
    void adadelta(
            int n,
            float rate,
            double rho,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] squares,
            float[] steps,
            int at);

    /**
     * Keras's MaxNorm along axis 0: each column is multiplied by {@code min(norm, limit)/(1e-7 + norm)}.
     *
     * @param w modified: k×n, rows follow one another
     */
    void maxNorm(int k, int n, float limit, float[] w, int wAt);
}
