// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static dev.lector.nn.layers.Bidirectional.Mode.MUL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GRU;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.LayerNormalization;
import dev.lector.nn.layers.SimpleRNN;
import dev.lector.nn.layers.SpatialDropout1D;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent networks in the plan: padding that is cut, threads, state from batch to batch. */
class RecurrentPlanTest {
    private static final int WORDS = 40;
    private static final int STEPS = 12;
    private static final int TEXTS = 52;

    /** Texts of different lengths, padded in front, some behind, one of nothing but padding. */
    private static List<Samples> texts() {
        int[] ids = new int[TEXTS * STEPS];
        for (int r = 0; r < TEXTS; r++) {
            int length = r == 3 ? 0 : 1 + CounterRandom.below(STEPS, 5, r);
            int front = r % 5 == 0 ? 0 : STEPS - length;
            for (int t = 0; t < length; t++) {
                ids[r * STEPS + front + t] = 1 + CounterRandom.below(WORDS - 1, 6, r * STEPS + t);
            }
        }
        return List.of(new IdSamples(STEPS, ids));
    }

    private static float[] targets() {
        float[] targets = new float[TEXTS];
        for (int r = 0; r < TEXTS; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        return targets;
    }

    private static Supplier<Model> network(boolean masked, Layer... loops) {
        return () -> {
            Layer[] layers = new Layer[loops.length + 3];
            layers[0] = Input.ids(STEPS);
            layers[1] = new Embedding(WORDS, 6).maskZero(masked);
            System.arraycopy(loops, 0, layers, 2, loops.length);
            layers[loops.length + 2] = new Dense(1).activation(Activation.SIGMOID);
            return Model.sequential("loops", layers).initialize(1);
        };
    }

    static Stream<Supplier<Model>> networks() {
        LSTM lstm = new LSTM(7);
        GRU gru = new GRU(5);
        return Stream.of(
                network(false, lstm),
                network(false, gru),
                network(false, new GRU(5).resetAfter(false).useBias(false)),
                network(false, new SimpleRNN(17)),
                network(false, lstm.returnSequences(true), gru.returnSequences(true), new LayerNormalization(), lstm),
                network(false, new Conv1D(5, 3), lstm),
                network(false, lstm.goBackwards(true)),
                network(false, new Bidirectional(lstm)),
                network(
                        false,
                        new Bidirectional(lstm)
                                .backwardLayer(new LSTM(3).useBias(false).goBackwards(true))),
                network(true, new Bidirectional(gru.returnSequences(true)).mergeMode(MUL), new GlobalMaxPooling1D()),
                network(false, lstm.returnSequences(true), new GlobalMaxPooling1D()),
                network(false, new SpatialDropout1D(0.3f), new LSTM(4)),
                network(
                        false,
                        new LSTM(4).kernelInitializer(new Initializers.Ones()).recurrentDropout(0.2f)),
                network(true, lstm),
                network(true, gru.returnSequences(true), new SimpleRNN(4).goBackwards(true)),
                network(true, gru.resetAfter(false).returnSequences(true), new GlobalMaxPooling1D()),
                network(true, lstm.returnSequences(true).goBackwards(true), new GlobalMaxPooling1D()));
    }

    private static Model train(Supplier<Model> network, int threads, boolean fused) {
        Model model = network.get();
        try (TrainingPlan plan = new TrainingPlan(
                model, new BinaryCrossentropy(), new Adam(), 11, threads, KernelChoice.best(), fused)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                for (int from = 0; from < TEXTS; from += 20) {
                    plan.step(texts(), null, from, Math.min(20, TEXTS - from), targets(), null, 1);
                }
            }
        }
        return model;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void cuttingPaddingChangesNothing(Supplier<Model> network) {
        Model fused = train(network, 1, true);
        Model plain = train(network, 1, false);
        for (int i = 0; i < fused.weights().size(); i++) {
            assertClose(fused.weights().get(i).values(), plain.weights().get(i).values(), 1e-4f);
        }
    }

    /** The prediction's padding is carried once for all texts, training's once a batch. */
    @ParameterizedTest
    @MethodSource("networks")
    void predictsAsThePlainPath(Supplier<Model> network) {
        Model model = network.get();
        try (TrainingPlan plain =
                new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 11, 1, KernelChoice.best(), false)) {
            plain.evaluate(texts(), null, 0, TEXTS, targets(), null);
            assertClose(Predictor.of(model).predict(texts(), 1), Arrays.copyOf(plain.predictions(), TEXTS), 1e-5f);
        }
    }

    /** A frozen embedding has no gradient of its own, but the kernel above it has. */
    @Test
    void tablesOverFrozenWords() {
        Supplier<Model> network = () -> Model.sequential(
                        "frozen",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).trainable(false),
                        new LSTM(7),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(1);
        Model fused = train(network, 2, true);
        Model plain = train(network, 1, false);
        for (int i = 0; i < fused.weights().size(); i++) {
            assertClose(fused.weights().get(i).values(), plain.weights().get(i).values(), 1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void sameBitsOnAnyNumberOfThreads(Supplier<Model> network) {
        assertSameBits(network);
    }

    @Test
    void sameBitsWithDropout() {
        assertSameBits(network(true, new LSTM(7).dropout(0.2f).recurrentDropout(0.3f)));
        assertSameBits(network(false, new GRU(7).dropout(0.2f)));
    }

    private static void assertSameBits(Supplier<Model> network) {
        Model one = train(network, 1, true);
        for (int threads = 2; threads <= 3; threads++) {
            Model more = train(network, threads, true);
            for (int i = 0; i < one.weights().size(); i++) {
                Weight weight = one.weights().get(i);
                assertThat(more.weights().get(i).values()).as(weight.name()).containsExactly(weight.values());
            }
        }
    }

    @Test
    void stateGoesOnFromBatchToBatch() {
        for (Layer layer : List.of(new LSTM(7), new GRU(7), new SimpleRNN(7))) {
            Layer stateful = layer instanceof LSTM lstm
                    ? lstm.stateful(true)
                    : layer instanceof GRU gru ? gru.stateful(true) : ((SimpleRNN) layer).stateful(true);
            Model whole = network(false, layer).get();
            // The same weights over texts of half as many steps.
            Model half = Model.sequential(
                            "half",
                            Input.ids(STEPS / 2),
                            new Embedding(WORDS, 6),
                            stateful,
                            new Dense(1).activation(Activation.SIGMOID))
                    .initialize(1);
            int[] ids = ((IdSamples) texts().get(0)).ids();
            int[] first = new int[TEXTS * STEPS / 2];
            int[] second = new int[TEXTS * STEPS / 2];
            for (int r = 0; r < TEXTS; r++) {
                System.arraycopy(ids, r * STEPS, first, r * STEPS / 2, STEPS / 2);
                System.arraycopy(ids, r * STEPS + STEPS / 2, second, r * STEPS / 2, STEPS / 2);
            }
            float[] expected = Predictor.of(whole).predict(texts(), 1);
            try (TrainingPlan plan = new TrainingPlan(half, new BinaryCrossentropy(), new Adam(), 11, 2)) {
                for (int run = 0; run < 2; run++) {
                    plan.evaluate(List.of(new IdSamples(STEPS / 2, first)), null, 0, TEXTS, targets(), null);
                    plan.evaluate(List.of(new IdSamples(STEPS / 2, second)), null, 0, TEXTS, targets(), null);
                    assertClose(plan.predictions(), expected, 1e-6f);
                    plan.resetStates();
                }
            }
        }
    }

    @Test
    void aChangedBatchIsRefusedUntilStatesAreReset() {
        Model model = network(true, new LSTM(3).stateful(true)).get();
        try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 11, 1)) {
            plan.step(texts(), null, 0, 20, targets(), null, 1);
            plan.step(texts(), null, 20, 20, targets(), null, 1);
            assertThatThrownBy(() -> plan.step(texts(), null, 40, 12, targets(), null, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A model with a stateful layer needs batches of one size. Received: rows=12 after"
                            + " rows=20. Call resetStates() first, or leave the layer stateless.");
            plan.resetStates();
            plan.step(texts(), null, 40, 12, targets(), null, 1);
        }
    }

    private static void assertClose(float[] actual, float[] expected, float tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
