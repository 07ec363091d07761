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
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Flatten;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions by fewer multiplications against the plain path: texts of every length, runs that are not whole, what is frozen. */
class WinogradTest {
    private static final int WORDS = 50;
    private static final int TEXTS = 37;
    /** Five steps, each in other sums: six times what the plain products leave. */
    private static final float BOUND = 2e-5f;

    private static Model stack(int steps, int kernelSize, boolean frozen) {
        return Model.sequential(
                        "stack",
                        Input.ids(steps),
                        new Embedding(WORDS, 33).trainable(!frozen),
                        new Conv1D(40, kernelSize).activation(Activation.RELU),
                        new Conv1D(35, kernelSize).activation(Activation.RELU).trainable(!frozen),
                        new Conv1D(48, kernelSize).activation(Activation.TANH).useBias(false),
                        new Conv1D(37, kernelSize).activation(Activation.RELU),
                        new GlobalMaxPooling1D(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(21);
    }

    /** Windows with gaps, in lines of unequal numbers of runs. */
    private static Model gaps(int dilation) {
        Conv1D convolution = new Conv1D(36, 4).activation(Activation.RELU).dilationRate(dilation);
        return Model.sequential(
                        "gaps",
                        Input.ids(41),
                        new Embedding(WORDS, 33),
                        convolution,
                        convolution,
                        convolution,
                        new GlobalMaxPooling1D(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(23);
    }

    /** Blocks that meet, and a convolution whose values are all read. */
    private static Model meeting(int steps) {
        Node words = Input.ids(steps).node("words");
        Node label = words.then(new Embedding(WORDS, 32))
                .then(new Conv1D(32, 4).useBias(false))
                .then(new BatchNormalization())
                .then(new Conv1D(32, 3).activation(Activation.RELU))
                .then(new Flatten())
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("meeting", words, label).initialize(22);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                named("3 steps", () -> stack(23, 3, false)),
                named("4 steps", () -> stack(23, 4, false)),
                named("5 steps", () -> stack(23, 5, false)),
                named("frozen", () -> stack(23, 4, true)),
                named("long", () -> stack(300, 4, false)),
                named("gaps of 2", () -> gaps(2)),
                named("gaps of 3", () -> gaps(3)),
                named("meeting", () -> meeting(21)));
    }

    private static Arguments named(String name, Supplier<Model> network) {
        return Arguments.of(name, network);
    }

    private static Kernels vector() {
        Assumptions.assumeTrue(KernelChoice.vector().isPresent(), "needs the Vector API");
        return KernelChoice.vector().get();
    }

    private static int steps(Model model) {
        return model.inputs().get(0).shape().size();
    }

    private static List<Samples> texts(int steps) {
        int[] ids = new int[TEXTS * steps];
        for (int r = 0; r < TEXTS; r++) {
            int length = r < steps ? r : CounterRandom.below(steps + 1, 5, r);
            for (int t = steps - length; t < steps; t++) {
                ids[r * steps + t] = 1 + CounterRandom.below(WORDS - 1, 6, r * steps + t);
            }
        }
        return List.of(new IdSamples(steps, ids));
    }

    private static float[] targets() {
        float[] targets = new float[TEXTS];
        for (int r = 0; r < TEXTS; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        return targets;
    }

    private static Model train(Supplier<Model> network, int threads, boolean fused, Kernels kernels) {
        Model own = network.get();
        try (TrainingPlan plan =
                new TrainingPlan(own, new BinaryCrossentropy(), new Sgd(0.3f), 11, threads, kernels, fused)) {
            for (int step = 0; step < 5; step++) {
                plan.step(texts(steps(own)), null, 0, TEXTS, targets(), null, 1);
            }
        }
        return own;
    }

    private static void assertSame(Model actual, Model expected, float bound) {
        for (int i = 0; i < expected.weights().size(); i++) {
            Weight weight = expected.weights().get(i);
            float[] values = actual.weights().get(i).values();
            for (int j = 0; j < values.length; j++) {
                assertThat(values[j]).as(weight.name()).isCloseTo(weight.values()[j], within(bound));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void trainsAsThePlainPathDoes(String name, Supplier<Model> network) {
        Kernels vector = vector();
        assertThat(new Program(network.get(), vector, true, true).ops).anyMatch(op -> op instanceof WinogradConvOp);
        Model plain = train(network, 1, false, vector);
        Model fused = train(network, 1, true, vector);
        assertSame(fused, plain, BOUND);
        assertSame(train(network, 3, true, vector), fused, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void predictsAsThePlainPathDoes(String name, Supplier<Model> network) {
        Model model = network.get();
        List<Samples> texts = texts(steps(model));
        float[] found = Predictor.of(model, vector()).predict(texts, 2);
        try (TrainingPlan plain =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.1f), 1, 1, vector(), false)) {
            plain.evaluate(texts, null, 0, TEXTS, new float[TEXTS], null);
            float[] expected = Arrays.copyOf(plain.predictions(), TEXTS);
            for (int i = 0; i < TEXTS; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(2e-6f));
            }
        }
    }
}
