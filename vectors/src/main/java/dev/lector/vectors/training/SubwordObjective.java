// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;

/**
 * fastText's objectives (Bojanowski, Grave, Joulin and Mikolov 2017): the mean of a word's rows predicts each of its context
 * words, or the mean of all rows of the context predicts the word. All context words of one place are predicted from one
 * mean, and its rows move once for all of them; fastText computes the mean anew for each. The whole gradient goes to every
 * row, undivided, as fastText has it.
 */
final class SubwordObjective implements Objective {
    private final Kernels kernels;
    private final Tables tables;
    private final Subwords subwords;
    private final boolean cbow;
    private final NegativeWords outputs;
    private final PairStep pairs;
    private final float[] mean;
    private int[] offsets = new int[256];
    private float[] shares = new float[256];
    private int rows;

    SubwordObjective(
            Kernels kernels, Tables tables, Subwords subwords, boolean cbow, int window, NegativeWords outputs) {
        this.kernels = kernels;
        this.tables = tables;
        this.subwords = subwords;
        this.cbow = cbow;
        this.outputs = outputs;
        pairs = new PairStep(kernels, tables.stride(), 1, (cbow ? 1 : 2 * window) * outputs.most());
        mean = new float[tables.stride()];
    }

    @Override
    public void learn(int[] sentence, int length, int place, int reach, float rate, RandomBits random) {
        int first = Math.max(0, place - reach);
        int last = Math.min(length - 1, place + reach);
        if (first == last) {
            return;
        }
        rows = 0;
        int targets = 0;
        if (cbow) {
            targets = outputs.choose(sentence[place], random, pairs, targets);
        } else {
            add(subwords.rows()[sentence[place]]);
        }
        for (int i = first; i <= last; i++) {
            if (i != place && cbow) {
                add(subwords.rows()[sentence[i]]);
            } else if (i != place) {
                targets = outputs.choose(sentence[i], random, pairs, targets);
            }
        }
        int stride = tables.stride();
        Arrays.fill(shares, 0, rows, 1f / rows);
        kernels.fill(stride, 0, mean, 0);
        kernels.addScaledRows(rows, stride, shares, 0, tables.input(), offsets, 0, mean, 0);
        pairs.left[0] = 0;
        pairs.moveRight(mean, 1, tables.output(), targets, rate);
        for (int i = 0; i < rows; i++) {
            kernels.add(stride, pairs.gradients(), 0, tables.input(), offsets[i]);
        }
    }

    private void add(int[] more) {
        if (rows + more.length > offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * (rows + more.length));
            shares = new float[offsets.length];
        }
        for (int row : more) {
            offsets[rows++] = row * tables.stride();
        }
    }

    @Override
    public PairStep pairs() {
        return pairs;
    }
}
