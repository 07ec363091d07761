// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CompareTest {
    /** Counted from the layers' shapes, independently of the formulas in Network. */
    @ParameterizedTest
    @EnumSource(Network.class)
    void operationsAreTwoForEveryWeightAndPlace(Network network) {
        Model model = LectorNetworks.model(network);
        long operations = model.nodes().stream()
                .filter(node -> model.name(node).startsWith("conv1d")
                        || model.name(node).startsWith("dense"))
                .mapToLong(node -> {
                    int places = node.shape().rank() == 2 ? node.shape().dim(0) : 1;
                    return 2L * places * model.weights(node).get(0).values().length;
                })
                .sum();
        assertThat(network.forwardOperations()).isEqualTo(operations);
        assertThat(network.trainingOperations()).isEqualTo(3 * operations);
    }

    @Test
    void noisyRoundsAreLeftOutWhereQuietOnesExist() {
        Figures figures = new Figures();
        figures.add(10, 1.5);
        assertThat(figures.median()).isEqualTo(10);
        figures.add(100, 0);
        figures.add(120, 0.01);
        figures.add(11, 0.5);
        assertThat(figures.median()).isEqualTo(110);
        assertThat(figures.rounds()).extracting(Figures.Round::toString).containsExactly("10*", "100", "120", "11*");
    }

    @Test
    void reviewsBecomeIdsPaddedInFront(@TempDir Path folder) throws IOException {
        Path csv = folder.resolve("mr.csv");
        Files.writeString(csv, "label,text\npos,\"good , good film\"\nneg,bad film\n");
        Reviews reviews = Reviews.read(csv, 10, 4);
        assertThat(reviews.ids()).containsExactly(0, 1, 1, 2, 0, 0, 3, 2);
        assertThat(reviews.targets()).containsExactly(1, 0);
        assertThat(reviews.padding()).isCloseTo(3.0 / 8, within(1e-9));
    }

    @Test
    void lectorTrainsInTheRace() {
        int[] ids = new int[64 * 40];
        float[] targets = new float[64];
        for (int row = 0; row < 64; row++) {
            targets[row] = row % 2;
            for (int step = 30; step < 40; step++) {
                ids[row * 40 + step] = 2 + (row * 7 + step) % 20 * 2 + row % 2;
            }
        }
        Reviews reviews = new Reviews(40, ids, targets);
        try (TrainingRace race = new TrainingRace(new LectorContestant(true), Network.WORDS_CNN, reviews, 32, 1)) {
            race.round(1, false);
            assertThat(race.proof()).startsWith("loss ");
            assertThat(race.samplesPerSecond().rounds()).hasSize(1);
            assertThat(race.session().probability(new int[40])).isBetween(0f, 1f);
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Network.of("cnn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: network=cnn");
        assertThatThrownBy(() -> Contestants.of("keras", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: contestant=keras");
    }
}
