// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.classify.TrainingLoop;
import dev.lector.classify.threads.Parallel;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.NgramSums;
import dev.lector.nn.layers.ResponseNormalization;
import dev.lector.nn.layers.WordRegions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains a {@link RegionNetwork} on the cross-entropy. A table of 30,000 words, 3 places and 1,000
 * filters has 90 million weights, of which a text has a gradient for 3,000: of each filter those of its strongest region. So
 * gradients are never laid out as weights are; a batch's texts are carried forward and back, each on one thread, and then
 * parts of the filters are moved, each on one thread, text after text. The same bits come on any number of threads.
 *
 * <p>Steps are Adagrad's (Duchi, Hazan and Singer 2011), each text's after the other's: a weight without a gradient stays
 * where it is, and the weights of rare words, which have few gradients, take longer steps. The rate falls in a straight line
 * to 0.
 *
 * @param rate at the beginning
 * @param epochs passes over the texts
 * @param batchSize texts of a step
 * @param dropout share of the parts' values dropped
 * @param minTexts n-grams of fewer texts are left out
 */
public record RegionTraining(double rate, int epochs, int batchSize, float dropout, int minTexts)
        implements TrainingLoop {
    @Override
    public List<String> train(Model model, Samples rows, int[] labels, Run run) {
        int batch = Math.min(batchSize, rows.rows());
        try (Parallel parallel = new Parallel(run.threads())) {
            Kernels kernels = KernelChoice.best();
            List<Branch> branches = branches(model, (IdSamples) rows, labels, run.labels(), kernels, batch);
            List<float[]> top = model.weights(model.outputs().get(0)).stream()
                    .map(weight -> weight.values())
                    .toList();
            TopLayer output = new TopLayer(kernels, top.get(0), top.get(1), batch);
            Steps steps = new Steps(kernels, branches, output, labels, batch, run.seed(), parallel);
            String last = "";
            for (int epoch = 0; epoch < epochs; epoch++) {
                last = steps.epoch(epoch, run.watch()::done);
            }
            output.settle();
            return List.of(last);
        }
    }

    private List<Branch> branches(
            Model model, IdSamples rows, int[] labels, int labelCount, Kernels kernels, int batch) {
        List<Branch> branches = new ArrayList<>();
        for (Node node : model.nodes()) {
            List<float[]> weights =
                    model.weights(node).stream().map(weight -> weight.values()).toList();
            if (node.layer() instanceof WordRegions layer) {
                branches.add(new RegionBranch(kernels, layer, rows, weights.get(0), weights.get(1), batch));
            } else if (node.layer() instanceof NgramSums layer) {
                branches.add(new NgramBranch(
                        kernels,
                        layer,
                        rows,
                        labels,
                        labelCount,
                        minTexts,
                        weights.get(0),
                        weights.get(1),
                        weights.get(2),
                        batch));
            }
        }
        return branches;
    }

    /** Hears how far the training is. */
    private interface Progress {
        void done(double share);
    }

    /** The steps of one training, and the memory of a batch. */
    private final class Steps {
        private final Kernels kernels;
        private final List<Branch> branches;
        private final TopLayer top;
        private final int[] labels;
        private final int batch;
        private final long seed;
        private final Parallel parallel;
        private final int[] order;
        private final int width;
        private final int[] firstUnit;
        /** Values of the parts, normalized, and the factors of that; later the gradients by the values before. */
        private final float[] values;

        private final float[] factors;
        private final float[] gradients;
        private final double[] losses;
        private final boolean[] right;
        private int step;

        Steps(
                Kernels kernels,
                List<Branch> branches,
                TopLayer top,
                int[] labels,
                int batch,
                long seed,
                Parallel parallel) {
            this.kernels = kernels;
            this.branches = branches;
            this.top = top;
            this.labels = labels;
            this.batch = batch;
            this.seed = seed;
            this.parallel = parallel;
            this.order = new int[labels.length];
            this.firstUnit = new int[branches.size() + 1];
            for (int i = 0; i < branches.size(); i++) {
                firstUnit[i + 1] = firstUnit[i] + branches.get(i).units;
            }
            this.width = firstUnit[branches.size()];
            this.values = new float[batch * width];
            this.gradients = new float[batch * width];
            this.factors = new float[batch * branches.size()];
            this.losses = new double[batch];
            this.right = new boolean[batch];
        }

        /** One pass over the texts; what it came to, as a sentence. */
        String epoch(int epoch, Progress progress) {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            CounterRandom.shuffle(order, CounterRandom.key(CounterRandom.key(seed, 13), epoch));
            double loss = 0;
            int correct = 0;
            int perEpoch = (order.length + batch - 1) / batch;
            for (int from = 0; from < order.length; from += batch) {
                int texts = Math.min(batch, order.length - from);
                int begin = from;
                double share = (double) step / ((double) perEpoch * epochs);
                progress.done(share);
                parallel.each(texts, slot -> carry(slot, order[begin + slot], texts));
                move(texts, (float) (rate * (1 - share)));
                for (int slot = 0; slot < texts; slot++) {
                    loss += losses[slot];
                    correct += right[slot] ? 1 : 0;
                }
                step++;
            }
            if (Double.isNaN(loss)) {
                throw new IllegalStateException(
                        "The loss must stay finite. Received: NaN in epoch " + (epoch + 1) + ". Lower learning-rate.");
            }
            return String.format(
                    Locale.ROOT,
                    "Epoch %d: loss %.4f, %.2f %% of the training texts right.",
                    epoch + 1,
                    loss / order.length,
                    100.0 * correct / order.length);
        }

        /** Forward and back with one text; leaves the gradients by the parts' values and by the outputs. */
        private void carry(int slot, int row, int texts) {
            int at = slot * width;
            for (int i = 0; i < branches.size(); i++) {
                int unit = at + firstUnit[i];
                int units = branches.get(i).units;
                branches.get(i).forward(slot, row, values, unit);
                kernels.relu(units, values, unit, values, unit);
                factors[slot * branches.size() + i] = ResponseNormalization.normalize(kernels, units, values, unit);
            }
            long key = CounterRandom.key(CounterRandom.key(seed, 17), step);
            kernels.dropout(width, dropout, key, at, values, at, gradients, at);
            losses[slot] = top.carry(slot, labels[row], texts, gradients, at);
            right[slot] = top.right(slot, labels[row]);
            kernels.dropout(width, dropout, key, at, gradients, at, gradients, at);
            for (int i = 0; i < branches.size(); i++) {
                int unit = at + firstUnit[i];
                int units = branches.get(i).units;
                float factor = factors[slot * branches.size() + i];
                ResponseNormalization.normalizeBackward(kernels, units, factor, values, unit, gradients, unit);
                kernels.reluBackward(units, values, unit, gradients, unit);
            }
        }

        private void move(int texts, float now) {
            int tasks = top.tasks();
            int[] firstTask = new int[branches.size() + 1];
            firstTask[0] = tasks;
            for (int i = 0; i < branches.size(); i++) {
                firstTask[i + 1] = firstTask[i] + branches.get(i).tasks();
            }
            parallel.each(firstTask[branches.size()], task -> {
                if (task < tasks) {
                    top.update(task, texts, now);
                    return;
                }
                int i = 0;
                while (task >= firstTask[i + 1]) {
                    i++;
                }
                branches.get(i).update(task - firstTask[i], texts, now, gradients, firstUnit[i], width);
            });
        }
    }
}
