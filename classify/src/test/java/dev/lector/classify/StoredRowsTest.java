// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.StoredIds;
import dev.lector.nn.Weight;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRowsTest {
    @TempDir
    Path folder;

    private static StoredRows store(Path folder, LabelledTexts data) {
        StoredRows rows = new StoredRows(folder, data.multiLabel());
        for (int row = 0; row < data.rows(); row++) {
            rows.add(data.texts().get(row), data.sets().get(row));
        }
        return rows;
    }

    private static List<float[]> weights(Trained trained) {
        return trained.classifier().model().weights().stream()
                .map(Weight::values)
                .toList();
    }

    private static void assertSame(Trained stored, Trained inMemory) {
        assertThat(weights(stored)).usingRecursiveComparison().isEqualTo(weights(inMemory));
        assertThat(stored.classifier().pipeline().vocabulary())
                .isEqualTo(inMemory.classifier().pipeline().vocabulary());
        assertThat(stored.report().validation().toMap())
                .isEqualTo(inMemory.report().validation().toMap());
        assertThat(stored.report().outlook().warnings())
                .isEqualTo(inMemory.report().outlook().warnings());
        assertThat(stored.classifier().provenance().get("data"))
                .isEqualTo(inMemory.classifier().provenance().get("data"));
    }

    /** Convolutions and tables of words, a masked mean, two inputs, recurrence, characters. */
    @ParameterizedTest
    @ValueSource(strings = {"average", "words-cnn", "kim-cnn", "positional-cnn", "lstm", "char-cnn"})
    void trainingFromTheDiskGivesTheSameBits(String recipe) throws IOException {
        SmallData data = SmallData.of(150, 2, 5);
        TrainingRun run = SmallData.run(Recipes.byName(recipe)).set("epochs", "2");
        Trained inMemory = run.threads(1).run(data.texts(), data.labels());
        LabelledTexts all = LabelledTexts.of(data.texts(), data.labels());
        for (int threads = 1; threads <= 3; threads++) {
            try (StoredRows rows = store(folder, all)) {
                assertSame(run.threads(threads).storage(rows).run(rows.texts()), inMemory);
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void textsOfSeveralWindows() {
        SmallData data = SmallData.of(120, 2, 5);
        TrainingRun run = SmallData.run(Recipes.byName("average"))
                .set("epochs", "2")
                .set("steps", "5")
                .set("keep", "windows");
        Trained inMemory = run.run(data.texts(), data.labels());
        assertThat(inMemory.report().outlook().notes())
                .anyMatch(note -> note.contains("one window of each text is drawn"));
        try (StoredRows rows = store(folder, LabelledTexts.of(data.texts(), data.labels()))) {
            assertSame(run.storage(rows).run(rows.texts()), inMemory);
        }
    }

    @Test
    void severalLabelsATextAndDoubtfulRows() {
        SmallData data = SmallData.of(200, 3, 6);
        List<String> texts = new ArrayList<>(data.texts());
        List<List<String>> sets = new ArrayList<>();
        for (int row = 0; row < texts.size(); row++) {
            String label = data.labels().get(row);
            sets.add(row % 5 == 0 ? List.of(label, "also") : row % 7 == 0 ? List.of() : List.of(label));
        }
        texts.set(7, texts.get(8));
        texts.set(100, texts.get(8));
        texts.set(30, "");
        texts.set(31, "naïve \uD83D\uDE00 café");
        LabelledTexts all = LabelledTexts.multiLabel(texts, sets);
        TrainingRun run = new TrainingRun(Recipes.byName("average")).set("epochs", "2");
        Trained inMemory = run.run(all);
        assertThat(inMemory.report().outlook().warnings())
                .anyMatch(warning -> warning.contains("1 texts stand there more than once with different labels"))
                .anyMatch(warning -> warning.contains("1 texts are empty"));
        try (StoredRows rows = store(folder, all)) {
            assertThat(rows.texts().texts()).isEqualTo(texts);
            assertThat(rows.texts().sets()).isEqualTo(sets);
            assertSame(run.storage(rows).run(rows.texts()), inMemory);
        }
    }

    @Test
    void idsAreReadInAnyOrder() {
        SmallData data = SmallData.of(20_000, 2, 9);
        TextPipeline pipeline = new TrainingRun(Recipes.byName("average"))
                .run(data.texts().subList(0, 100), data.labels().subList(0, 100))
                .classifier()
                .pipeline();
        IdRows expected = (IdRows) pipeline.encodeAll(data.texts()).rows();
        try (StoredRows rows = new StoredRows(folder, false)) {
            StoredIds ids = (StoredIds) rows.encode(data.texts(), pipeline, 2).samples();
            int steps = expected.steps();
            int[] wanted = {19_999, 0, 1, 2, 2, 8_191, 8_192, 8_193, 12_345, 0};
            int[] read = new int[steps * wanted.length];
            ids.read(wanted, 0, wanted.length, read);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(Arrays.copyOfRange(read, i * steps, (i + 1) * steps)).isEqualTo(expected.row(wanted[i]));
            }
            int[] all = new int[steps * 20_000];
            ids.read(null, 0, 20_000, all);
            assertThat(all).isEqualTo(expected.ids());
            assertThat(rows.bytes()).isEqualTo(4L * all.length);
        }
    }

    /** A hundred thousand rows whose texts take several times the memory that is allowed to grow. */
    @Test
    void memoryDoesNotHoldTheTexts() {
        try (StoredRows rows = new StoredRows(folder, false)) {
            String long500 = "one two three four five ".repeat(25);
            long before = used();
            for (int row = 0; row < 100_000; row++) {
                rows.add(row + " " + long500, List.of(row % 2 == 0 ? "a" : "b"));
            }
            assertThat(rows.bytes()).isGreaterThan(60_000_000);
            assertThat(used() - before).isLessThan(5_000_000);
            assertThat(rows.texts().texts().get(99_999)).isEqualTo("99999 " + long500);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        try (StoredRows rows = new StoredRows(folder, false)) {
            assertThatThrownBy(() -> rows.add("half \uD83D of a pair", List.of("a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("half of a surrogate pair in row 1");
            for (String recipe : List.of("nbsvm", "fasttext", "mlp")) {
                assertThatThrownBy(() -> new TrainingRun(Recipes.byName(recipe)).storage(rows))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("Received: recipe=" + recipe);
            }
        }
        assertThatThrownBy(() -> new StoredRows(folder.resolve("absent"), false))
                .hasMessageContaining("A temporary file must be written whole. Received: folder=");
    }
}
