// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Training and prediction of models with several outputs. */
class SeveralOutputsTest {
    private static final int ROWS = 120;
    private static final int STEPS = 9;

    private static Model network() {
        Node words = Input.ids(STEPS).node("words");
        Node shared = words.then(new Embedding(40, 6))
                .then(new Conv1D(8, 3).activation(Activation.RELU))
                .then("features", new GlobalMaxPooling1D());
        Node spam = shared.then(new Dropout(0.1f)).then("spam", new Dense(1).activation(Activation.SIGMOID));
        Node topic = shared.then("topic", new Dense(3).activation(Activation.SOFTMAX));
        return Model.of("two", List.of(words), List.of(spam, topic)).initialize(5);
    }

    private static Dataset data() {
        int[] ids = new int[ROWS * STEPS];
        float[] spam = new float[ROWS];
        float[] topic = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            spam[r] = CounterRandom.below(2, 1, r);
            topic[r] = CounterRandom.below(3, 2, r);
            for (int t = r % 4; t < STEPS; t++) {
                ids[r * STEPS + t] = 10 + CounterRandom.below(30, 3, r * STEPS + t);
            }
            ids[r * STEPS + 5] = 1 + (int) spam[r];
            ids[r * STEPS + 7] = 3 + (int) topic[r];
        }
        return new Dataset(List.of(new IdSamples(STEPS, ids)), List.of(new Target(spam), new Target(topic)));
    }

    private static Trainer trainer(Model model, float topicWeight) {
        return new Trainer(
                model,
                new Adam(0.02f),
                List.of(
                        new Objective(new BinaryCrossentropy(), new Accuracy()),
                        new Objective(new SparseCategoricalCrossentropy(), new Accuracy()).weight(topicWeight)));
    }

    private static FitOptions options(int threads) {
        return FitOptions.DEFAULT
                .epochs(8)
                .batchSize(16)
                .threads(threads)
                .seed(3)
                .validationSplit(0.25);
    }

    @Test
    void bothOutputsLearnAndTheHistorySaysSo() {
        Model model = network();
        History history = trainer(model, 0.5f).fit(data(), options(1));
        assertThat(history.epochs().get(0).logs().keySet())
                .containsExactly(
                        "loss",
                        "spam_loss",
                        "spam_accuracy",
                        "topic_loss",
                        "topic_accuracy",
                        "learning_rate",
                        "val_loss",
                        "val_spam_loss",
                        "val_spam_accuracy",
                        "val_topic_loss",
                        "val_topic_accuracy");
        assertThat(history.last("val_spam_accuracy")).isGreaterThan(0.9);
        assertThat(history.last("val_topic_accuracy")).isGreaterThan(0.9);
        for (int epoch = 0; epoch < 8; epoch++) {
            double total = history.values("spam_loss")[epoch] + 0.5 * history.values("topic_loss")[epoch];
            assertThat(history.values("loss")[epoch]).isCloseTo(total, within(1e-9));
        }
    }

    @Test
    void eachOutputIsPredicted() {
        Model model = network();
        trainer(model, 1).fit(data(), options(1));
        List<float[]> predictions = Predictor.of(model).predictAll(data().inputs(), 2);
        assertThat(predictions.get(0)).hasSize(ROWS);
        assertThat(predictions.get(1)).hasSize(3 * ROWS);
        Map<String, Double> figures = trainer(model, 1).evaluate(data());
        int hits = 0;
        for (int r = 0; r < ROWS; r++) {
            boolean spam = predictions.get(0)[r] > 0.5;
            hits += spam == (data().targets().get(0).values()[r] == 1) ? 1 : 0;
            float sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += predictions.get(1)[3 * r + c];
            }
            assertThat(sum).isCloseTo(1, within(1e-5f));
        }
        assertThat(figures.get("spam_accuracy")).isCloseTo(hits / (double) ROWS, within(1e-9));
        assertThatThrownBy(() -> Predictor.of(model).predict(data().inputs(), 1))
                .hasMessageContaining("outputs=[spam, topic]")
                .hasMessageContaining("predictAll");
    }

    @Test
    void threadsDoNotChangeABit() {
        Model one = network();
        trainer(one, 0.5f).fit(data(), options(1));
        for (int threads = 2; threads <= 3; threads++) {
            Model several = network();
            trainer(several, 0.5f).fit(data(), options(threads));
            for (int i = 0; i < one.weights().size(); i++) {
                assertThat(several.weights().get(i).values())
                        .isEqualTo(one.weights().get(i).values());
            }
        }
    }

    @Test
    void anOutputWithoutWeightInTheLossTrainsNothing() {
        Model model = network();
        float[] before = model.weight("topic/kernel").values().clone();
        trainer(model, 0).fit(data(), options(1));
        assertThat(model.weight("topic/kernel").values()).isEqualTo(before);
    }

    /** One output's samples may count less: the loss of its own is weighted, the other is not. */
    @Test
    void sampleWeightsAreAnOutputsOwn() {
        Dataset data = data();
        float[] none = new float[ROWS];
        Dataset weighted = new Dataset(
                data.inputs(),
                List.of(data.targets().get(0), data.targets().get(1).sampleWeights(none)));
        Map<String, Double> plain = trainer(network(), 1).evaluate(data);
        Map<String, Double> figures = trainer(network(), 1).evaluate(weighted);
        assertThat(figures.get("spam_loss")).isEqualTo(plain.get("spam_loss"));
        assertThat(figures.get("topic_loss")).isZero();
        assertThat(figures.get("loss")).isEqualTo(plain.get("spam_loss"));
        assertThat(figures.get("topic_accuracy")).isEqualTo(plain.get("topic_accuracy"));
    }

    @Test
    void callbacksMonitorAnOutput() {
        History history = trainer(network(), 1)
                .fit(
                        data(),
                        options(1).epochs(50).callbacks(List.of(new EarlyStopping("val_topic_accuracy").patience(1))));
        assertThat(history.end()).isEqualTo(History.End.STOPPED);
        assertThatThrownBy(() -> trainer(network(), 1)
                        .fit(data(), options(1).callbacks(List.of(new EarlyStopping("val_accuracy")))))
                .hasMessageContaining("val_accuracy")
                .hasMessageContaining("topic_accuracy");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Model model = network();
        assertThatThrownBy(() -> new Trainer(model, new Adam(), new BinaryCrossentropy()))
                .hasMessageContaining("outputs=[spam, topic]")
                .hasMessageContaining("losses=[binary_crossentropy]");
        Accuracy same = new Accuracy();
        assertThatThrownBy(() -> new Trainer(
                        model,
                        new Adam(),
                        List.of(
                                new Objective(new BinaryCrossentropy(), same),
                                new Objective(new SparseCategoricalCrossentropy(), same))))
                .hasMessageContaining("accuracy twice");
        assertThatThrownBy(() -> new Objective(new BinaryCrossentropy()).weight(-1))
                .hasMessageContaining("weight=-1");
        Dataset one = new Dataset(data().inputs(), data().targets().subList(0, 1));
        assertThatThrownBy(() -> trainer(model, 1).fit(one, options(1))).hasMessageContaining("targets=1");
        assertThatThrownBy(() -> trainer(model, 1).fit(data(), options(1).classWeight(Map.of(1, 2f))))
                .hasMessageContaining("classWeight={1=2.0}");
        Dataset wide =
                new Dataset(data().inputs(), List.of(data().targets().get(0), new Target(new float[3 * ROWS], 3)));
        assertThatThrownBy(() -> trainer(model, 1).fit(wide, options(1)))
                .hasMessageContaining("targetWidth=3")
                .hasMessageContaining("output topic");
    }
}
