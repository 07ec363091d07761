// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.nn.IdSamples;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.NgramSums;
import java.util.Arrays;

/**
 * {@link NgramSums} in training. An n-gram's value is its log-count ratio r (Wang and Manning 2012) instead of 1. The network
 * keeps the products of r and the weights, so a step is r² times as long, and the network needs no r.
 */
final class NgramBranch extends Branch {
    private static final int TASKS = 16;

    private final Kernels kernels;
    private final NgramSums layer;
    private final IdSamples rows;
    private final float[] keys;
    private final float[] kernel;
    private final float[] bias;
    /** Each slot's ratio. */
    private final float[] ratios;

    private final float[] squares;
    private final float[] biasSquares;
    /** The slots of each text of the batch. */
    private final float[][] found;

    private final int[] counts;

    /**
     * Chooses the n-grams and their ratios from the training texts.
     *
     * @param kernel modified: each row is multiplied by its ratio
     */
    NgramBranch(
            Kernels kernels,
            NgramSums layer,
            IdSamples rows,
            int[] labels,
            int labelCount,
            int minTexts,
            float[] keys,
            float[] kernel,
            float[] bias,
            int batch) {
        super(layer.units());
        this.kernels = kernels;
        this.layer = layer;
        this.rows = rows;
        this.keys = keys;
        this.kernel = kernel;
        this.bias = bias;
        this.found = new float[batch][layer.longest() * rows.steps()];
        this.counts = new int[batch];
        int most = (int) (2L * layer.slots() / 3);
        for (long hash : NgramCounts.of(layer.longest(), rows).select(minTexts, most)) {
            layer.insert(hash, keys);
        }
        this.ratios = ratios(labels, labelCount);
        for (int slot = 0; slot < layer.slots(); slot++) {
            kernels.scale(units, ratios[slot], kernel, slot * units);
        }
        this.squares = new float[kernel.length];
        this.biasSquares = new float[units];
    }

    /** The largest log-count ratio of each slot, one label against the others, without its sign; 1 added to every count. */
    private float[] ratios(int[] labels, int labelCount) {
        int slots = layer.slots();
        float[] all = new float[slots];
        count(labels, -1, all);
        float[] largest = new float[slots];
        for (int label = 0; label < (labelCount == 2 ? 1 : labelCount); label++) {
            float[] own = new float[slots];
            count(labels, label, own);
            double yes = 0;
            double no = 0;
            for (int slot = 0; slot < slots; slot++) {
                yes += keys[slot] == 0 ? 0 : own[slot] + 1;
                no += keys[slot] == 0 ? 0 : all[slot] - own[slot] + 1;
            }
            double shift = StrictMath.log(no / yes);
            for (int slot = 0; slot < slots; slot++) {
                double ratio = StrictMath.log((own[slot] + 1) / (all[slot] - own[slot] + 1)) + shift;
                largest[slot] = keys[slot] == 0 ? 0 : Math.max(largest[slot], (float) Math.abs(ratio));
            }
        }
        return largest;
    }

    private void count(int[] labels, int label, float[] texts) {
        float[] slots = new float[layer.longest() * rows.steps()];
        for (int row = 0; row < rows.rows(); row++) {
            if (label < 0 || labels[row] == label) {
                int n = layer.find(rows.ids(), row * rows.steps(), rows.steps(), keys, slots);
                for (int i = 0; i < n; i++) {
                    texts[(int) slots[i]]++;
                }
            }
        }
    }

    @Override
    void forward(int slot, int row, float[] out, int outAt) {
        counts[slot] = layer.find(rows.ids(), row * rows.steps(), rows.steps(), keys, found[slot]);
        kernels.fill(units, 0, out, outAt);
        for (int i = 0; i < counts[slot]; i++) {
            kernels.add(units, kernel, (int) found[slot][i] * units, out, outAt);
        }
        kernels.add(units, bias, 0, out, outAt);
    }

    @Override
    int tasks() {
        return TASKS;
    }

    @Override
    void update(int task, int texts, float rate, float[] gradient, int at, int distance) {
        int from = (int) ((long) layer.slots() * task / TASKS);
        int to = (int) ((long) layer.slots() * (task + 1) / TASKS);
        for (int slot = 0; slot < texts; slot++) {
            int gAt = at + slot * distance;
            if (task == 0) {
                kernels.adagrad(units, rate, EPSILON, gradient, gAt, bias, biasSquares, 0);
            }
            float[] own = found[slot];
            int i = Arrays.binarySearch(own, 0, counts[slot], from);
            for (i = i < 0 ? -i - 1 : i; i < counts[slot] && own[i] < to; i++) {
                int ngram = (int) own[i];
                kernels.adagrad(units, rate * ratios[ngram], EPSILON, gradient, gAt, kernel, squares, ngram * units);
            }
        }
    }
}
