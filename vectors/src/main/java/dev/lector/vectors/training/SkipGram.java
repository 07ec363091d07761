// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;

/** Skip-gram: each context word predicts the word in the middle (Mikolov, Chen, Corrado and Dean 2013, as word2vec has it). */
final class SkipGram implements Objective {
    private final Kernels kernels;
    private final Tables tables;
    private final OutputRows outputs;
    private final PairStep pairs;

    SkipGram(Kernels kernels, Tables tables, int window, OutputRows outputs) {
        this.kernels = kernels;
        this.tables = tables;
        this.outputs = outputs;
        pairs = new PairStep(kernels, tables.stride(), 2 * window, outputs.most());
    }

    @Override
    public void learn(int[] sentence, int length, int place, int reach, float rate, RandomBits random) {
        int stride = tables.stride();
        int context = 0;
        int last = Math.min(length - 1, place + reach);
        for (int i = Math.max(0, place - reach); i <= last; i++) {
            if (i != place) {
                pairs.left[context++] = sentence[i] * stride;
            }
        }
        if (context == 0) {
            return;
        }
        pairs.clearGradients(context);
        int rows = outputs.choose(sentence[place], random, pairs);
        pairs.moveRight(tables.input(), context, tables.output(), rows, rate);
        for (int i = 0; i < context; i++) {
            kernels.add(stride, pairs.gradients(), i * stride, tables.input(), pairs.left[i]);
        }
    }

    @Override
    public PairStep pairs() {
        return pairs;
    }
}
