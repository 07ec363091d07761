// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;

/** GloVe's gradient steps on a list of cells. One a thread. */
final class GloVeStep {
    /** Cells whose logarithms and weights are computed together. */
    private static final int GROUP = 256;
    /** As in GloVe's program. */
    private static final float CLIP = 100;

    private final Kernels kernels;
    private final GloVeTables tables;
    private final float alpha;
    private final float logMax;
    private final float rate;
    private final float[] logs = new float[GROUP];
    private final float[] weights = new float[GROUP];

    GloVeStep(Kernels kernels, GloVeTables tables, GloVe settings) {
        this.kernels = kernels;
        this.tables = tables;
        alpha = (float) settings.alpha();
        logMax = (float) StrictMath.log(settings.xMax());
        rate = (float) settings.learningRate();
    }

    /**
     * Learns all cells in their order.
     *
     * @param cells as {@link ShuffledCells} has them
     * @return the sum of half the weighted squared errors
     */
    double learn(int[] cells, int count) {
        double loss = 0;
        for (int first = 0; first < count; first += GROUP) {
            int n = Math.min(GROUP, count - first);
            for (int i = 0; i < n; i++) {
                logs[i] = Float.intBitsToFloat(cells[(first + i) * ShuffledCells.CELL + 2]);
            }
            kernels.log(n, logs, 0, logs, 0);
            for (int i = 0; i < n; i++) {
                weights[i] = Math.min(0, alpha * (logs[i] - logMax));
            }
            kernels.exp(n, weights, 0, weights, 0);
            for (int i = 0; i < n; i++) {
                int cell = (first + i) * ShuffledCells.CELL;
                loss += step(cells[cell] * tables.row(), cells[cell + 1] * tables.row(), logs[i], weights[i]);
            }
        }
        return loss;
    }

    private double step(int a, int b, float log, float weight) {
        int n = tables.padded();
        int half = tables.half();
        float[] words = tables.words();
        float[] contexts = tables.contexts();
        int biasA = a + n;
        int biasB = b + n;
        float error = kernels.dot(n, words, a, contexts, b) + words[biasA] + contexts[biasB] - log;
        float weighted = weight * error;
        kernels.adagradPair(n, weighted, CLIP, rate, words, a, words, a + half, contexts, b, contexts, b + half);
        // Biases move without the learning rate, as in GloVe's program.
        words[biasA] -= weighted / (float) Math.sqrt(words[biasA + half]);
        contexts[biasB] -= weighted / (float) Math.sqrt(contexts[biasB + half]);
        words[biasA + half] += weighted * weighted;
        contexts[biasB + half] += weighted * weighted;
        return .5 * weighted * error;
    }
}
