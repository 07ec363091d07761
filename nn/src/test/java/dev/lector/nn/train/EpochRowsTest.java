// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static dev.lector.nn.train.TrainerTest.ROWS;
import static dev.lector.nn.train.TrainerTest.assertSameWeights;
import static dev.lector.nn.train.TrainerTest.line;
import static dev.lector.nn.train.TrainerTest.linear;
import static dev.lector.nn.train.TrainerTest.logs;
import static dev.lector.nn.train.TrainerTest.network;
import static dev.lector.nn.train.TrainerTest.options;
import static dev.lector.nn.train.TrainerTest.texts;
import static dev.lector.nn.train.TrainerTest.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.StoredIds;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rows an epoch trains on, where they come from, and who judges it. */
class EpochRowsTest {
    /** The same ids, read when a batch wants them. */
    private record Stored(IdSamples samples) implements StoredIds {
        @Override
        public int rows() {
            return samples.rows();
        }

        @Override
        public int steps() {
            return samples.steps();
        }

        @Override
        public void read(int[] rows, int from, int count, int[] ids) {
            for (int r = 0; r < count; r++) {
                int row = rows == null ? from + r : rows[from + r];
                System.arraycopy(samples.ids(), row * steps(), ids, r * steps(), steps());
            }
        }
    }

    /** Each group's rows are copies of one row: which is drawn makes no difference, so that the plain training is the twin. */
    @Test
    void anEpochDrawsOneRowOfEachGroup() {
        Dataset plain = texts();
        int[] copies = new int[4 * ROWS];
        int[] starts = new int[ROWS + 1];
        for (int row = 0; row < ROWS; row++) {
            starts[row + 1] = starts[row] + 1 + row % 4;
            Arrays.fill(copies, starts[row], starts[row + 1], row);
        }
        Dataset grouped = plain.select(Arrays.copyOf(copies, starts[ROWS]));
        FitOptions options = options().validationSplit(0);
        Model expected = network();
        History history = trainer(expected).fit(plain, options);
        Model model = network();
        assertThat(logs(trainer(model).fit(grouped, options.groups(starts)))).isEqualTo(logs(history));
        assertSameWeights(model, expected);
        assertThatThrownBy(() -> trainer(network()).fit(plain, options.groups(starts)))
                .hasMessage("Groups must hold all rows, at least one each. Received: groups=150, rows=150.");
        assertThatThrownBy(() -> options().groups(starts)).hasMessageContaining("Give validation data of their own.");
    }

    @Test
    void everyRowOfAGroupHasItsTurn() {
        Model model = linear(0);
        int[] drawn = new int[3];
        Dataset data = line(0, 1, 2);
        for (int seed = 0; seed < 60; seed++) {
            model.weight("dense/kernel").values()[0] = 0;
            model.weight("dense/bias").values()[0] = 0;
            FitOptions options = FitOptions.DEFAULT.seed(seed).groups(new int[] {0, 3});
            double loss = new Trainer(model, new Sgd(0.01f), new MeanSquaredError())
                    .fit(data, options)
                    .last("loss");
            drawn[(int) Math.rint(Math.sqrt(loss))]++;
        }
        assertThat(drawn).doesNotContain(0);
        assertThat(Arrays.stream(drawn).max().orElseThrow()).isLessThan(40);
    }

    @Test
    void figuresOfValidationMayComeFromElsewhere() {
        int[] asked = new int[1];
        FitOptions options = options()
                .validationSplit(0)
                .validator(() -> Map.of("loss", 1.0 + asked[0]++, "accuracy", .5))
                .callbacks(new EarlyStopping().patience(2));
        History history = trainer(network()).fit(texts(), options);
        assertThat(history.values("val_loss")).containsExactly(1, 2, 3);
        assertThat(history.last("val_accuracy")).isEqualTo(.5);
        assertThat(history.end()).isEqualTo(History.End.STOPPED);
        assertThatThrownBy(() -> options.validationSplit(.1)).hasMessageContaining("from a validator or from data");
    }

    @Test
    void idsThatAreReadWhenTheyAreWantedTrainToTheSameBits() {
        Dataset inMemory = texts();
        Dataset stored = Dataset.of(
                new Stored((IdSamples) inMemory.inputs().get(0)),
                inMemory.targets().get(0).values());
        Model expected = network();
        History history = trainer(expected).fit(inMemory, options());
        for (int threads = 1; threads <= 3; threads++) {
            Model model = network();
            History other = trainer(model).fit(stored, options().threads(threads));
            for (int w = 0; w < model.weights().size(); w++) {
                assertThat(model.weights().get(w).values())
                        .isEqualTo(expected.weights().get(w).values());
            }
            assertThat(other.epochs().get(5).logs())
                    .isEqualTo(history.epochs().get(5).logs());
        }
        assertThat(((IdSamples) stored.range(3, 9).inputs().get(0)).ids())
                .isEqualTo(((IdSamples) inMemory.range(3, 9).inputs().get(0)).ids());
    }
}
