// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GRU;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables of words that predictions keep. */
class PredictionTablesTest {
    private static final int WORDS = 300;
    private static final int STEPS = 14;
    private static final int TEXTS = 90;

    /** Two convolutions under a maximum, one under another convolution, and a recurrent layer, all over the same words. */
    private static Model model(int words, int filters) {
        Node ids = Input.ids(STEPS).node("ids");
        Node vectors = ids.then(new Embedding(words, 12));
        Node all = Node.of(
                new Concatenate(),
                vectors.then(new Conv1D(filters, 3).activation(Activation.RELU)).then(new GlobalMaxPooling1D()),
                vectors.then(new Conv1D(5, 4)).then(new GlobalMaxPooling1D()),
                vectors.then(new Conv1D(7, 2).activation(Activation.TANH))
                        .then(new Conv1D(6, 3))
                        .then(new GlobalMaxPooling1D()),
                vectors.then(new GRU(9)));
        return Model.of("tables", ids, all.then(new Dense(1).activation(Activation.SIGMOID)))
                .initialize(3);
    }

    /** Convolutions of several widths side by side under one maximum; bias and padding vector are not 0. */
    private static Model sideBySide(Padding padding, Activation activation) {
        Node ids = Input.ids(STEPS).node("ids");
        Node vectors = ids.then(new Embedding(WORDS, 12));
        int second = padding == Padding.VALID ? 3 : 5;
        Node all = Node.of(
                new Concatenate(),
                vectors.then(new Conv1D(33, 3).padding(padding).activation(activation)),
                vectors.then(new Conv1D(5, second).padding(padding).activation(activation)),
                vectors.then(new Conv1D(16, second).padding(padding).activation(activation)));
        Model model = Model.of(
                "sideBySide",
                ids,
                all.then(new GlobalMaxPooling1D()).then(new Dense(1).activation(Activation.SIGMOID)));
        model.initialize(3);
        model.weights().stream()
                .filter(weight -> weight.name().endsWith("bias"))
                .forEach(weight -> {
                    for (int i = 0; i < weight.values().length; i++) {
                        weight.values()[i] = i % 3 - 1;
                    }
                });
        return model;
    }

    @Test
    void aMaximumOverConvolutionsSideBySideIsTakenOfEach() {
        for (Padding padding : Padding.values()) {
            for (Activation activation : List.of(Activation.RELU, Activation.TANH, Activation.SOFTMAX)) {
                Model model = sideBySide(padding, activation);
                Program program = new Program(model, KernelChoice.best(), false, true);
                int taken = activation == Activation.SOFTMAX ? 0 : 3;
                assertThat(program.ops)
                        .filteredOn(op -> op instanceof WordConvMaxOp)
                        .hasSize(taken);
                checkAgainstThePlainPath(model);
            }
        }
    }

    private static List<Samples> texts() {
        int[] ids = new int[TEXTS * STEPS];
        for (int i = 0; i < ids.length; i++) {
            int length = CounterRandom.below(STEPS + 1, 1, i / STEPS);
            ids[i] = i % STEPS < STEPS - length ? 0 : CounterRandom.below(WORDS, 2, i);
        }
        // Words that come again in every distance: A B A, A A A B.
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i / STEPS % 2 == 0 ? ids[i] : CounterRandom.below(3, 7, i);
        }
        return List.of(new IdSamples(STEPS, ids));
    }

    @Test
    void areNotSeenInTheResults() {
        checkAgainstThePlainPath(model(WORDS, 33));
    }

    private static void checkAgainstThePlainPath(Model model) {
        try (TrainingPlan plain =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.1f), 1, 1, KernelChoice.best(), false)) {
            plain.evaluate(texts(), null, 0, TEXTS, new float[TEXTS], null);
            float[] expected = Arrays.copyOf(plain.predictions(), TEXTS);
            float[] found = Predictor.of(model).predict(texts(), 1);
            for (int i = 0; i < TEXTS; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(2e-6f));
            }
        }
    }

    @Test
    void areMadeByManyThreadsAtOnce() {
        Model model = model(WORDS, 33);
        float[] expected = Predictor.of(model).predict(texts(), 1);
        for (int round = 0; round < 5; round++) {
            Predictor fresh = Predictor.of(model);
            List<float[]> found = IntStream.range(0, 6)
                    .parallel()
                    .mapToObj(i -> fresh.predict(texts(), 1))
                    .toList();
            found.forEach(each -> assertThat(each).containsExactly(expected));
        }
    }

    @Test
    void areLeftOutWhereTheyAreTooLarge() {
        Program small = new Program(model(WORDS, 33), KernelChoice.plain(), false, true);
        assertThat(small.ops).filteredOn(op -> op.readsTablesAlone(false)).hasSize(4);
        // 50,000 words times 3·200 values are more than 96 MB; the three that follow still fit.
        Program large = new Program(model(50_000, 200), KernelChoice.plain(), false, true);
        assertThat(large.ops).filteredOn(op -> op.readsTablesAlone(false)).hasSize(3);
    }

    @Test
    void areLeftOutWhereTheyMayTakeNothing() {
        Model model = model(WORDS, 33);
        Program none = Program.forPredictions(model, KernelChoice.plain(), 0);
        assertThat(none.ops).filteredOn(op -> op.readsTablesAlone(false)).isEmpty();
        float[] expected = Predictor.of(model).predict(texts(), 1);
        float[] found = Predictor.of(model, KernelChoice.plain(), 0).predict(texts(), 1);
        for (int i = 0; i < TEXTS; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(2e-6f));
        }
    }
}
