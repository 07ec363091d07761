// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dot;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Multiply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compared with what Keras prints, see {@code src/test/golden/summary/make.py}. */
class SummaryTest {
    private static void assertAsKeras(Model model) throws IOException {
        String expected = Files.readString(Path.of("src/test/golden/summary", model.name() + ".txt"));
        assertThat(Summary.of(model)).isEqualTo(expected);
    }

    @Test
    void layersInARow() throws IOException {
        assertAsKeras(Model.sequential(
                "words_cnn",
                Input.ids(40),
                new Embedding(10_000, 50),
                new Conv1D(100, 4).activation(Activation.RELU),
                new Conv1D(100, 4).activation(Activation.RELU),
                new Conv1D(100, 4).activation(Activation.RELU),
                new GlobalMaxPooling1D(),
                new Dropout(0.5f),
                new Dense(1).activation(Activation.SIGMOID)));
    }

    @Test
    void branches() throws IOException {
        Node words = Input.ids(50).node("words");
        Node vectors = words.then(new Embedding(18_000, 300).trainable(false));
        Node[] pooled = new Node[3];
        for (int i = 0; i < 3; i++) {
            pooled[i] = vectors.then(new Conv1D(100, 3 + i).activation(Activation.RELU))
                    .then(new GlobalMaxPooling1D());
        }
        Node joined = Node.of(new Concatenate(), pooled).then(new Dropout(0.5f));
        assertAsKeras(Model.of("kim_cnn", words, joined.then(new Dense(2).activation(Activation.SOFTMAX))));
    }

    @Test
    void severalInputsAndLongNames() throws IOException {
        Node words = Input.ids(7).node("the_words_of_a_rather_long_name_indeed");
        Node extra = Input.floats(3).node("extra");
        Node vectors = words.then(new Embedding(5, 4)).then(new GlobalAveragePooling1D());
        Node hidden = extra.then("hidden", new Dense(6).activation(Activation.RELU));
        Node joined = Node.of(new Concatenate(), vectors, hidden, extra);
        assertAsKeras(Model.of("two_inputs", List.of(words, extra), List.of(joined.then(new Dense(1)))));
    }

    /** See {@code src/test/golden/summary/make_graphs.py}. */
    @Test
    void sharedLayersAndSeveralOutputs() throws IOException {
        Node question = Input.ids(11).node("question");
        Node answer = Input.ids(11).node("answer");
        Node vectors = question.then(new Embedding(50, 6));
        Node conv = vectors.then("conv", new Conv1D(9, 3).activation(Activation.RELU));
        Node a = conv.then(new GlobalMaxPooling1D());
        Node b = conv.applyTo(vectors.applyTo(answer)).then(new GlobalMaxPooling1D());
        Node product = Node.of(new Multiply(), a, b);
        Node joined = Node.of(new Concatenate(), a, b, product, Node.of(new Dot(1).normalize(true), a, b));
        Node hidden = joined.then(new Dense(8).activation(Activation.RELU));
        Node same = hidden.then("same", new Dense(1).activation(Activation.SIGMOID));
        Node topic = hidden.then("topic", new Dense(3).activation(Activation.SOFTMAX));
        assertAsKeras(Model.of("shared", List.of(question, answer), List.of(same, topic)));
    }

    @Test
    void layersWithSeveralOutputs() throws IOException {
        Node words = Input.ids(7).node("words");
        Node lstm = words.then(new Embedding(9, 5))
                .then(new LSTM(4).returnSequences(true).returnState(true));
        Node mean = lstm.output(0).then(new GlobalAveragePooling1D());
        Node joined = Node.of(new Concatenate(), mean, lstm.output(1), lstm.output(2));
        assertAsKeras(Model.of("states", words, joined.then(new Dense(2))));
    }
}
