// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;

/**
 * CBOW by a tree: the mean of the context words predicts the word in the middle (Mikolov, Chen, Corrado and Dean 2013). The
 * whole gradient goes to every context word, undivided, as word2vec has it. Against words drawn by chance, {@link MeanObjective}
 * learns the same with fewer reads; this is its plain twin in the tests.
 */
final class ContinuousBag implements Objective {
    private final Kernels kernels;
    private final Tables tables;
    private final OutputRows outputs;
    private final PairStep pairs;
    private final int[] context;
    private final float[] ones;
    private final float[] mean;

    ContinuousBag(Kernels kernels, Tables tables, int window, OutputRows outputs) {
        this.kernels = kernels;
        this.tables = tables;
        this.outputs = outputs;
        pairs = new PairStep(kernels, tables.stride(), 1, outputs.most());
        context = new int[2 * window];
        ones = new float[2 * window];
        mean = new float[tables.stride()];
    }

    @Override
    public void learn(int[] sentence, int length, int place, int reach, float rate, RandomBits random) {
        int stride = tables.stride();
        int words = 0;
        int last = Math.min(length - 1, place + reach);
        for (int i = Math.max(0, place - reach); i <= last; i++) {
            if (i != place) {
                context[words++] = sentence[i] * stride;
            }
        }
        if (words == 0) {
            return;
        }
        kernels.fill(words, 1f / words, ones, 0);
        kernels.fill(stride, 0, mean, 0);
        kernels.addScaledRows(words, stride, ones, 0, tables.input(), 0, context, 0, mean, 0);
        int rows = outputs.choose(sentence[place], random, pairs);
        pairs.left[0] = 0;
        pairs.clearGradients(1);
        pairs.moveRight(mean, 1, tables.output(), rows, rate);
        for (int i = 0; i < words; i++) {
            kernels.add(stride, pairs.gradients(), 0, tables.input(), context[i]);
        }
    }

    @Override
    public PairStep pairs() {
        return pairs;
    }
}
