// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CompareTest {
    /** Counted by hand from the shapes of the course's networks: two for every weight and place, times three. */
    @ParameterizedTest
    @CsvSource({
        "words-cnn, 20160600",
        "kim-cnn, 101161800",
        "multi-width-cnn, 17040600",
        "lstm, 24576192",
        "gru, 18432192",
        "simple-rnn, 6144192",
        "lstm-128, 21873408"
    })
    void operationsAreThoseOfThePlainDefinition(String network, long operations) {
        assertThat(Operations.training(task(Network.of(network)).model(1))).isEqualTo(operations);
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
    void idsArePaddedInFront() {
        Task task = Task.of(Network.WORDS_CNN, List.of("good , good film", "bad film"), List.of("pos", "neg"));
        assertThat(task.steps()).isEqualTo(40);
        assertThat(task.idsOf(new int[] {1}, 0, 1)).startsWith(0, 0).endsWith(3, 2);
        assertThat(task.targets()).containsExactly(1, 0);
        assertThat(task.padding()).isCloseTo(75.0 / 80, within(1e-9));
        assertThat(task.order(0)).containsExactlyInAnyOrder(0, 1);
        assertThat(task.order(Task.ORDERS)).isSameAs(task.order(0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Network.class,
            names = {"WORDS_CNN", "POSITIONAL_CNN", "CHAR_CNN_LSTM", "WORDS_CNN_REGULARISED"})
    void lectorTrainsAndAnswersInTheRace(Network network) throws IOException {
        Task task = task(network);
        Map<String, Contestant> contestants = Map.of(Contestants.LECTOR, Contestants.of(Contestants.LECTOR, 1));
        Race.Patience patience = new Race.Patience(.05, 1, 0);
        for (Contestant.Kind kind : Contestant.Kind.values()) {
            Contestant.Job job = new Contestant.Job(kind, kind == Contestant.Kind.ANSWER ? 1 : 32, 1);
            Report.Speed speed = new Race(task, job, patience, 100)
                    .run(contestants)
                    .contestants()
                    .get(Contestants.LECTOR);
            assertThat(speed.textsPerSecond()).isPositive();
            assertThat(speed.proof().startsWith("loss ")).isEqualTo(kind == Contestant.Kind.TRAIN);
            assertThat(speed.p99Microseconds() > 0).isEqualTo(kind == Contestant.Kind.ANSWER);
        }
    }

    @Test
    void aNetworkThatDoesNotLearnIsRefused() {
        assertThatThrownBy(() -> new Contestant.Proof(.6, .7, 6, List.of()).check("djl", Network.KIM_CNN))
                .hasMessageContaining("Training must lower the loss. Received: contestant=djl, first=0.6");
        assertThatThrownBy(() -> new Contestant.Proof(.7, .6, 6, List.of("bias")).check("djl", Network.KIM_CNN))
                .hasMessageContaining("as they were=[bias]");
        assertThat(new Contestant.Proof(.7, .6, 6, List.of()).check("djl", Network.KIM_CNN))
                .isEqualTo("loss 0.700 to 0.600 in 6 updates with one batch");
    }

    @Test
    void ratiosOfSeveralRunsStandInOneTable(@TempDir Path folder) throws IOException {
        Report first = report(Map.of(Contestants.LECTOR, 300.0, Contestants.DJL, 100.0));
        Report second = report(Map.of(Contestants.LECTOR, 330.0, "torch", 150.0));
        Tables tables = new Tables(List.of(first, second));
        assertThat(tables.markdown())
                .contains("| network | batch | Lector | DJL + PyTorch | PyTorch | the fastest other |")
                .contains("| `kim-cnn` | 50 | 330 | 100 (3.00) | 150 (2.20) | **2.20** |");
        assertThat(tables.bars().get(0).values()).containsExactly(2.2, 3.0);
    }

    private static Report report(Map<String, Double> speeds) {
        Map<String, Report.Speed> contestants = new TreeMap<>();
        speeds.forEach((name, speed) ->
                contestants.put(name, new Report.Speed(speed, 0, 1, .1, "", "", List.of(new Figures.Round(speed, 0)))));
        Report.Cell cell = new Report.Cell("kim-cnn", Contestant.Kind.TRAIN, 50, 2, 100, contestants);
        return new Report("2026-01-01T00:00", "", "JVM", "CPU", 2, 8, 50, 100, Map.of(), List.of(cell));
    }

    @Test
    void numPyFindsTypeShapeAndValues(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ids.npy");
        NpyFile.write(file, new int[] {1, 2, 3, 4, 5, -6}, 3);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = buffer.getShort(8);
        assertThat((10 + header) % 64).isZero();
        assertThat(new String(bytes, 10, header, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }")
                .endsWith("\n");
        assertThat(buffer.getInt(10 + header)).isEqualTo(1);
        assertThat(buffer.getInt(bytes.length - 4)).isEqualTo(-6);
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Network.of("cnn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: network=cnn");
        assertThatThrownBy(() -> Contestants.of("keras", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: peer=keras");
    }

    /** Sixty-four sentences of two kinds. */
    private static Task task(Network network) {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < 64; row++) {
            texts.add(
                    (row % 2 == 0 ? "a good and touching film number " : "a dull bad film without wit number ") + row);
            labels.add(row % 2 == 0 ? "pos" : "neg");
        }
        return Task.of(network, texts, labels);
    }
}
