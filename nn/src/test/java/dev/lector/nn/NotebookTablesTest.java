// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Lambda;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.layers.Padding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row that the tables of the course's notebook show is a layer of ours, with its shape, parameters and connection. */
class NotebookTablesTest {
    private static Conv1D conv(int width) {
        return new Conv1D(100, width).activation(Activation.RELU);
    }

    private static Model words(int vocabulary, boolean frozen, int dilation) {
        return Model.sequential(
                "words",
                Input.ids(40),
                new Embedding(vocabulary, 50).trainable(!frozen),
                conv(4).dilationRate(dilation),
                conv(4).dilationRate(dilation),
                conv(4).dilationRate(dilation),
                new GlobalMaxPooling1D(),
                new Dense(100).activation(Activation.RELU),
                new Dropout(0.5f),
                new Dense(100).activation(Activation.RELU),
                new Dense(1).activation(Activation.SIGMOID));
    }

    static Model positional() {
        Node words = Input.ids(40).node("words");
        Node positions = Input.ids(40).node("positions");
        Node joined = Node.of(
                new Concatenate(),
                words.then(new Embedding(10_000, 50).trainable(false)),
                positions.then(new Embedding(10_000, 20)));
        Node hidden =
                joined.then(conv(4)).then(new GlobalMaxPooling1D()).then(new Dense(100).activation(Activation.RELU));
        return Model.of(
                "positional_cnn",
                List.of(words, positions),
                List.of(hidden.then(new Dense(1).activation(Activation.SIGMOID))));
    }

    static Model multiWidth() {
        Node words = Input.ids(40).node("words");
        Node vectors = words.then(new Embedding(10_000, 50));
        Node[] widths = new Node[4];
        for (int i = 0; i < 4; i++) {
            widths[i] = vectors.then(conv(i + 2).padding(Padding.SAME));
        }
        Node joined = Node.of(new Concatenate(), widths).then(new GlobalMaxPooling1D());
        Node hidden = joined.then(new Dense(100).activation(Activation.RELU));
        return Model.of("multi_width_cnn", words, hidden.then(new Dense(1).activation(Activation.SIGMOID)));
    }

    private static Model charLstm() {
        Lambda oneHot = new Lambda(
                "one_hot",
                shapes -> Shape.of(shapes.get(0).dim(0), 70),
                (shapes, x, y) -> {
                    for (int i = 0; i < y.length; i++) {
                        y[i] = x[0][i / 70] == i % 70 ? 1 : 0;
                    }
                },
                (shapes, x, y, gy, gx) -> {});
        return Model.sequential(
                "char_cnn_lstm",
                Input.floats(40),
                oneHot,
                conv(4),
                new MaxPooling1D(5),
                conv(4),
                conv(4),
                new LSTM(128).dropout(0.1f).recurrentDropout(0.1f),
                new Dense(100).activation(Activation.RELU),
                new Dense(1).activation(Activation.SIGMOID));
    }

    private static final Map<String, Model> OURS = Map.of(
            "words-cnn-pretrained", words(10_000, true, 1),
            "words-cnn", words(10_000, false, 1),
            "positional-cnn", positional(),
            "dilated-cnn", words(10_000, false, 3),
            "multi-width-cnn", multiWidth(),
            "char-cnn", words(71, false, 1),
            "char-cnn-lstm", charLstm());

    @TestFactory
    List<DynamicTest> everyRow() throws IOException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        try (InputStream in = NotebookTablesTest.class.getResourceAsStream("notebook-tables.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> rows = new ArrayList<>();
            for (String line : text.lines().filter(row -> !row.startsWith("#")).toList()) {
                if (line.startsWith("network ")) {
                    rows = new ArrayList<>();
                    tables.put(line.substring("network ".length()), rows);
                } else {
                    rows.add(line);
                }
            }
        }
        assertThat(tables.keySet()).isEqualTo(new LinkedHashMap<>(OURS).keySet());
        List<DynamicTest> tests = new ArrayList<>();
        tables.forEach((name, rows) -> tests.add(DynamicTest.dynamicTest(
                name, () -> assertThat(rows(OURS.get(name), rows)).containsSubsequence(rows))));
        return tests;
    }

    /** Our layers in the words of the resource; tables without connections show none. */
    private static List<String> rows(Model model, List<String> expected) {
        LayerGraph graph = new LayerGraph(model);
        boolean connected = expected.stream().anyMatch(row -> !row.endsWith(" -"));
        List<String> rows = new ArrayList<>();
        for (Node layer : graph.layers()) {
            String from = graph.feeding(layer).stream()
                    .map(node -> node.layer().className())
                    .collect(Collectors.joining(","));
            rows.add(layer.layer().className() + " | " + graph.shape(layer) + " | " + graph.parameters(layer) + " | "
                    + (from.isEmpty() || !connected ? "-" : from));
        }
        return rows;
    }
}
