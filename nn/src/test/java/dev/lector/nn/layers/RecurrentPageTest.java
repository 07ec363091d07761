// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.plan.PredictionSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The snippets of the page on recurrent networks are the lines that run here. */
class RecurrentPageTest {
    private static final Path NN = Path.of(System.getProperty("basedir", ""));

    @Test
    void snippetsStandInThisTest() throws IOException {
        String page = Files.readString(NN.toAbsolutePath().getParent().resolve("docs/recurrent.md"));
        String source = Files.readString(NN.resolve("src/test/java/dev/lector/nn/layers/RecurrentPageTest.java"));
        Matcher snippet = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
        int count = 0;
        for (; snippet.find(); count++) {
            for (String line : snippet.group(1).split("\n")) {
                assertThat(source).contains(line.strip());
            }
        }
        assertThat(count).isEqualTo(4);
        assertThat(NN.toAbsolutePath().getParent().resolve("docs/rnn-unfolded.svg"))
                .exists();
    }

    private static Model reviews() {
        // spotless:off
        Model model = Model.sequential(
                "reviews",
                Input.ids(40),
                new Embedding(10_000, 50).maskZero(true),
                new LSTM(32),
                new Dense(1).activation(Activation.SIGMOID));
        // spotless:on
        return model.initialize(1);
    }

    @Test
    void reviewsHasKerasParameters() {
        assertThat(reviews().parameters()).isEqualTo(500_000 + 4 * 32 * (50 + 32 + 1) + 33);
    }

    @Test
    void bothWays() {
        // spotless:off
        Model stacked = Model.sequential(
                "both-ways",
                Input.ids(40),
                new Embedding(10_000, 50),
                new Bidirectional(new GRU(32).returnSequences(true)),
                new Bidirectional(new GRU(32)).mergeMode(Bidirectional.Mode.SUM),
                new Dense(1).activation(Activation.SIGMOID));
        // spotless:on
        assertThat(stacked.nodes().get(2).shape()).isEqualTo(Shape.of(40, 64));
        assertThat(stacked.nodes().get(3).shape()).isEqualTo(Shape.of(32));
    }

    @Test
    void statesAreOutputsAndInputs() {
        Node words = Input.ids(40).node("words");
        Node vectors = words.then(new Embedding(10_000, 50));
        Node reader = vectors.then(new LSTM(32).returnState(true));
        Node second = Node.of(new LSTM(32), vectors, reader.output(1), reader.output(2));
        assertThat(Model.of("two", words, second).initialize(1).parameters()).isEqualTo(500_000 + 2 * 4 * 32 * 83);
    }

    @Test
    void aSessionReadsATextInPieces() {
        Model model = Model.sequential(
                        "pieces", Input.ids(3), new Embedding(20, 4), new LSTM(5).stateful(true), new Dense(1))
                .initialize(3);
        Model inOne = Model.sequential("whole", Input.ids(6), new Embedding(20, 4), new LSTM(5), new Dense(1))
                .initialize(3);
        List<Samples> firstHalf = List.of(new IdSamples(3, new int[] {1, 2, 3, 9, 9, 9}));
        List<Samples> secondHalf = List.of(new IdSamples(3, new int[] {4, 5, 6, 8, 7, 8}));
        PredictionSession session = Predictor.of(model).session();
        float[] half = session.predict(firstHalf);
        float[] whole = session.predict(secondHalf);
        session.resetStates();
        List<Samples> all = List.of(new IdSamples(6, new int[] {1, 2, 3, 4, 5, 6, 9, 9, 9, 8, 7, 8}));
        assertThat(whole).containsExactly(Predictor.of(inOne).predict(all, 1));
        assertThat(session.predict(firstHalf)).containsExactly(half);
        Predictor predictor = Predictor.of(model);
        assertThat(predictor.predict(firstHalf, 1)).containsExactly(predictor.predict(firstHalf, 1));
    }
}
