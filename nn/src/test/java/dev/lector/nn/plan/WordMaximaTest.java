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
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Maxima over words. Words beside their places: two inputs, of which one is the same in all texts but some. And convolutions
 * side by side over few words, each of which stands at many places, and over words of which some stand often and some do not
 * ({@link Words#often}). And beside a recurrent layer.
 */
class WordMaximaTest {
    private static final int WORDS = 50;
    private static final int STEPS = 19;
    private static final int TEXTS = 44;

    private enum Network {
        PLACES,
        WIDTHS,
        OFTEN_AND_RARE,
        BESIDE_LSTM;

        Model model(Padding padding) {
            return switch (this) {
                case PLACES -> places(padding);
                case WIDTHS, OFTEN_AND_RARE -> widths(padding);
                case BESIDE_LSTM -> besideLstm(padding);
            };
        }
    }

    private static Model widths(Padding padding) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 9));
        Node all = Node.of(
                new Concatenate(),
                vectors.then(new Conv1D(70, 2).padding(padding)).then(new GlobalMaxPooling1D()),
                vectors.then(new Conv1D(33, 5).activation(Activation.RELU).padding(padding))
                        .then(new GlobalMaxPooling1D()));
        Node label = all.then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("widths", List.of(words), List.of(label)).initialize(5);
    }

    /** The padding in front of the texts is one text for the recurrent layer, and has no maximum. */
    private static Model besideLstm(Padding padding) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 6));
        Node all = Node.of(
                new Concatenate(),
                vectors.then(new LSTM(5)),
                vectors.then(new Conv1D(9, 3).padding(padding)).then(new GlobalMaxPooling1D()));
        Node label = all.then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("beside", List.of(words), List.of(label)).initialize(5);
    }

    private static Model places(Padding padding) {
        Node words = Input.ids(STEPS).node("words");
        Node places = Input.ids(STEPS).node("places");
        Node both = Node.of(
                new Concatenate(),
                words.then(new Embedding(WORDS, 7).trainable(false)),
                places.then(new Embedding(STEPS, 5)));
        Node label = both.then(new Conv1D(19, 4).activation(Activation.RELU).padding(padding))
                .then(new GlobalMaxPooling1D())
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("places", List.of(words, places), List.of(label)).initialize(5);
    }

    private static List<Samples> texts(Network network) {
        int[] words = new int[TEXTS * STEPS];
        int[] places = new int[TEXTS * STEPS];
        for (int i = 0; i < words.length; i++) {
            int different = network == Network.WIDTHS ? 3 : WORDS;
            if (network == Network.OFTEN_AND_RARE && i % 4 > 0) {
                different = 20;
            }
            words[i] = CounterRandom.below(different, 1, i);
            boolean backwards = i / STEPS % 7 == 6;
            places[i] = backwards ? STEPS - 1 - i % STEPS : i % STEPS;
        }
        for (int row = 0; network == Network.BESIDE_LSTM && row < TEXTS; row++) {
            Arrays.fill(words, row * STEPS, row * STEPS + CounterRandom.below(STEPS, 2, row), 0);
        }
        IdSamples texts = new IdSamples(STEPS, words);
        return network != Network.PLACES ? List.of(texts) : List.of(texts, new IdSamples(STEPS, places));
    }

    private static Model train(Network network, Padding padding, int threads, boolean fused) {
        Model model = network.model(padding);
        float[] targets = new float[TEXTS];
        for (int r = 0; r < TEXTS; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        try (TrainingPlan plan = new TrainingPlan(
                model, new BinaryCrossentropy(), new Sgd(0.3f), 11, threads, KernelChoice.best(), fused)) {
            for (int step = 0; step < 5; step++) {
                plan.step(texts(network), null, 0, TEXTS, targets, null, 1);
            }
        }
        return model;
    }

    private static Stream<Arguments> networks() {
        return Arrays.stream(Network.values())
                .flatMap(network -> Arrays.stream(Padding.values()).map(padding -> Arguments.of(network, padding)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsAsThePlainPathDoes(Network network, Padding padding) {
        assertThat(new Program(network.model(padding), KernelChoice.best(), true, true).ops)
                .anyMatch(op -> op instanceof WordConvMaxOp);
        Model plain = train(network, padding, 1, false);
        Model fused = train(network, padding, 1, true);
        Model threads = train(network, padding, 3, true);
        for (int i = 0; i < plain.weights().size(); i++) {
            Weight weight = plain.weights().get(i);
            float[] values = fused.weights().get(i).values();
            for (int j = 0; j < values.length; j++) {
                assertThat(values[j]).as(weight.name()).isCloseTo(weight.values()[j], within(2e-6f));
            }
            assertThat(threads.weights().get(i).values()).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void predictsAsThePlainPathDoes(Network network, Padding padding) {
        Model model = train(network, padding, 1, true);
        float[] found = Predictor.of(model).predict(texts(network), 2);
        try (TrainingPlan plain =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.1f), 1, 1, KernelChoice.best(), false)) {
            plain.evaluate(texts(network), null, 0, TEXTS, new float[TEXTS], null);
            float[] expected = Arrays.copyOf(plain.predictions(), TEXTS);
            for (int i = 0; i < TEXTS; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(2e-6f));
            }
        }
    }
}
