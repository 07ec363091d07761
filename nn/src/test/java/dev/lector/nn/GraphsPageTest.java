// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dot;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Lambda;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import dev.lector.nn.train.Accuracy;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Dataset;
import dev.lector.nn.train.FitOptions;
import dev.lector.nn.train.History;
import dev.lector.nn.train.Objective;
import dev.lector.nn.train.SparseCategoricalCrossentropy;
import dev.lector.nn.train.Target;
import dev.lector.nn.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/graphs.md shows is the code of these tests. */
class GraphsPageTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

    @Test
    void everySnippetIsTestedHere() throws IOException {
        String here = Files.readString(Path.of("src/test/java/dev/lector/nn/GraphsPageTest.java"));
        Matcher snippet = JAVA.matcher(Files.readString(Path.of("../docs/graphs.md")));
        int count = 0;
        while (snippet.find()) {
            assertThat(here.replaceAll("\\s", "")).contains(snippet.group(1).replaceAll("\\s", ""));
            count++;
        }
        assertThat(count).isEqualTo(5);
    }

    @Test
    void branchesAndLooks() {
        Node words = Input.ids(40).node("words");
        Node numbers = Input.floats(3).node("numbers");
        Node vectors = words.then(new Embedding(10_000, 50));
        Node narrow =
                vectors.then(new Conv1D(100, 3).activation(Activation.RELU)).then(new GlobalMaxPooling1D());
        Node wide = vectors.then(new Conv1D(100, 5).activation(Activation.RELU)).then(new GlobalMaxPooling1D());
        Node joined = Node.of(new Concatenate(), narrow, wide, numbers);
        Node label = joined.then("label", new Dense(1).activation(Activation.SIGMOID));
        Model model =
                Model.of("branches", List.of(words, numbers), List.of(label)).initialize(1);
        String table = model.summary();
        String drawing = model.toSvg();
        FloatSamples row = new FloatSamples(Shape.of(3), new float[3]);
        List<Samples> inputs = List.of(new IdSamples(40, new int[40]), row);
        assertThat(Predictor.of(model).predict(inputs, 1)[0]).isBetween(0f, 1f);
        assertThat(table).contains("Connected to", "numbers[0][0]");
        assertThat(drawing).startsWith("<svg").endsWith("</svg>\n");
    }

    @Test
    void shared() {
        Node question = Input.ids(20).node("question");
        Node answer = Input.ids(60).node("answer");
        Node asked = question.then(new Embedding(10_000, 50));
        Node told = asked.applyTo(answer);
        Node detector = asked.then(new Conv1D(100, 3).activation(Activation.RELU));
        Node a = detector.then(new GlobalMaxPooling1D());
        Node b = detector.applyTo(told).then(new GlobalMaxPooling1D());
        Node fit = Node.of(new Dot(1).normalize(true), a, b);
        Model pairs = Model.of("pairs", List.of(question, answer), List.of(fit)).initialize(1);
        assertThat(pairs.weights()).hasSize(3);
        List<Samples> inputs = List.of(new IdSamples(20, new int[20]), new IdSamples(60, new int[60]));
        assertThat(Predictor.of(pairs).predict(inputs, 1)[0]).isBetween(-1.001f, 1.001f);
    }

    @Test
    void severalOutputs() {
        IdSamples texts = new IdSamples(40, new int[80]);
        float[] isSpam = {0, 1};
        float[] topics = {2, 1};
        Node text = Input.ids(40).node("text");
        Node features = text.then(new Embedding(10_000, 50)).then(new GlobalAveragePooling1D());
        Node spam = features.then("spam", new Dense(1).activation(Activation.SIGMOID));
        Node topic = features.then("topic", new Dense(3).activation(Activation.SOFTMAX));
        Model both = Model.of("both", List.of(text), List.of(spam, topic)).initialize(1);

        Trainer trainer = new Trainer(
                both,
                new Adam(),
                List.of(
                        new Objective(new BinaryCrossentropy(), new Accuracy()),
                        new Objective(new SparseCategoricalCrossentropy(), new Accuracy()).weight(0.5f)));
        Dataset data = new Dataset(List.of(texts), List.of(new Target(isSpam), new Target(topics)));
        History history = trainer.fit(data, FitOptions.DEFAULT.epochs(2));
        double topicAccuracy = history.last("topic_accuracy");
        List<float[]> predictions = Predictor.of(both).predictAll(List.of(texts), 1);
        assertThat(topicAccuracy).isBetween(0.0, 1.0);
        assertThat(predictions.get(1)).hasSize(6);
    }

    @Test
    void ownOperation() {
        Lambda distance = new Lambda(
                "distance",
                shapes -> shapes.get(0),
                (shapes, x, y) -> {
                    for (int i = 0; i < y.length; i++) {
                        y[i] = Math.abs(x[0][i] - x[1][i]);
                    }
                },
                (shapes, x, y, gy, gx) -> {
                    for (int i = 0; i < y.length; i++) {
                        float sign = Math.signum(x[0][i] - x[1][i]);
                        gx[0][i] += sign * gy[i];
                        gx[1][i] -= sign * gy[i];
                    }
                });
        ModelCodec codec = new ModelCodec(LayerCodec.builtIn().with(distance));
        Node first = Input.floats(2).node("first");
        Node second = Input.floats(2).node("second");
        Model apart = Model.of("apart", List.of(first, second), List.of(Node.of(distance, first, second)));
        Model read = codec.decode(codec.encode(apart));
        FloatSamples x = new FloatSamples(Shape.of(2), new float[] {1, 5});
        FloatSamples y = new FloatSamples(Shape.of(2), new float[] {3, 4});
        assertThat(Predictor.of(read).predict(List.of(x, y), 1)).containsExactly(2, 1);
    }
}
