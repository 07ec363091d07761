// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.classify.fasttext.FastTextArguments;
import dev.lector.classify.fasttext.FastTextFile;
import dev.lector.classify.fasttext.FastTextModel;
import dev.lector.nn.Model;
import dev.lector.nn.Weight;
import dev.lector.text.Buckets;
import dev.lector.vectors.SubwordVectors;
import dev.lector.vectors.VectorFile;
import dev.lector.vectors.VectorFileException;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorStartTest {
    private static final SmallData DATA = SmallData.of(90, 2, 1);

    @TempDir
    private Path folder;

    private static TrainingRun run(String recipe) {
        return SmallData.run(Recipes.byName(recipe)).set("epochs", "2");
    }

    private static float[] table(Model model) {
        return model.weights().get(0).values();
    }

    private static float[] row(Trained trained, String word) {
        int id = trained.classifier().pipeline().vocabulary().indexOf(word) + 1;
        float[] table = table(trained.classifier().model());
        int width = table.length / trained.classifier().pipeline().idCount();
        return Arrays.copyOfRange(table, id * width, (id + 1) * width);
    }

    @Test
    void frozenVectorsStayAndOthersAreRandomWithTheirSpread() {
        Trained trained = run("words-cnn-pretrained").run(DATA.texts(), DATA.labels());
        WordVectors vectors = SmallData.vectors(16).of(List.of());
        assertThat(row(trained, "superb")).containsExactly(vectors.vector("superb"));
        assertThat(row(trained, "film")).containsExactly(vectors.vector("film"));
        // The vectors are normal with deviation .4.
        float limit = (float) (Math.sqrt(3) * .45);
        assertThat(row(trained, "the")).doesNotContain(0f);
        for (float value : row(trained, "the")) {
            assertThat(Math.abs(value)).isLessThan(limit);
        }
        // Padding.
        assertThat(Arrays.copyOf(table(trained.classifier().model()), 16)).containsOnly(0);
        assertThat(trained.report().outlook().notes())
                .anyMatch(note ->
                        note.matches("3[0-9] of 3[0-9] words \\(.*%\\) start from 16-dimensional vectors of made-up"
                                + " vectors, frozen; the others from random ones of the same spread\\."));
        assertThat(trained.classifier().provenance()).containsEntry("vectors", "made-up vectors");
    }

    @Test
    void kimsNetworkTakesVectorsAtTheScaleOfItsRandomStart() {
        TrainingRun run = new TrainingRun(Recipes.byName("kim-cnn")).vectors(SmallData.vectors(16));
        PreparedTraining fitted = run.prepare(DATA.texts(), DATA.labels());
        float[] values = table(fitted.model());
        double sum = 0;
        double squares = 0;
        for (int i = 16; i < values.length; i++) {
            sum += values[i];
            squares += values[i] * values[i];
        }
        int count = values.length - 16;
        // U(-.25, .25) has the deviation .5 / sqrt(12).
        assertThat(sum / count).isCloseTo(0, within(.01));
        assertThat(Math.sqrt(squares / count)).isCloseTo(.5 / Math.sqrt(12), within(.005));
        float[] asTheyAre = table(run.set("vector-scale", "file")
                .prepare(DATA.texts(), DATA.labels())
                .model());
        float[] first = SmallData.vectors(16).of(List.of()).vector("superb");
        assertThat(Arrays.stream(toDoubles(asTheyAre)).boxed()).contains((double) first[0]);
        assertThat(Arrays.stream(toDoubles(values)).boxed()).doesNotContain((double) first[0]);
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    @Test
    void zerosCanBeChosenAndVectorsTrainedFurther() {
        TrainingRun run = run("words-cnn-pretrained");
        assertThat(row(run.set("no-vector", "zeros").run(DATA.texts(), DATA.labels()), "the"))
                .containsOnly(0);
        Trained further = run.set("freeze", "false").run(DATA.texts(), DATA.labels());
        assertThat(row(further, "superb"))
                .isNotEqualTo(SmallData.vectors(16).of(List.of()).vector("superb"));
    }

    @Test
    void wordsWithoutAVectorMayShareALearnedOne() {
        WordVectors vectors =
                new WordVectors(List.of("film", "superb", "dreadful"), 2, new float[] {0, .1f, 1, 1, -1, -1});
        TrainingRun run = new TrainingRun(Recipes.byName("words-cnn-pretrained"))
                .set("epochs", "2")
                .set("no-vector", "learned")
                .set("freeze", "false")
                .vectors(VectorSource.of("three words", vectors));
        TextClassifier classifier = run.run(DATA.texts(), DATA.labels()).classifier();
        Map<String, Double> one = classifier.predict("a film").probabilities();
        assertThat(classifier.predict("zebra film").probabilities()).isEqualTo(one);
        assertThat(classifier.predict("film").probabilities()).isNotEqualTo(one);
        assertThat(classifier.predict("superb film").probabilities()).isNotEqualTo(one);
        assertThatThrownBy(() -> run.set("freeze", "true").run(DATA.texts(), DATA.labels()))
                .hasMessageContaining("no-vector=learned, freeze=true");
    }

    @Test
    void wordsWithoutAVectorMayStartFromTheirNgrams() throws IOException {
        FastTextArguments arguments = new FastTextArguments(3, 5, 1, 1, 5, 1, 2, 2, 20, 3, 4, 100, 1e-4);
        float[] input = new float[22 * 3];
        for (int i = 0; i < input.length; i++) {
            input[i] = (i * 7 % 11 - 5) / 10f;
        }
        Path bin = folder.resolve("words.bin");
        FastTextFile.write(
                new FastTextModel(
                        arguments,
                        List.of("film", "superb"),
                        List.of(2L, 1L),
                        List.of(),
                        List.of(),
                        3,
                        Buckets.of(20),
                        input,
                        new float[2 * 3]),
                bin);
        TrainingRun run = new TrainingRun(Recipes.byName("words-cnn-pretrained"))
                .set("epochs", "2")
                .set("no-vector", "ngrams")
                .vectors(VectorSource.file(bin, null));
        Trained trained = run.run(DATA.texts(), DATA.labels());
        SubwordVectors parts = VectorFile.readSubwords(bin);
        for (String word : List.of("film", "superb", "the")) {
            assertThat(row(trained, word)).as(word).containsExactly(parts.vector(word));
        }
        assertThat(parts.words().indexOf("the")).isEqualTo(-1);
        assertThatThrownBy(() -> run.vectors(SmallData.vectors(3)).run(DATA.texts(), DATA.labels()))
                .hasMessageContaining("Vectors of n-grams come from a .bin of fastText");
        Path text = Files.writeString(folder.resolve("words.txt"), "film 1 2 3\n");
        assertThatThrownBy(() -> run.vectors(VectorSource.file(text, null)).run(DATA.texts(), DATA.labels()))
                .hasRootCauseInstanceOf(VectorFileException.class)
                .hasStackTraceContaining("A file of fastText begins with its number");
    }

    @Test
    void wordsOfTheFileMayBeKnownThatNoTrainingTextHas() {
        WordVectors vectors =
                new WordVectors(List.of("film", "superb", "magnificent", "lovely", "dreadful"), 2, new float[] {
                    0, .1f, 1, 1, 1, 1.1f, .9f, 1, -1, -1
                });
        TrainingRun run =
                new TrainingRun(Recipes.byName("average")).set("epochs", "3").vectors(VectorSource.of("five", vectors));
        TextClassifier known = run.run(DATA.texts(), DATA.labels()).classifier();
        assertThat(known.predict("magnificent").noEvidence()).isFalse();
        assertThat(known.pipeline().vocabulary().words()).endsWith("magnificent", "dreadful");
        assertThat(known.predict("magnificent").label())
                .isEqualTo(known.predict("superb").label());
        TextClassifier less =
                run.set("vector-words", "0").run(DATA.texts(), DATA.labels()).classifier();
        assertThat(less.predict("magnificent").noEvidence()).isTrue();
    }

    @Test
    void aModelThatStartedFromVectorsNeedsThemNoMore() throws IOException {
        for (String name : new String[] {"kim-cnn", "positional-cnn"}) {
            TrainingRun run = SmallData.run(Recipes.byName(name)).set("epochs", "2");
            if (name.equals("kim-cnn")) {
                run = new TrainingRun(Recipes.byName(name))
                        .set("epochs", "2")
                        .set("filters", "8")
                        .set("multichannel", "true")
                        .vectors(SmallData.vectors(12));
            }
            TextClassifier classifier = run.run(DATA.texts(), DATA.labels()).classifier();
            Path file = folder.resolve(name + ".lector");
            classifier.save(file);
            TextClassifier loaded = TextClassifier.load(file);
            assertThat(loaded.probabilities(DATA.texts())).containsExactly(classifier.probabilities(DATA.texts()));
            assertThat(loaded.predict(DATA.texts().get(0)).probability())
                    .isEqualTo(classifier.predict(DATA.texts().get(0)).probability());
        }
    }

    @Test
    void onlyTrainableWeightsCountAsLearnt() {
        PreparedTraining prepared = run("words-cnn-pretrained").prepare(DATA.texts(), DATA.labels());
        long all = prepared.model().parameters();
        long frozen = prepared.model().weights().stream()
                .filter(weight -> !weight.trainable())
                .mapToLong(weight -> weight.values().length)
                .sum();
        assertThat(frozen).isEqualTo(table(prepared.model()).length);
        assertThat(prepared.outlook().parameters()).isEqualTo(all - frozen);
        assertThat(prepared.model().weights()).extracting(Weight::trainable).contains(true, false);
    }

    @Test
    void aFileIsReadForTheWordsOfTheTexts() throws IOException {
        Path file = folder.resolve("vectors.txt");
        Files.writeString(file, "film 1 2\nsuperb 3 4\nunused 5 6\n", StandardCharsets.UTF_8);
        VectorSource source = VectorSource.file(file, null);
        WordVectors few = source.of(List.of("film", "dog"));
        assertThat(few.words()).containsExactly("film");
        assertThat(source.of(List.of("film"))).isSameAs(few);
        assertThat(source.of(List.of("superb")).words()).containsExactly("film", "superb");
        assertThat(source.first(2)).containsExactly("film", "superb");
        assertThat(source.first(9)).containsExactly("film", "superb", "unused");
        assertThat(source.of(List.of("dull")).words()).containsExactly("film", "superb", "unused");
    }

    @Test
    void faultsSayWhatToDo() throws IOException {
        assertThatThrownBy(() -> VectorSource.file(folder.resolve("none.txt"), null))
                .hasMessageContaining("none.txt")
                .hasMessageContaining("lector data fetch glove");
        TrainingRun frozen = new TrainingRun(Recipes.byName("words-cnn-pretrained"));
        assertThatThrownBy(() -> frozen.prepare(DATA.texts(), DATA.labels()))
                .hasMessageContaining("--vectors FILE; lector data fetch glove");
        assertThatThrownBy(() -> new TrainingRun(Recipes.byName("mlp")).vectors(SmallData.vectors(4)))
                .hasMessageContaining("Received: recipe=mlp, vectors=made-up vectors. Use one of [words-cnn, kim-cnn");
        TrainingRun narrow = new TrainingRun(Recipes.byName("words-cnn"))
                .set("dimensions", "8")
                .vectors(SmallData.vectors(16));
        assertThatThrownBy(() -> narrow.prepare(DATA.texts(), DATA.labels()))
                .hasMessageContaining("dimensions=8, vectors=made-up vectors with 16. Leave dimensions out.");
        Path other = folder.resolve("other.txt");
        Files.writeString(other, "мир 1 2\n", StandardCharsets.UTF_8);
        TrainingRun foreign = new TrainingRun(Recipes.byName("words-cnn")).vectors(VectorSource.file(other, null));
        assertThatThrownBy(() -> foreign.prepare(DATA.texts(), DATA.labels())).hasMessageContaining("found=0 of");
        Path ragged = folder.resolve("ragged.txt");
        Files.writeString(ragged, "film 1 2\nsuperb 1\n", StandardCharsets.UTF_8);
        TrainingRun cut = new TrainingRun(Recipes.byName("words-cnn")).vectors(VectorSource.file(ragged, null));
        assertThatThrownBy(() -> cut.prepare(DATA.texts(), DATA.labels()))
                .hasCauseInstanceOf(VectorFileException.class)
                .hasMessageContaining("line=2, numbers=1, expected=2");
        assertThatThrownBy(() -> new TrainingRun(Recipes.byName("kim-cnn"))
                        .set("multichannel", "true")
                        .prepare(DATA.texts(), DATA.labels()))
                .hasMessageContaining("multichannel=true, no vectors");
    }
}
