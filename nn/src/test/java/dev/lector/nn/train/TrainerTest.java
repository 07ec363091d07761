// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.Weight;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Regularizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    static final int ROWS = 150;
    private static final int STEPS = 6;
    private static final int WORDS = 60;

    @TempDir
    Path folder;

    /** Texts of rare words; the label says whether the first word is from the upper half. */
    static Dataset texts() {
        int[] ids = new int[ROWS * STEPS];
        float[] targets = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            boolean upper = CounterRandom.below(2, 5, r) == 1;
            targets[r] = upper ? 1 : 0;
            for (int s = 0; s < STEPS; s++) {
                ids[r * STEPS + s] = CounterRandom.below(WORDS / 2, 6, r * STEPS + s) + (upper ? WORDS / 2 : 0);
            }
        }
        return Dataset.of(new IdSamples(STEPS, ids), targets);
    }

    static Model network() {
        return Model.sequential(
                        "texts",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 5),
                        new GlobalAveragePooling1D(),
                        new Dropout(0.2f),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(3);
    }

    static Trainer trainer(Model model) {
        return new Trainer(model, new Adam(0.02f), new BinaryCrossentropy(), new Accuracy());
    }

    static FitOptions options() {
        return FitOptions.DEFAULT.batchSize(16).epochs(6).threads(1).seed(7).validationSplit(0.2);
    }

    static Model linear(float weight) {
        Model model = Model.sequential("linear", Input.floats(1), new Dense(1));
        model.weight("dense/kernel").values()[0] = weight;
        return model;
    }

    static Dataset line(float... targets) {
        float[] ones = new float[targets.length];
        Arrays.fill(ones, 1);
        return Dataset.of(new FloatSamples(Shape.of(1), ones), targets);
    }

    static void assertSameWeights(Model actual, Model expected) {
        for (Weight weight : expected.weights()) {
            assertThat(actual.weight(weight.name()).values()).as(weight.name()).isEqualTo(weight.values());
        }
    }

    static List<Map<String, Double>> logs(History history) {
        return history.epochs().stream().map(History.Epoch::logs).toList();
    }

    @Test
    void learns() {
        Model model = network();
        History history = trainer(model).fit(texts(), options());
        assertThat(history.end()).isEqualTo(History.End.COMPLETED);
        assertThat(history.reason()).isNull();
        assertThat(history.notFinite()).isNull();
        assertThat(history.epochs()).hasSize(6);
        assertThat(history.epochs().get(0).logs().keySet())
                .containsExactly("loss", "accuracy", "learning_rate", "val_loss", "val_accuracy");
        assertThat(history.last("loss")).isLessThan(history.values("loss")[0]);
        assertThat(history.last("val_accuracy")).isGreaterThan(0.9);
        assertThat(history.last("learning_rate")).isCloseTo(0.02, within(1e-8));
        // The split takes the last fifth, before shuffling; evaluate on the same rows gives the same figures.
        Map<String, Double> figures = trainer(model).evaluate(texts().range(120, 150), 16, 2);
        assertThat(figures.get("loss")).isEqualTo(history.last("val_loss"));
        assertThat(figures.get("accuracy")).isEqualTo(history.last("val_accuracy"));
        assertThatThrownBy(() -> history.values("f1")).hasMessageContaining("val_accuracy");
    }

    @Test
    void sameBitsOnAnyNumberOfThreads() {
        Model one = network();
        History first = trainer(one).fit(texts(), options());
        Model three = network();
        History second = trainer(three).fit(texts(), options().threads(3));
        assertSameWeights(three, one);
        assertThat(logs(second)).isEqualTo(logs(first));
    }

    @Test
    void anotherSeedOrNoShufflingIsAnotherTraining() {
        Model one = network();
        trainer(one).fit(texts(), options());
        for (FitOptions other : List.of(options().seed(8), options().shuffle(false))) {
            Model two = network();
            trainer(two).fit(texts(), other);
            assertThat(two.weight("dense/kernel").values())
                    .isNotEqualTo(one.weight("dense/kernel").values());
        }
    }

    /** Sgd on {@code (w + b - t)²}: each weight's step can be followed by hand. */
    @Test
    void lossAndStepByHand() {
        Model model = linear(0);
        Trainer trainer = new Trainer(model, new Sgd(0.1f), new MeanSquaredError());
        // Two batches: (1, 2), (3). Gradient 2·mean(w+b-t): -3, then at w=b=0.3: 2·(0.6-3) = -4.8.
        FitOptions options = FitOptions.DEFAULT.batchSize(2).shuffle(false).threads(1);
        History history = trainer.fit(line(1, 2, 3), options);
        assertThat((double) model.weight("dense/kernel").values()[0]).isCloseTo(0.78, within(1e-6));
        assertThat(history.last("loss")).isCloseTo((1 + 4 + 2.4 * 2.4) / 3, within(1e-6));
        assertThat(trainer.evaluate(line(1, 2, 3)).get("loss"))
                .isCloseTo((0.56 * 0.56 + 0.44 * 0.44 + 1.44 * 1.44) / 3, within(1e-6));
    }

    @Test
    void weightsOfSamplesAndClasses() {
        // Divided by the number of samples, not by the sum of the weights.
        Model weighted = linear(0);
        Dataset data = line(0, 1, 1);
        FitOptions options = FitOptions.DEFAULT.threads(1);
        Trainer trainer = new Trainer(weighted, new Sgd(0.1f), new MeanSquaredError());
        History history = trainer.fit(data.sampleWeights(new float[] {1, 4, 4}), options);
        assertThat(history.last("loss")).isCloseTo(8 / 3.0, within(1e-6));
        assertThat((double) weighted.weight("dense/bias").values()[0]).isCloseTo(0.1 * 2 * 8 / 3, within(1e-6));
        Model byClass = linear(0);
        new Trainer(byClass, new Sgd(0.1f), new MeanSquaredError()).fit(data, options.classWeight(Map.of(1, 4f)));
        assertSameWeights(byClass, weighted);
        assertThatThrownBy(() ->
                        trainer.fit(data.sampleWeights(new float[] {1, 1, 1}), options.classWeight(Map.of(1, 4f))))
                .hasMessageContaining("not both");
        Dataset oneHot = new Dataset(data.inputs(), new float[] {1, 0, 0, 1, 0, 1}, 2, null);
        assertThat(oneHot.weightedByClass(Map.of(1, 4f)).sampleWeights()).containsExactly(1, 4, 4);
    }

    @Test
    void penaltiesCount() {
        Model model =
                Model.sequential("penalty", Input.floats(1), new Dense(1).kernelRegularizer(Regularizer.l2(0.5f)));
        model.weight("dense/kernel").values()[0] = 2;
        Trainer trainer = new Trainer(model, new Sgd(0.1f), new MeanSquaredError());
        assertThat(trainer.evaluate(line(2)).get("loss")).isCloseTo(2, within(1e-6));
        assertThat(trainer.fit(line(2), FitOptions.DEFAULT.threads(1)).last("loss"))
                .as("of the weights before the update")
                .isCloseTo(2, within(1e-6));
    }

    private List<Callback> callbacks(String name) {
        return List.of(
                new EarlyStopping().patience(50).restoreBestWeights(true),
                new ReduceLROnPlateau("loss").patience(1).minDelta(0.05).factor(0.5f),
                new ModelCheckpoint(folder.resolve(name + ".best")),
                new CsvLogger(folder.resolve(name + ".csv")));
    }

    @Test
    void resumedIsAsNeverStopped() throws IOException {
        Model whole = network();
        History expected = trainer(whole).fit(texts(), options().callbacks(callbacks("whole")));
        Path checkpoint = folder.resolve("checkpoint");
        Model part = network();
        trainer(part)
                .fit(texts(), options().epochs(2).callbacks(callbacks("part")).checkpoint(checkpoint));
        Model resumed = network().initialize(99);
        FitOptions rest = options()
                .threads(2)
                .callbacks(callbacks("part"))
                .checkpoint(checkpoint)
                .resumeFrom(checkpoint);
        History history = trainer(resumed).fit(texts(), rest);
        assertSameWeights(resumed, whole);
        assertThat(logs(history)).isEqualTo(logs(expected));
        assertThat(folder.resolve("part.csv")).hasSameTextualContentAs(folder.resolve("whole.csv"));
        assertThat(folder.resolve("part.best")).hasSameBinaryContentAs(folder.resolve("whole.best"));
        assertThat(expected.last("learning_rate")).as("the rate fell").isLessThan(0.02);
        // Resuming what is complete changes nothing.
        Model again = network();
        assertThat(trainer(again).fit(texts(), rest).epochs()).hasSize(6);
        assertSameWeights(again, whole);
    }

    @Test
    void cancelledInTheMiddleOfAnEpochItGoesOnFromTheLastCheckpoint() throws IOException {
        Model whole = network();
        trainer(whole).fit(texts(), options());
        Path checkpoint = folder.resolve("checkpoint");
        AtomicInteger batches = new AtomicInteger();
        FitOptions cancelled = options().checkpoint(checkpoint).stop(() -> batches.incrementAndGet() == 8 * 2 + 3);
        History history = trainer(network()).fit(texts(), cancelled);
        assertThat(history.end()).isEqualTo(History.End.CANCELLED);
        assertThat(history.reason()).isEqualTo("cancelled in epoch 3");
        assertThat(history.epochs()).hasSize(2);
        assertThat(batches).hasValue(19);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(checkpoint);
        }
        Model resumed = network();
        trainer(resumed).fit(texts(), options().resumeFrom(checkpoint));
        assertSameWeights(resumed, whole);
    }

    @Test
    void anInterruptCancels() {
        Path checkpoint = folder.resolve("checkpoint");
        Callback interrupts = new Callback() {
            @Override
            public void batchEnd(Training training, int batch, double loss) {
                if (training.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        History history =
                trainer(network()).fit(texts(), options().callbacks(interrupts).checkpoint(checkpoint));
        assertThat(Thread.interrupted())
                .as("the interrupt is left for the caller")
                .isTrue();
        assertThat(history.end()).isEqualTo(History.End.CANCELLED);
        assertThat(history.epochs()).hasSize(1);
        assertThat(checkpoint).exists();
    }

    @Test
    void onlyTheSameTrainingIsResumed() throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        FitOptions one = options().epochs(1).checkpoint(checkpoint);
        trainer(network()).fit(texts(), one);
        FitOptions resume = options().resumeFrom(checkpoint);
        assertResumeFails(resume.batchSize(8), "batchSize=8, the checkpoint has 16");
        assertResumeFails(resume.seed(1), "seed=1, the checkpoint has 7");
        assertResumeFails(resume.callbacks(new TerminateOnNaN()), "callbacks=1, the checkpoint has 0");
        assertThatThrownBy(() -> new Trainer(network(), new Sgd(), new BinaryCrossentropy()).fit(texts(), resume))
                .hasMessageContaining("optimizer=SGD, the checkpoint has Adam");
        assertResumeFails(options().resumeFrom(folder.resolve("nothing")), "nothing");
        WeightsFile.of(network()).save(checkpoint);
        assertResumeFails(resume, "format=null");
        Files.writeString(checkpoint, "something else");
        assertResumeFails(resume, "not a safetensors file");
    }

    private static void assertResumeFails(FitOptions options, String message) {
        assertThatThrownBy(() -> trainer(network()).fit(texts(), options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nanIsNamed() {
        Dataset data =
                Dataset.of(new FloatSamples(Shape.of(1), new float[] {1, 1, Float.NaN, 1}), new float[] {0, 0, 0, 0});
        FitOptions options =
                FitOptions.DEFAULT.batchSize(1).shuffle(false).epochs(3).threads(1);
        Trainer trainer = new Trainer(linear(1), new Sgd(), new MeanSquaredError());
        History stopped = trainer.fit(data, options.callbacks(new TerminateOnNaN()));
        assertThat(stopped.end()).isEqualTo(History.End.STOPPED);
        assertThat(stopped.reason()).isEqualTo("TerminateOnNaN: the loss is NaN in epoch 1, batch 3");
        assertThat(stopped.epochs()).hasSize(1);
        History ran = new Trainer(linear(1), new Sgd(), new MeanSquaredError()).fit(data, options);
        assertThat(ran.epochs()).hasSize(3);
        assertThat(ran.notFinite()).isEqualTo("epoch 1, batch 3");
    }

    @Test
    void progressIsTold() {
        List<String> told = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void trainingBegins(int firstEpoch, int epochs, int samples, int batches) {
                told.add("begin " + firstEpoch + " " + epochs + " " + samples + " " + batches);
            }

            @Override
            public void batchDone(int epoch, int batch, int samples, double loss, double samplesPerSecond) {
                assertThat(samplesPerSecond).isPositive();
                told.add(epoch + "." + batch + " " + samples);
            }

            @Override
            public void epochDone(History.Epoch epoch) {
                told.add("epoch " + epoch.epoch());
            }
        };
        new Trainer(linear(0), new Sgd(), new MeanSquaredError())
                .fit(line(1, 2, 3), FitOptions.DEFAULT.batchSize(2).epochs(2).progress(listener));
        assertThat(told).containsExactly("begin 1 2 3 2", "1.1 2", "1.2 3", "epoch 1", "2.1 2", "2.2 3", "epoch 2");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Trainer trainer = new Trainer(linear(0), new Sgd(), new MeanSquaredError());
        assertThatThrownBy(() -> trainer.fit(texts(), FitOptions.DEFAULT))
                .hasMessageContaining("the model has [(None, 1)]");
        assertThatThrownBy(() -> trainer.fit(new Dataset(line(1).inputs(), new float[2], 2, null), FitOptions.DEFAULT))
                .hasMessageContaining("targetWidth=2, needed 1");
        assertThatThrownBy(() -> trainer.fit(line(1), FitOptions.DEFAULT.validationSplit(0.5)))
                .hasMessageContaining("rows=1");
        assertThatThrownBy(() -> FitOptions.DEFAULT.validationSplit(0.1).validation(line(1)))
                .hasMessageContaining("not both");
        assertThatThrownBy(() -> FitOptions.DEFAULT.batchSize(0)).hasMessageContaining("batchSize=0");
        assertThatThrownBy(() -> new Dataset(line(1).inputs(), new float[0], 1, null))
                .hasMessageContaining("targets=[0 values");
        assertThatThrownBy(
                        () -> new Trainer(linear(0), new Sgd(), new MeanSquaredError(), new Accuracy(), new Accuracy()))
                .hasMessageContaining("[accuracy, accuracy]");
        Trainer noMonitor = new Trainer(linear(0), new Sgd(), new MeanSquaredError());
        assertThatThrownBy(() -> noMonitor.fit(line(1), FitOptions.DEFAULT.callbacks(new EarlyStopping())))
                .hasMessageContaining("monitor=val_loss")
                .hasMessageContaining("needs validation data");
    }

    @Test
    void rowsAreSelectedFromEveryKindOfSamples() {
        SparseSamples sparse = new SparseSamples(4, new int[] {0, 1, 1, 3}, new int[] {2, 0, 3}, new float[] {5, 6, 7});
        FloatSamples floats = new FloatSamples(Shape.of(2), new float[] {1, 2, 3, 4, 5, 6});
        Dataset data = new Dataset(List.of(sparse, floats), new float[] {7, 8, 9}, 1, new float[] {1, 2, 3});
        Dataset chosen = data.select(2, 0, 1, 2);
        assertThat(chosen.targets().get(0).values()).containsExactly(9, 7, 8, 9);
        assertThat(chosen.targets().get(0).sampleWeights()).containsExactly(3, 1, 2, 3);
        SparseSamples rows = (SparseSamples) chosen.inputs().get(0);
        assertThat(rows.starts()).containsExactly(0, 2, 3, 3, 5);
        assertThat(rows.indices()).containsExactly(0, 3, 2, 0, 3);
        assertThat(rows.values()).containsExactly(6, 7, 5, 6, 7);
        assertThat(((FloatSamples) chosen.inputs().get(1)).values()).containsExactly(5, 6, 1, 2, 3, 4, 5, 6);
    }
}
