// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * One step of the gated recurrent networks, after the matrix products, with tanh and the logistic function as their
 * activations. Rows are samples; all arrays hold {@code n} values a row and follow one another, but gates, which have
 * {@code 4·n}. See {@link Kernels} for the grammar of the parameters.
 *
 * <p>Backward turns gates into the gradients by what stood there before the activations. {@code dh} comes as the gradient by
 * the new state and leaves as the part of the gradient by the old state that does not go through a matrix.
 */
public interface RecurrentKernels {
    /**
     * The LSTM with forget gate (Gers et al. 2000), gates in Keras's order i, f, g, o: {@code c = f·cPrev + i·g},
     * {@code h = o·tanh(c)} with {@code i, f, o = sigmoid(.)}, {@code g = tanh(.)}.
     *
     * @param gates modified: sums before the activations, become the gates
     * @param c modified
     * @param tanhC modified
     * @param h modified
     */
    void lstm(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] cPrev,
            int cPrevAt,
            float[] c,
            int cAt,
            float[] tanhC,
            int tanhCAt,
            float[] h,
            int hAt);

    /**
     * The twin of {@link #lstm}.
     *
     * @param gates modified
     * @param dh modified: becomes 0, for all of it goes through the matrix
     * @param dc modified: gradient by {@code c} from the following step, becomes the gradient by {@code cPrev}
     */
    void lstmBackward(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] cPrev,
            int cPrevAt,
            float[] tanhC,
            int tanhCAt,
            float[] dh,
            int dhAt,
            float[] dc,
            int dcAt);

    /**
     * The gates of a GRU whose reset gate comes before the product (Cho et al. 2014): {@code z, r = sigmoid(.)} in the
     * first two parts of a row, and {@code r·hPrev} in the last.
     *
     * @param gates modified
     */
    void gruReset(int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt);

    /**
     * The twin of {@link #gruReset} for the reset gate; that of the update gate is in {@link #gruOutputBackward}.
     *
     * @param gates modified: the second part becomes a gradient
     * @param drh gradient by {@code r·hPrev}
     * @param dh modified: {@code r·drh} is added
     */
    void gruResetBackward(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] hPrev,
            int hPrevAt,
            float[] drh,
            int drhAt,
            float[] dh,
            int dhAt);

    /**
     * The gates of a GRU whose reset gate comes after the product, as in cuDNN and by default in Keras: {@code z, r =
     * sigmoid(.)}, and {@code r} times the last part of a row is added to the third, the candidate.
     *
     * @param gates modified
     */
    void gruResetAfter(int rows, int n, float[] gates, int gatesAt);

    /**
     * The twin of {@link #gruResetAfter}, called after {@link #gruOutputBackward}.
     *
     * @param gates modified: the second and the last part become gradients
     */
    void gruResetAfterBackward(int rows, int n, float[] gates, int gatesAt);

    /**
     * The end of a GRU's step: the third part of a row becomes {@code tanh(.)}, and
     * {@code h = z·hPrev + (1 - z)·tanh(.)}.
     *
     * @param gates modified
     * @param h modified
     */
    void gruOutput(int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] h, int hAt);

    /**
     * The twin of {@link #gruOutput}.
     *
     * @param gates modified: the first and the third part become gradients
     * @param dh modified: becomes {@code z·dh}
     */
    void gruOutputBackward(
            int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] dh, int dhAt);
}
