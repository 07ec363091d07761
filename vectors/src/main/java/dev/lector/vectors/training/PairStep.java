// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;

/**
 * One gradient step on a few rows against a few others: all pairs' scores {@code σ(a_i·b_j)} are computed first, from the
 * rows as they stand, then both sides move. The context words of one place share its output words, so that every row is
 * read once for many pairs (Ji, Satish, Li and Dubey 2016, Parallelizing Word2Vec in Shared and Distributed Memory).
 */
final class PairStep {
    /** Steps of which one has its loss computed: a logarithm costs as much as a row. */
    private static final int LOSS_EVERY = 256;

    private final Kernels kernels;
    private final int stride;
    /** Where the rows of the left side begin. */
    final int[] left;
    /** Where the rows of the right side begin, all in the output table. */
    final int[] right;
    /** Wanted score of each row of the right side. */
    final float[] wanted;
    /** How much each pair counts, {@code (m, n)} of those in use; 1 unless set. */
    final float[] weights;

    private final float[] errors;
    private final float[] errorsByRight;
    private final float[] gradients;
    private int steps;
    private double loss;
    private long lossPairs;

    PairStep(Kernels kernels, int stride, int mostLeft, int mostRight) {
        this.kernels = kernels;
        this.stride = stride;
        left = new int[mostLeft];
        right = new int[mostRight];
        wanted = new float[mostRight];
        weights = new float[mostLeft * mostRight];
        Arrays.fill(weights, 1);
        errors = new float[mostLeft * mostRight];
        errorsByRight = new float[mostLeft * mostRight];
        gradients = new float[mostLeft * stride];
    }

    /**
     * Moves the right side, and adds to {@link #gradients} how the left side should move.
     *
     * @param a rows of the left side; not modified
     * @param m rows of the left side in use
     * @param b the output table, modified
     * @param n rows of the right side in use
     */
    void moveRight(float[] a, int m, float[] b, int n, float rate) {
        for (int i = 0; i < m; i++) {
            kernels.dotRows(n, stride, a, left[i], b, right, 0, errors, i * n);
        }
        kernels.sigmoid(m * n, errors, 0, errors, 0);
        if (lossIsDue()) {
            addLoss(m, n);
        }
        steps++;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float error = (wanted[j] - errors[i * n + j]) * weights[i * n + j] * rate;
                errors[i * n + j] = error;
                errorsByRight[j * m + i] = error;
            }
        }
        for (int i = 0; i < m; i++) {
            kernels.addScaledRows(n, stride, errors, i * n, b, 0, right, 0, gradients, i * stride);
        }
        for (int j = 0; j < n; j++) {
            kernels.addScaledRows(m, stride, errorsByRight, j * m, a, 0, left, 0, b, right[j]);
        }
    }

    /** Whether the next step's loss is computed. */
    boolean lossIsDue() {
        return steps % LOSS_EVERY == 0;
    }

    /** Sets the gradients of the first {@code m} rows of the left side to 0. */
    void clearGradients(int m) {
        kernels.fill(m * stride, 0, gradients, 0);
    }

    /** Row {@code i} begins at {@code i * stride}. */
    float[] gradients() {
        return gradients;
    }

    private void addLoss(int m, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double score = errors[i * n + j];
                addLoss(wanted[j] == 1 ? score : 1 - score, weights[i * n + j]);
            }
        }
        lossPairs += m;
    }

    private void addLoss(double probability, float weight) {
        loss -= weight * StrictMath.log(Math.max(1e-7, probability));
    }

    /** Adds the loss of pairs that are moved elsewhere, whose scores should be 1. */
    void addLossOfWanted(float[] scores, int count) {
        for (int i = 0; i < count; i++) {
            addLoss(scores[i], 1);
        }
    }

    /** Mean loss of a pair of words, all its output words together, since the last call; NaN if none was sampled. */
    double recentLoss() {
        double mean = lossPairs == 0 ? Double.NaN : loss / lossPairs;
        loss = 0;
        lossPairs = 0;
        return mean;
    }
}
