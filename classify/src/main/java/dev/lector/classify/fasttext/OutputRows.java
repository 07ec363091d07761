// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.HuffmanTree;

/**
 * The rows of the output table that a text moves, and the gradient that they send back; what one thread scribbles on is its
 * own, the table is shared. As in fastText rows are read and moved one after the other.
 */
abstract class OutputRows {
    /** Losses that overflow are as bad as this. */
    private static final float LARGEST_LOSS = 100;

    final Kernels kernels;
    final int dim;
    final float[] table;

    OutputRows(Kernels kernels, int dim, float[] table) {
        this.kernels = kernels;
        this.dim = dim;
        this.table = table;
    }

    /**
     * One step.
     *
     * @param hidden the mean of the text's rows; not modified
     * @param gradient modified: how the hidden values should move, times the rate; 0 before
     * @return the loss before the step
     */
    abstract float step(float[] hidden, int label, float rate, float[] gradient);

    /** How many rows the table of a loss has for a number of labels. */
    static int count(FastTextLoss loss, int labels) {
        return labels == 2 || loss == FastTextLoss.HS ? labels - 1 : labels;
    }

    /**
     * The rows of a loss.
     *
     * @param tree of the labels if the loss is {@link FastTextLoss#HS}, else null
     */
    static OutputRows of(FastTextLoss loss, int labels, HuffmanTree tree, Kernels kernels, int dim, float[] table) {
        if (labels == 2) {
            return new OneRow(loss, kernels, dim, table);
        }
        if (loss == FastTextLoss.HS) {
            return new Tree(tree, kernels, dim, table);
        }
        return loss == FastTextLoss.SOFTMAX
                ? new Softmax(labels, kernels, dim, table)
                : new Sigmoids(labels, kernels, dim, table);
    }

    /** {@code σ(row·hidden)}. */
    final float score(float[] hidden, int row) {
        float x = kernels.dot(dim, hidden, 0, table, row * dim);
        return (float) (1 / (1 + StrictMath.exp(-x)));
    }

    /** Moves a row towards an answer. */
    final float binary(float[] hidden, int row, boolean yes, float rate, float[] gradient) {
        float score = score(hidden, row);
        float alpha = rate * ((yes ? 1 : 0) - score);
        kernels.axpy(dim, alpha, table, row * dim, gradient, 0);
        kernels.axpy(dim, alpha, hidden, 0, table, row * dim);
        return loss(yes ? score : 1 - score);
    }

    static float loss(float probability) {
        return probability > 0 ? (float) -StrictMath.log(probability) : probability == 0 ? LARGEST_LOSS : Float.NaN;
    }

    /**
     * Two labels and one row: the difference of fastText's two, which move in opposite directions. With softmax the difference
     * moves twice as far as a row; with one-vs-all both rows send the same gradient back.
     */
    private static final class OneRow extends OutputRows {
        private final float rowFactor;
        private final float gradientFactor;

        OneRow(FastTextLoss loss, Kernels kernels, int dim, float[] table) {
            super(kernels, dim, table);
            this.rowFactor = loss == FastTextLoss.SOFTMAX ? 2 : 1;
            this.gradientFactor = loss == FastTextLoss.OVA ? 2 : 1;
        }

        @Override
        float step(float[] hidden, int label, float rate, float[] gradient) {
            float score = score(hidden, 0);
            float alpha = rate * (label - score);
            kernels.axpy(dim, alpha * gradientFactor, table, 0, gradient, 0);
            kernels.axpy(dim, alpha * rowFactor, hidden, 0, table, 0);
            return loss(label == 1 ? score : 1 - score);
        }
    }

    private static final class Softmax extends OutputRows {
        private final float[] scores;
        private final int[] offsets;

        Softmax(int labels, Kernels kernels, int dim, float[] table) {
            super(kernels, dim, table);
            this.scores = new float[labels];
            this.offsets = new int[labels];
            for (int i = 0; i < labels; i++) {
                offsets[i] = i * dim;
            }
        }

        @Override
        float step(float[] hidden, int label, float rate, float[] gradient) {
            int labels = scores.length;
            kernels.dotRows(labels, dim, hidden, 0, table, offsets, 0, scores, 0);
            kernels.softmax(1, labels, scores, 0, scores, 0);
            float loss = loss(scores[label]);
            kernels.scale(labels, -rate, scores, 0);
            scores[label] += rate;
            kernels.addScaledRows(labels, dim, scores, 0, table, 0, offsets, 0, gradient, 0);
            for (int i = 0; i < labels; i++) {
                kernels.axpy(dim, scores[i], hidden, 0, table, offsets[i]);
            }
            return loss;
        }
    }

    private static final class Sigmoids extends OutputRows {
        private final int labels;

        Sigmoids(int labels, Kernels kernels, int dim, float[] table) {
            super(kernels, dim, table);
            this.labels = labels;
        }

        @Override
        float step(float[] hidden, int label, float rate, float[] gradient) {
            float loss = 0;
            for (int i = 0; i < labels; i++) {
                loss += binary(hidden, i, i == label, rate, gradient);
            }
            return loss;
        }
    }

    private static final class Tree extends OutputRows {
        private final HuffmanTree tree;

        Tree(HuffmanTree tree, Kernels kernels, int dim, float[] table) {
            super(kernels, dim, table);
            this.tree = tree;
        }

        @Override
        float step(float[] hidden, int label, float rate, float[] gradient) {
            int[] path = tree.path(label);
            boolean[] turns = tree.turns(label);
            float loss = 0;
            for (int i = 0; i < path.length; i++) {
                loss += binary(hidden, path[i], turns[i], rate, gradient);
            }
            return loss;
        }
    }
}
