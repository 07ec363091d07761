// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;

/**
 * A mean of rows predicts words against words drawn by chance: CBOW (Mikolov, Chen, Corrado and Dean 2013), where the mean of
 * the context predicts the word in the middle, and fastText (Bojanowski, Grave, Joulin and Mikolov 2017), where the mean of a
 * word's rows predicts each of its context words, or that of all rows of the context the word. The whole gradient goes to
 * every row of a mean, undivided, as the originals have it.
 *
 * <p>A few places make a group. They share their negative words, so that the rows of these, which seldom lie in a cache, are
 * read and written once for all of them (Ji, Satish, Li and Dubey 2016, share them among the context words of a place). All
 * scores of a group are taken from the rows as they stand; then the rows move. There are so many negative words in a
 * group that one counts, on average, at most as much as one of those that the originals draw, and all of them as much as
 * theirs.
 */
final class MeanObjective implements Objective {
    /** With more of them, words of one sentence move too long without looking at each other. */
    static final int GROUP = 4;

    /** Negative words of a group, as a multiple of those of a place with one target: with fewer, analogies suffer. */
    private static final int LEAST_SHARE = 2;

    private final Kernels kernels;
    private final Tables tables;
    /** Rows of each word, or null if a word is one row. */
    private final int[][] subwords;

    private final boolean cbow;
    private final NegativeWords negatives;
    private final int group;
    private final PairStep pairs;
    private final float[] means;
    private int[] inputs = new int[1_024];
    private float[] shares = new float[inputs.length];
    private final int[] inputEnds;
    private final int[] targets;
    private final int[] targetEnds;
    private final float[] errors;
    private final RowMoves targetMoves;
    private final RowMoves inputMoves;
    private int places;

    /**
     * One for a thread.
     *
     * @param subwords rows of each word, or null if a word is one row
     * @param window most words on a side
     * @param group places that share their negative words
     */
    MeanObjective(
            Kernels kernels,
            Tables tables,
            int[][] subwords,
            boolean cbow,
            int window,
            NegativeWords negatives,
            int group) {
        this.kernels = kernels;
        this.tables = tables;
        this.subwords = subwords;
        this.cbow = cbow;
        this.negatives = negatives;
        this.group = group;
        int most = cbow ? 1 : 2 * window;
        pairs = new PairStep(kernels, tables.stride(), group, negatives.count() * Math.max(LEAST_SHARE, most));
        means = new float[group * tables.stride()];
        inputEnds = new int[group + 1];
        targets = new int[group * most];
        targetEnds = new int[group + 1];
        errors = new float[group * most];
        targetMoves = new RowMoves(group * most, group);
        inputMoves = new RowMoves(group * 2 * window, group);
        for (int p = 0; p < group; p++) {
            pairs.left[p] = p * tables.stride();
        }
    }

    @Override
    public void learn(int[] sentence, int length, int place, int reach, float rate, RandomBits random) {
        int first = Math.max(0, place - reach);
        int last = Math.min(length - 1, place + reach);
        if (first == last) {
            return;
        }
        inputEnds[places + 1] = inputEnds[places];
        targetEnds[places + 1] = targetEnds[places];
        for (int i = first; i <= last; i++) {
            if ((i == place) == cbow) {
                targets[targetEnds[places + 1]++] = sentence[i] * tables.stride();
            } else {
                addInput(sentence[i]);
            }
        }
        if (++places == group) {
            finish(rate, random);
        }
    }

    private void addInput(int word) {
        int count = subwords == null ? 1 : subwords[word].length;
        int at = inputEnds[places + 1];
        if (at + count > inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * (at + count));
            shares = new float[inputs.length];
        }
        for (int i = 0; i < count; i++) {
            inputs[at + i] = (subwords == null ? word : subwords[word][i]) * tables.stride();
        }
        inputEnds[places + 1] += count;
    }

    @Override
    public void finish(float rate, RandomBits random) {
        if (places == 0) {
            return;
        }
        int stride = tables.stride();
        for (int p = 0; p < places; p++) {
            mean(p);
            kernels.dotRows(
                    targetEnds[p + 1] - targetEnds[p],
                    stride,
                    means,
                    p * stride,
                    tables.output(),
                    targets,
                    targetEnds[p],
                    errors,
                    targetEnds[p]);
        }
        int wanted = targetEnds[places];
        kernels.sigmoid(wanted, errors, 0, errors, 0);
        if (pairs.lossIsDue()) {
            pairs.addLossOfWanted(errors, wanted);
        }
        int others = negatives.chooseOthers(Math.max(Math.min(LEAST_SHARE, group), wanted / places), random, pairs);
        weigh(others);
        pairs.clearGradients(places);
        float[] gradients = pairs.gradients();
        for (int p = 0; p < places; p++) {
            moveTargets(p, rate, gradients);
        }
        pairs.moveRight(means, places, tables.output(), others, rate);
        targetMoves.move(kernels, stride, means, tables.output());
        moveInputs(gradients);
        places = 0;
    }

    private void mean(int p) {
        int count = inputEnds[p + 1] - inputEnds[p];
        int stride = tables.stride();
        kernels.fill(count, 1f / count, shares, 0);
        kernels.fill(stride, 0, means, p * stride);
        kernels.addScaledRows(count, stride, shares, 0, tables.input(), 0, inputs, inputEnds[p], means, p * stride);
    }

    /** A negative word counts for each target of a place that it is not itself. */
    private void weigh(int others) {
        float share = (float) negatives.count() / others;
        for (int p = 0; p < places; p++) {
            for (int j = 0; j < others; j++) {
                int against = targetEnds[p + 1] - targetEnds[p];
                for (int t = targetEnds[p]; t < targetEnds[p + 1]; t++) {
                    against -= targets[t] == pairs.right[j] ? 1 : 0;
                }
                pairs.weights[p * others + j] = against * share;
            }
        }
    }

    /** Adds the targets of a place to its gradient, and notes how they move. */
    private void moveTargets(int p, float rate, float[] gradients) {
        int stride = tables.stride();
        int from = targetEnds[p];
        int count = targetEnds[p + 1] - from;
        for (int t = from; t < from + count; t++) {
            errors[t] = (1 - errors[t]) * rate;
            targetMoves.add(targets[t], p * stride, errors[t]);
        }
        kernels.addScaledRows(count, stride, errors, from, tables.output(), 0, targets, from, gradients, p * stride);
    }

    /** Places side by side have most of their context in common, but few parts of words. */
    private void moveInputs(float[] gradients) {
        int stride = tables.stride();
        for (int p = 0; p < places; p++) {
            for (int i = inputEnds[p]; i < inputEnds[p + 1]; i++) {
                if (subwords == null) {
                    inputMoves.add(inputs[i], p * stride, 1);
                } else {
                    kernels.add(stride, gradients, p * stride, tables.input(), inputs[i]);
                }
            }
        }
        inputMoves.move(kernels, stride, gradients, tables.input());
    }

    @Override
    public PairStep pairs() {
        return pairs;
    }
}
