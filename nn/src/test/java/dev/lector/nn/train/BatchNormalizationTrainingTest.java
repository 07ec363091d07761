// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.FloatSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.Weight;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Input;
import dev.lector.nn.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving statistics are weights: they are kept, restored and left alone where the others are. */
class BatchNormalizationTrainingTest {
    private static final int ROWS = 101;
    private static final int CHANNELS = 5;

    @TempDir
    Path folder;

    private static Model network() {
        return Model.sequential(
                        "normal",
                        Input.floats(CHANNELS),
                        new BatchNormalization().momentum(0.8),
                        new Dense(12).activation(Activation.RELU),
                        new Dropout(0.2f),
                        new BatchNormalization().momentum(0.9),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(3);
    }

    /** Values whose mean, 100 and more, is far larger than their deviation. */
    private static float[] values() {
        float[] values = new float[ROWS * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * (1 + i % CHANNELS) + (float) CounterRandom.normal(5, i);
        }
        return values;
    }

    private static float[] targets() {
        float[] targets = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            targets[r] = values()[r * CHANNELS] > 100 ? 1 : 0;
        }
        return targets;
    }

    private static Dataset data() {
        return Dataset.of(new FloatSamples(Shape.of(CHANNELS), values()), targets());
    }

    private static Trainer trainer(Model model) {
        return new Trainer(model, new Adam(0.02f), new BinaryCrossentropy(), new Accuracy());
    }

    private static FitOptions options() {
        return FitOptions.DEFAULT.epochs(5).batchSize(20).seed(7).threads(1).validationSplit(0.2);
    }

    private static void assertSameBits(Model actual, Model expected) {
        for (Weight weight : expected.weights()) {
            assertThat(actual.weight(weight.name()).values()).as(weight.name()).containsExactly(weight.values());
        }
    }

    @Test
    void resumedIsAsNeverStopped() {
        Model whole = network();
        trainer(whole).fit(data(), options());
        Path checkpoint = folder.resolve("checkpoint");
        trainer(network()).fit(data(), options().epochs(2).checkpoint(checkpoint));
        Model resumed = network().initialize(99);
        trainer(resumed).fit(data(), options().threads(2).resumeFrom(checkpoint));
        assertSameBits(resumed, whole);
    }

    @Test
    void theBestEpochIsRestoredWithItsStatistics() {
        Model first = network();
        trainer(first).fit(data(), options().epochs(1));
        Model best = network();
        // The loss falls, so the largest is that of the first epoch.
        Callback keepsFirst =
                new EarlyStopping("loss").patience(9).mode(Mode.MAX).restoreBestWeights(true);
        trainer(best).fit(data(), options().callbacks(keepsFirst));
        assertSameBits(best, first);
    }

    @Test
    void evaluationAndPredictionLeaveTheStatisticsAlone() {
        Model model = network();
        List<Samples> samples = data().inputs();
        try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 1, 2)) {
            plan.step(samples, null, 0, ROWS, targets(), null, 1);
            float[] before =
                    model.weight("batch_normalization/moving_mean").values().clone();
            assertThat(before[1]).isCloseTo(0.2f * 200, within(0.1f));
            plan.evaluate(samples, null, 0, ROWS, targets(), null);
            float[] evaluated = Arrays.copyOf(plan.predictions(), ROWS);
            assertThat(Predictor.of(model).predict(samples, 2)).containsExactly(evaluated);
            assertThat(model.weight("batch_normalization/moving_mean").values()).containsExactly(before);
        }
    }

    /** A variance of 1 beside a mean of 500: E[x²] - E[x]² in float would lose all of it. */
    @Test
    void statisticsAreThoseOfTheWholeBatch() {
        Model model = network();
        try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.1f), 1, 3)) {
            plan.step(data().inputs(), null, 0, ROWS, targets(), null, 1);
        }
        for (int c = 0; c < CHANNELS; c++) {
            double mean = 0;
            double variance = 0;
            for (int r = 0; r < ROWS; r++) {
                mean += values()[r * CHANNELS + c] / (double) ROWS;
            }
            for (int r = 0; r < ROWS; r++) {
                variance += Math.pow(values()[r * CHANNELS + c] - mean, 2) / ROWS;
            }
            assertThat((double) model.weights().get(2).values()[c]).isCloseTo(0.2 * mean, within(1e-5 * mean));
            assertThat((double) model.weights().get(3).values()[c]).isCloseTo(0.8 + 0.2 * variance, within(1e-5));
        }
    }

    @Test
    void aBatchOfOneRowTrains() {
        Model model = network();
        try (TrainingPlan plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 1, 2)) {
            for (int r = 0; r < 9; r++) {
                plan.step(data().inputs(), null, r, 1, targets(), null, 1);
            }
        }
        for (Weight weight : model.weights()) {
            for (float value : weight.values()) {
                assertThat(value).as(weight.name()).isFinite();
            }
        }
        assertThat(model.weight("batch_normalization/moving_variance").values())
                .containsOnly(new float[] {(float) Math.pow(0.8, 9)}, within(1e-5f));
    }
}
