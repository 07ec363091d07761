// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.growth;

import static dev.lector.nn.layers.Activation.RELU;
import static dev.lector.nn.layers.Activation.SIGMOID;

import dev.lector.bench.WarmUp;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import java.util.List;

/** Times one network on made-up texts whose words are as frequent as Zipf's law has it. */
final class Workbench {
    private static final long SEED = 7;
    /** Ids of all texts together; enough for every batch to be another. */
    private static final int IDS = 1_000_000;

    private final Model model;
    private final int texts;
    private final List<Samples> samples;
    private final float[] targets;

    private Workbench(Model model, int steps, int words, int fewest) {
        this.model = model.initialize(SEED);
        this.texts = Math.max(fewest, IDS / steps);
        this.samples = List.of(new IdSamples(steps, zipf(texts * steps, words)));
        this.targets = new float[texts];
        for (int row = 0; row < texts; row++) {
            targets[row] = row % 2;
        }
    }

    /** The recipe words-cnn; texts without padding. */
    static Workbench convolutions(int steps, int words, int fewest) {
        Conv1D convolution = new Conv1D(100, 4).activation(RELU);
        Model model = Model.sequential(
                "words-cnn",
                Input.ids(steps),
                new Embedding(words, 50),
                convolution,
                convolution,
                convolution,
                new GlobalMaxPooling1D(),
                new Dense(100).activation(RELU),
                new Dropout(.5f),
                new Dense(100).activation(RELU),
                new Dense(1).activation(SIGMOID));
        return new Workbench(model, steps, words, fewest);
    }

    /** The recipe lstm; texts without padding. */
    static Workbench lstm(int steps, int words, int fewest) {
        Model model = Model.sequential(
                "lstm", Input.ids(steps), new Embedding(words, 32), new LSTM(32), new Dense(1).activation(SIGMOID));
        return new Workbench(model, steps, words, fewest);
    }

    /** The density of ids falls as 1 / id, from 1 on. */
    private static int[] zipf(int count, int words) {
        int[] ids = new int[count];
        long key = CounterRandom.key(SEED, words);
        for (int i = 0; i < count; i++) {
            ids[i] = (int) Math.pow(words - 1, CounterRandom.uniform(key, i));
        }
        return ids;
    }

    /** Texts a second in training, in a round of so many seconds after a warm-up. */
    double training(int batch, int threads, double seconds) {
        try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), SEED, threads)) {
            int[] rows = new int[texts];
            for (int row = 0; row < texts; row++) {
                rows[row] = row;
            }
            int[] at = {0};
            Runnable step = () -> {
                at[0] = at[0] + 2 * batch > texts ? 0 : at[0] + batch;
                plan.step(samples, rows, at[0], batch, targets, null, 1);
            };
            WarmUp.untilNoFaster(() -> run(step, seconds));
            return batch * run(step, seconds);
        }
    }

    /** Texts a second in predicting all of them, in a round of so many seconds after a warm-up. */
    double prediction(int threads, double seconds) {
        Predictor predictor = Predictor.of(model);
        Runnable all = () -> predictor.predict(samples, threads);
        WarmUp.untilNoFaster(() -> run(all, seconds));
        return texts * run(all, seconds);
    }

    /** How often a second. */
    private static double run(Runnable action, double seconds) {
        long begin = System.nanoTime();
        long count = 0;
        double taken;
        do {
            action.run();
            count++;
            taken = (System.nanoTime() - begin) * 1e-9;
        } while (taken < seconds);
        return count / taken;
    }
}
