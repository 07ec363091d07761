// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.AdamW;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Clipping;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that stand at several places with the same weights. */
class SharedLayersTest {
    private static final int WORDS = 50;
    private static final int PAIRS = 45;
    private static final int[] STEPS = {11, 17};

    /** How the second use of the convolution goes on, whether an LSTM stands for it, and whether the embedding has a penalty. */
    private enum Kind {
        BOTH_MAX,
        MAX_AND_AVERAGE,
        LOOP,
        DENSE_ROWS
    }

    private static List<Samples> pairs() {
        List<Samples> inputs = new ArrayList<>();
        for (int steps : STEPS) {
            int[] ids = new int[PAIRS * steps];
            for (int i = 0; i < ids.length; i++) {
                // The second text has words that the first never has, and the other way round.
                int low = steps == STEPS[0] ? 0 : 10;
                ids[i] = i % steps < i / steps % steps ? 0 : low + CounterRandom.below(WORDS - 10, steps, i);
            }
            inputs.add(new IdSamples(steps, ids));
        }
        return inputs;
    }

    private static Model pairModel(Kind kind) {
        Node question = Input.ids(STEPS[0]).node("question");
        Node answer = Input.ids(STEPS[1]).node("answer");
        Embedding embedding = new Embedding(WORDS, 6);
        Node a = question.then(
                kind == Kind.DENSE_ROWS ? embedding.embeddingsRegularizer(Regularizer.l2(0.01f)) : embedding);
        Node b = a.applyTo(answer);
        if (kind == Kind.LOOP) {
            Node loop = a.then("lstm", new LSTM(5));
            return joined(question, answer, loop, loop.applyTo(b));
        }
        Node conv = a.then("conv", new Conv1D(9, 3).activation(Activation.RELU));
        Node again = conv.applyTo(b);
        Node pooled = kind == Kind.MAX_AND_AVERAGE
                ? again.then(new GlobalAveragePooling1D())
                : again.then(new GlobalMaxPooling1D());
        return joined(question, answer, conv.then(new GlobalMaxPooling1D()), pooled);
    }

    private static Model joined(Node question, Node answer, Node first, Node second) {
        Node label = Node.of(new Concatenate(), first, second).then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("pairs", List.of(question, answer), List.of(label)).initialize(3);
    }

    private static Model train(Kind kind, Optimizer optimizer, int threads, Kernels kernels, boolean fused) {
        Model model = pairModel(kind);
        float[] targets = new float[PAIRS];
        for (int r = 0; r < PAIRS; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), optimizer, 11, threads, kernels, fused)) {
            int[] rows = new int[PAIRS];
            for (int epoch = 0; epoch < 3; epoch++) {
                Arrays.setAll(rows, r -> r);
                CounterRandom.shuffle(rows, epoch);
                for (int from = 0; from < PAIRS; from += 15) {
                    plan.step(pairs(), rows, from, 15, targets, null, 1);
                }
            }
        }
        return model;
    }

    private static void assertClose(Model actual, Model expected, double tolerance) {
        for (int i = 0; i < expected.weights().size(); i++) {
            float[] wanted = expected.weights().get(i).values();
            float[] found = actual.weights().get(i).values();
            for (int j = 0; j < wanted.length; j++) {
                assertThat((double) found[j])
                        .as("%s %d", expected.weights().get(i).name(), j)
                        .isCloseTo(wanted[j], within(tolerance));
            }
        }
    }

    static Stream<Arguments> ways() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Stream.of(
                                new Sgd(0.5f),
                                new Adam(0.01f),
                                new Adam(0.01f).clipping(new Clipping(0, 0, 0.02f)),
                                new AdamW())
                        .map(optimizer -> Arguments.of(kind, optimizer)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ways")
    void fusedAndPlainAgree(Kind kind, Optimizer optimizer) {
        Model plain = train(kind, optimizer, 1, KernelChoice.plain(), false);
        assertClose(train(kind, optimizer, 1, KernelChoice.plain(), true), plain, 1e-5);
        assertClose(train(kind, optimizer, 2, KernelChoice.best(), true), plain, 1e-5);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ways")
    void threadsDoNotChangeABit(Kind kind, Optimizer optimizer) {
        Model one = train(kind, optimizer, 1, KernelChoice.best(), true);
        for (int threads = 2; threads <= 3; threads++) {
            Model several = train(kind, optimizer, threads, KernelChoice.best(), true);
            for (int i = 0; i < one.weights().size(); i++) {
                assertThat(several.weights().get(i).values())
                        .isEqualTo(one.weights().get(i).values());
            }
        }
    }

    /** With one step of plain descent the gradient of a shared weight is the sum of what two copies would get. */
    @Test
    void gradientsOfAllUsesAddUp() {
        Node question = Input.ids(STEPS[0]).node("question");
        Node answer = Input.ids(STEPS[1]).node("answer");
        Node[] vectors = {question.then("one", new Embedding(WORDS, 6)), answer.then("two", new Embedding(WORDS, 6))};
        Conv1D conv = new Conv1D(9, 3).activation(Activation.RELU);
        Node joined = Node.of(
                new Concatenate(),
                vectors[0].then("conv_one", conv).then(new GlobalMaxPooling1D()),
                vectors[1].then("conv_two", conv).then(new GlobalMaxPooling1D()));
        Node label = joined.then("dense", new Dense(1).activation(Activation.SIGMOID));
        Model copies = Model.of("copies", List.of(question, answer), List.of(label));
        Model shared = pairModel(Kind.BOTH_MAX);
        String[][] names = {
            {"one/embeddings", "two/embeddings", "embedding/embeddings"},
            {"conv_one/kernel", "conv_two/kernel", "conv/kernel"},
            {"conv_one/bias", "conv_two/bias", "conv/bias"},
            {"dense/kernel", "dense/kernel", "dense/kernel"}
        };
        for (String[] pair : names) {
            float[] start = shared.weight(pair[2]).values();
            System.arraycopy(start, 0, copies.weight(pair[0]).values(), 0, start.length);
            System.arraycopy(start, 0, copies.weight(pair[1]).values(), 0, start.length);
        }
        float[][] starts = Arrays.stream(names)
                .map(pair -> shared.weight(pair[2]).values().clone())
                .toArray(float[][]::new);
        for (Model model : List.of(copies, shared)) {
            try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(1), 1, 1)) {
                plan.step(pairs(), null, 0, PAIRS, new float[PAIRS], null, 1);
            }
        }
        for (int i = 0; i < 3; i++) {
            float[] one = copies.weight(names[i][0]).values();
            float[] two = copies.weight(names[i][1]).values();
            float[] both = shared.weight(names[i][2]).values();
            for (int j = 0; j < both.length; j++) {
                float sum = one[j] - starts[i][j] + (two[j] - starts[i][j]);
                assertThat(both[j] - starts[i][j]).isCloseTo(sum, within(1e-6f));
            }
        }
    }

    @Test
    void weightsAreThereOnce() {
        Model model = pairModel(Kind.BOTH_MAX);
        assertThat(model.weights().stream().map(Weight::name))
                .containsExactly("embedding/embeddings", "conv/kernel", "conv/bias", "dense/kernel", "dense/bias");
        assertThat(model.parameters()).isEqualTo(WORDS * 6 + 6 * 3 * 9 + 9 + 18 + 1);
        assertThat(model.nodes().stream().map(model::name)).contains("embedding", "embedding[1]", "conv", "conv[1]");
        Model part = model.upTo(model.nodes().stream()
                .filter(node -> model.name(node).equals("concatenate"))
                .findFirst()
                .orElseThrow());
        assertThat(part.weights()).hasSize(3);
    }

    @Test
    void aSavedGraphKeepsTheSharing() {
        ModelCodec codec = new ModelCodec(LayerCodec.builtIn());
        Model model = pairModel(Kind.MAX_AND_AVERAGE);
        Model read = codec.decode(codec.encode(model), model.parameters());
        assertThat(codec.encode(read)).isEqualTo(codec.encode(model));
        read.initialize(3);
        assertThat(Predictor.of(read).predict(pairs(), 1))
                .isEqualTo(Predictor.of(model).predict(pairs(), 1));
    }

    @Test
    void weightsMustFitEveryUse() {
        Node a = Input.floats(3).node("a").then(new Dense(2));
        assertThatThrownBy(() -> a.applyTo(Input.floats(4).node("b")))
                .hasMessageContaining("[(None, 4)]")
                .hasMessageContaining("[(None, 3)]");
    }
}
