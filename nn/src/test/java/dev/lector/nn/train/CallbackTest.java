// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Model;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks fed with figures by hand; the weight of the model is the epoch. */
class CallbackTest {
    @TempDir
    Path folder;

    private final Model model = Model.sequential("m", Input.floats(1), new Dense(1));
    private final Training training = new Training(model, new Sgd(0.1f), Map.of("loss", false, "accuracy", true));

    /** Runs epochs until the callback stops the training; gives the number of epochs run. */
    private int run(Callback callback, String figure, double... values) throws IOException {
        callback.trainBegin(training);
        int epoch = 0;
        while (epoch < values.length && training.stopReason() == null) {
            epoch++;
            training.at(epoch, epoch);
            model.weight("dense/kernel").values()[0] = epoch;
            callback.epochEnd(training, Map.of(figure, values[epoch - 1]));
        }
        callback.trainEnd(training);
        return epoch;
    }

    private float weight() {
        return model.weight("dense/kernel").values()[0];
    }

    @Test
    void earlyStoppingAfterPatience() throws IOException {
        EarlyStopping stopping = new EarlyStopping().patience(2);
        assertThat(run(stopping, "val_loss", 3, 2, 2.5, 1.9, 1.9, 2, 1)).isEqualTo(6);
        assertThat(training.stopReason())
                .isEqualTo("EarlyStopping: val_loss has not become better than 1.9 for 2 epochs");
        assertThat(stopping.bestEpoch()).isEqualTo(4);
        assertThat(weight()).as("the last weights").isEqualTo(6);
    }

    @Test
    void earlyStoppingRestoresTheBestWeights() throws IOException {
        EarlyStopping stopping = new EarlyStopping("val_accuracy").restoreBestWeights(true);
        assertThat(run(stopping, "val_accuracy", 0.5, 0.7, 0.6, 0.9)).isEqualTo(3);
        assertThat(weight()).isEqualTo(2);
    }

    @Test
    void earlyStoppingNeedsEnoughChangeAndEnoughEpochs() throws IOException {
        assertThat(run(new EarlyStopping("loss").minDelta(0.5).patience(1), "loss", 3, 2.6, 2))
                .isEqualTo(2);
        CallbackTest other = new CallbackTest();
        assertThat(other.run(new EarlyStopping("loss").startFromEpoch(3), "loss", 1, 2, 3, 5, 4, 6))
                .isEqualTo(6);
        CallbackTest nan = new CallbackTest();
        assertThat(nan.run(new EarlyStopping("loss").patience(1), "loss", Double.NaN, 2, 1))
                .isEqualTo(3);
    }

    @Test
    void modeCanBeSetForAnyFigure() throws IOException {
        assertThat(run(new EarlyStopping("speed").mode(Mode.MAX), "speed", 1, 2, 1))
                .isEqualTo(3);
        assertThatThrownBy(() -> new CallbackTest().run(new EarlyStopping("speed"), "speed", 1))
                .hasMessageContaining("monitor=speed");
    }

    @Test
    void plateauLowersTheRate() throws IOException {
        ReduceLROnPlateau plateau =
                new ReduceLROnPlateau().factor(0.5f).patience(2).minRate(0.03f);
        run(plateau, "val_loss", 1, 1, 1);
        assertThat((double) training.learningRate()).isCloseTo(0.05, within(1e-7));
        // Not better than the best by more than 1e-4 is no improvement; the rate ends at its least.
        CallbackTest longer = new CallbackTest();
        longer.run(plateau, "val_loss", 1, 0.99995, 0.9999, 1, 1, 1, 1, 1, 1);
        assertThat((double) longer.training.learningRate()).isCloseTo(0.03, within(1e-7));
        CallbackTest cooling = new CallbackTest();
        cooling.run(new ReduceLROnPlateau().factor(0.5f).patience(1).cooldown(3), "val_loss", 1, 1, 1, 1);
        assertThat((double) cooling.training.learningRate()).isCloseTo(0.05, within(1e-7));
        assertThatThrownBy(() -> new ReduceLROnPlateau().factor(1)).hasMessageContaining("factor=1.0");
    }

    @Test
    void theBestWeightsAreSaved() throws IOException {
        Path file = folder.resolve("best");
        run(new ModelCheckpoint(file), "val_loss", 3, 1, 2);
        assertThat(WeightsFile.load(file).tensors().get(0).values()).containsExactly(2);
    }

    @Test
    void csvHasTheColumnsOfKeras() throws IOException {
        Path file = folder.resolve("log.csv");
        CsvLogger logger = new CsvLogger(file);
        logger.trainBegin(training);
        for (int epoch = 1; epoch <= 2; epoch++) {
            training.at(epoch, epoch);
            logger.epochEnd(training, Map.of("val_loss", 0.5 / epoch, "loss", 1.0, "accuracy", Double.NaN));
        }
        assertThat(file).hasContent("epoch,accuracy,loss,val_loss\r\n0,NaN,1.0,0.5\r\n1,NaN,1.0,0.25\r\n");
    }
}
