// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.kernels.Kernels;

/**
 * The product of rows with a weight matrix whose columns are cut into groups: a group may go elsewhere in a row of gates,
 * and may have a left operand of its own.
 */
final class GateProduct {
    final int in;
    private final Kernels kernels;
    private final int columns;
    private final int[] from;
    private final int[] to;
    private final int[] width;
    private final int[] packedAt;
    private final int[] transposedAt;

    /**
     * A product.
     *
     * @param in rows of the matrix
     * @param columns columns of the matrix
     * @param from first column of each group in the matrix
     * @param to first column of each group in a row of gates
     */
    GateProduct(Kernels kernels, int in, int columns, int[] from, int[] to) {
        this.kernels = kernels;
        this.in = in;
        this.columns = columns;
        this.from = from;
        this.to = to;
        int groups = from.length;
        width = new int[groups];
        packedAt = new int[groups + 1];
        transposedAt = new int[groups + 1];
        for (int g = 0; g < groups; g++) {
            width[g] = (g + 1 < groups ? from[g + 1] : columns) - from[g];
            packedAt[g + 1] = packedAt[g] + kernels.packedLength(in, width[g]);
            transposedAt[g + 1] = transposedAt[g] + kernels.packedLength(width[g], in);
        }
    }

    int groups() {
        return from.length;
    }

    int packedLength() {
        return packedAt[from.length];
    }

    int transposedLength() {
        return transposedAt[from.length];
    }

    void pack(float[] weight, float[] packed, float[] transposed) {
        for (int g = 0; g < from.length; g++) {
            kernels.pack(in, width[g], weight, from[g], columns, 1, packed, packedAt[g]);
            kernels.pack(width[g], in, weight, from[g], 1, columns, transposed, transposedAt[g]);
        }
    }

    /**
     * Writes, or adds, group {@code g} of {@code m} rows of gates.
     *
     * @param bias one value a column of the matrix, or null
     */
    void forward(
            int g,
            int m,
            float[] a,
            int aAt,
            int lda,
            float[] packed,
            float[] gates,
            int gatesAt,
            int ldg,
            boolean accumulate,
            float[] bias,
            int biasAt) {
        int at = gatesAt + to[g];
        int n = width[g];
        kernels.matmul(
                m, n, in, a, aAt, lda, packed, packedAt[g], gates, at, ldg, accumulate, bias, biasAt + from[g], false);
    }

    /** Writes, or adds, the gradient by the rows of the left operand. */
    void backward(
            int g,
            int m,
            float[] gates,
            int gatesAt,
            int ldg,
            float[] transposed,
            float[] da,
            int daAt,
            int ldda,
            boolean accumulate) {
        int at = gatesAt + to[g];
        int n = width[g];
        kernels.matmul(
                m, in, n, gates, at, ldg, transposed, transposedAt[g], da, daAt, ldda, accumulate, null, 0, false);
    }

    /** Adds the gradient by the weight over {@code samples} times {@code k} rows. */
    void backwardByWeight(
            int g,
            int samples,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] gates,
            int gatesAt,
            int ldg,
            int gatesNext,
            float[] gradient) {
        int at = gatesAt + to[g];
        int n = width[g];
        kernels.matmulTransposedLeft(
                samples, in, n, k, a, aAt, lda, aNext, gates, at, ldg, gatesNext, gradient, from[g], columns);
    }
}
