// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.EmbeddingBags;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.train.AdamW;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.Sgd;
import dev.lector.nn.train.SparseCategoricalCrossentropy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dense layer or embeddings over bags of words train as the plain path does, though only the rows of the batch's words are touched. */
class SparseInputTest {
    private static final int COLUMNS = 2_100;
    private static final int UNITS = 128;
    private static final int TEXTS = 50;
    private static final int BATCH = 20;

    private static Model network(Layer first) {
        return Model.sequential(
                        "wide",
                        Input.sparse(COLUMNS),
                        first,
                        new Dropout(.3f),
                        new Dense(3).activation(Activation.SOFTMAX))
                .initialize(3);
    }

    private static Dense dense() {
        return new Dense(UNITS).activation(Activation.RELU);
    }

    /** Bags of no, a few or many words, of which some are frequent; some columns stand in one text alone. */
    private static SparseSamples bags() {
        int[] starts = new int[TEXTS + 1];
        int[] indices = new int[TEXTS * 40];
        float[] values = new float[TEXTS * 40];
        int entries = 0;
        for (int text = 0; text < TEXTS; text++) {
            int words = text == 7 ? 0 : 1 + CounterRandom.below(39, 5, text);
            int column = -1;
            for (int w = 0; w < words; w++) {
                int step = w < words / 2 ? 1 : 60;
                column += 1 + CounterRandom.below(step, 6, text * 64L + w);
                if (column < COLUMNS) {
                    indices[entries] = column;
                    values[entries++] = .1f + CounterRandom.below(100, 7, text * 64L + w) / 100f;
                }
            }
            starts[text + 1] = entries;
        }
        return new SparseSamples(COLUMNS, starts, Arrays.copyOf(indices, entries), Arrays.copyOf(values, entries));
    }

    private static Model train(Model model, Optimizer optimizer, int threads, Kernels kernels, boolean fused) {
        float[] targets = new float[TEXTS];
        for (int text = 0; text < TEXTS; text++) {
            targets[text] = CounterRandom.below(3, 8, text);
        }
        List<Samples> bags = List.of(bags());
        try (TrainingPlan plan =
                new TrainingPlan(model, new SparseCategoricalCrossentropy(), optimizer, 11, threads, kernels, fused)) {
            int[] rows = new int[TEXTS];
            for (int epoch = 0; epoch < 4; epoch++) {
                Arrays.setAll(rows, r -> r);
                CounterRandom.shuffle(rows, epoch);
                for (int from = 0; from < TEXTS; from += BATCH) {
                    plan.step(bags, rows, from, Math.min(BATCH, TEXTS - from), targets, null, 1);
                }
                // Rows come up to date in between, as for the validation of an epoch.
                if (epoch == 1) {
                    plan.evaluate(bags, null, 0, TEXTS, targets, null);
                }
            }
        }
        return model;
    }

    private static void assertClose(Model actual, Model expected) {
        for (int w = 0; w < expected.weights().size(); w++) {
            float[] one = actual.weights().get(w).values();
            float[] other = expected.weights().get(w).values();
            double error = 0;
            double norm = 0;
            for (int i = 0; i < one.length; i++) {
                error += Math.pow(one[i] - other[i], 2);
                norm += Math.pow(other[i], 2);
            }
            assertThat(Math.sqrt(error)).isLessThanOrEqualTo(2e-5 * Math.sqrt(norm) + 1e-9);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.lector.nn.plan.TrainingPlanTest#optimizers")
    void endsWhereThePlainPathDoes(String name, Optimizer optimizer) {
        check(dense(), optimizer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.lector.nn.plan.TrainingPlanTest#optimizers")
    void bagsOfEmbeddingsDoSo(String name, Optimizer optimizer) {
        check(new EmbeddingBags(List.of(40, 960, 1_100), UNITS), optimizer);
    }

    private static void check(Layer first, Optimizer optimizer) {
        Model start = network(first);
        Model plain = train(network(first), optimizer, 1, KernelChoice.plain(), false);
        assertThat(plain.weights().get(0).values())
                .isNotEqualTo(start.weights().get(0).values());
        assertClose(train(network(first), optimizer, 1, KernelChoice.plain(), true), plain);
        Model one = train(network(first), optimizer, 1, KernelChoice.best(), true);
        assertClose(one, plain);
        Model three = train(network(first), optimizer, 3, KernelChoice.best(), true);
        for (int w = 0; w < one.weights().size(); w++) {
            assertThat(three.weights().get(w).values())
                    .isEqualTo(one.weights().get(w).values());
        }
    }

    @Test
    void penaltiesAndOptimizersThatMoveEveryRowAreLeftToThePlainPath() {
        AdamW adamW = new AdamW();
        assertClose(
                train(network(dense()), adamW, 2, KernelChoice.best(), true),
                train(network(dense()), adamW, 1, KernelChoice.best(), false));
        Dense penalised = dense().kernelRegularizer(new Regularizer(0, .01f));
        Optimizer sgd = new Sgd(.1f);
        assertClose(
                train(network(penalised), sgd, 2, KernelChoice.best(), true),
                train(network(penalised), sgd, 1, KernelChoice.best(), false));
    }
}
