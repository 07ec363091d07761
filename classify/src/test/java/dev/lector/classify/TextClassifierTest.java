// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextClassifierTest {
    private static final Map<String, TextClassifier> TRAINED = new TreeMap<>();

    @TempDir
    Path folder;

    static Stream<Recipe> recipes() {
        return Recipes.all().stream();
    }

    static Stream<Recipe> general() {
        return recipes()
                .filter(recipe -> recipe.group() == RecipeGroup.GENERAL || recipe.group() == RecipeGroup.LINEAR);
    }

    static Stream<Recipe> overWords() {
        return recipes()
                .filter(recipe -> recipe.group() != RecipeGroup.NOTEBOOK_CHARACTERS
                        && !recipe.name().equals("language-id"));
    }

    private static synchronized TextClassifier trained(Recipe recipe) {
        return TRAINED.computeIfAbsent(recipe.name(), name -> {
            SmallData data = SmallData.of(180, recipe.name().equals("mlp") ? 3 : 2, 1);
            return SmallData.run(recipe).run(data.texts(), data.labels()).classifier();
        });
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void savedAndLoadedAnswersTheSameBits(Recipe recipe) throws IOException {
        TextClassifier classifier = trained(recipe);
        Path file = folder.resolve("m.lector");
        classifier.save(file);
        TextClassifier loaded = TextClassifier.load(file);

        SmallData unseen = SmallData.of(50, 3, 9);
        assertThat(loaded.labels()).isEqualTo(classifier.labels());
        assertThat(loaded.probabilities(unseen.texts())).isEqualTo(classifier.probabilities(unseen.texts()));
        assertThat(loaded.predictAll(unseen.texts())).isEqualTo(classifier.predictAll(unseen.texts()));
        assertThat(loaded.provenance().get("recipe")).isEqualTo(recipe.name());
        assertThat(loaded.provenance().get("data").toString()).contains("sha256", "rows=180", "trainingRows=162");
        Path again = folder.resolve("again.lector");
        loaded.save(again);
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));

        TextClassifier forOne = TextClassifier.loadForOneText(file);
        float[] expected = classifier.probabilities(unseen.texts());
        float[] actual = forOne.probabilities(unseen.texts());
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void oneTextAndManyTextsAgree(Recipe recipe) {
        TextClassifier classifier = trained(recipe);
        List<String> texts = new ArrayList<>(SmallData.of(20, 2, 5).texts());
        texts.add("");
        List<Prediction> all = classifier.predictAll(texts);
        for (int i = 0; i < texts.size(); i++) {
            Prediction one = classifier.predict(texts.get(i));
            assertThat(one.label()).isEqualTo(all.get(i).label());
            assertThat(one.probability()).isCloseTo(all.get(i).probability(), within(1e-6));
            assertThat(one.probabilities().values().stream().mapToDouble(p -> p).sum())
                    .isCloseTo(1, within(1e-5));
            assertThat(one.probabilities()).containsOnlyKeys(classifier.labels());
        }
        assertThat(classifier.predictAll(List.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overWords")
    void textWithoutAKnownWordIsFlagged(Recipe recipe) {
        TextClassifier classifier = trained(recipe);
        Prediction empty = classifier.predict("");
        assertThat(empty.noEvidence()).isTrue();
        for (String text : List.of("   ", "qwertz zxcv", "!!! ???", "\u0085\u2028")) {
            assertThat(classifier.predict(text)).as(text).isEqualTo(empty);
        }
        assertThat(classifier.predict("a superb film").noEvidence()).isFalse();
        Explanation nothing = classifier.explain("qwertz");
        assertThat(nothing.noEvidence()).isTrue();
        assertThat(nothing.logOdds()).isEqualTo(nothing.logOddsWithoutText());
        assertThat(nothing.toString()).contains("no word of this text is known");
    }

    @ParameterizedTest
    @MethodSource("general")
    void sharesSumToTheDifferenceInLogOdds(Recipe recipe) {
        TextClassifier classifier = trained(recipe);
        SmallData unseen = SmallData.of(12, 2, 6);
        for (String text : unseen.texts()) {
            for (String label : classifier.labels()) {
                Explanation why = classifier.explain(text, label);
                double sum = why.ngrams().stream()
                        .mapToDouble(Explanation.Ngram::share)
                        .sum();
                double difference = why.logOdds() - why.logOddsWithoutText();
                assertThat(sum).isCloseTo(difference, within(.01 * Math.abs(difference) + 1e-4));
                double p = why.probability();
                if (p > 1e-4 && p < 1 - 1e-4) {
                    assertThat(why.logOdds()).isCloseTo(Math.log(p / (1 - p)), within(.01));
                }
                for (Explanation.Ngram ngram : why.ngrams()) {
                    assertThat(text.substring(ngram.start(), ngram.end())).isEqualTo(ngram.text());
                }
            }
        }
        assertThat(classifier.explain(unseen.texts().get(0)))
                .isEqualTo(classifier.explain(unseen.texts().get(0)));
    }

    @ParameterizedTest
    @MethodSource("general")
    void strongestNgramMattersMoreThanARandomOne(Recipe recipe) {
        TextClassifier classifier = trained(recipe);
        SmallData unseen = SmallData.of(40, 2, 7);
        int better = 0;
        int worse = 0;
        for (int i = 0; i < 40; i++) {
            String text = unseen.texts().get(i);
            Explanation why = classifier.explain(text);
            Explanation.Ngram top = why.strongest(1).get(0);
            String[] words = text.split(" ");
            int from = CounterRandom.below(words.length - top.words() + 1, 11, i);
            String[] rest = words.clone();
            for (int w = from; w < from + top.words(); w++) {
                rest[w] = "";
            }
            double withoutTop =
                    probability(classifier, text.substring(0, top.start()) + text.substring(top.end()), why.label());
            double withoutRandom = probability(classifier, String.join(" ", rest), why.label());
            better += withoutTop < withoutRandom ? 1 : 0;
            worse += withoutTop > withoutRandom ? 1 : 0;
        }
        assertThat(better).as("%d better, %d worse", better, worse).isGreaterThan(2 * worse + 10);
    }

    private static double probability(TextClassifier classifier, String text, String label) {
        return classifier.predict(text).probabilities().get(label);
    }

    @ParameterizedTest
    @MethodSource("general")
    void manyThreadsGetTheSameAnswers(Recipe recipe) throws InterruptedException, ExecutionException {
        TextClassifier classifier = trained(recipe);
        List<String> texts = SmallData.of(40, 3, 8).texts();
        List<Prediction> expected = texts.stream().map(classifier::predict).toList();
        Explanation why = classifier.explain(texts.get(0));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    for (int round = 0; round < 5; round++) {
                        for (int i = 0; i < texts.size(); i++) {
                            int at = (i * 7 + thread) % texts.size();
                            assertThat(classifier.predict(texts.get(at))).isEqualTo(expected.get(at));
                        }
                        assertThat(classifier.predictAll(texts)).hasSize(texts.size());
                        assertThat(classifier.explain(texts.get(0))).isEqualTo(why);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void alteredAndCutModelsAreRefused() throws IOException {
        Path file = folder.resolve("m.lector");
        trained(Recipes.byName("mlp")).save(file);
        byte[] bytes = Files.readAllBytes(file);
        List<String> texts = SmallData.of(10, 3, 4).texts();
        float[] expected = TextClassifier.load(file).probabilities(texts);
        Path changed = folder.resolve("changed.lector");
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] copy = bytes.clone();
            int at = CounterRandom.below(copy.length, 5, i);
            copy[at] ^= (byte) (1 + CounterRandom.below(255, 6, i));
            if (i % 3 == 0) {
                copy = Arrays.copyOf(copy, at);
            }
            Files.write(changed, copy);
            try {
                assertThat(TextClassifier.load(changed).probabilities(texts)).isEqualTo(expected);
            } catch (ModelFileException e) {
                assertThat(e.getMessage()).contains("Received: ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(130);
    }

    @Test
    void settingsThatAskForMoreMemoryThanTheWeightsHaveAreRefused() throws IOException {
        TextClassifier classifier = trained(Recipes.byName("average"));
        Path file = folder.resolve("m.lector");
        classifier.save(file);
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, ModelFile.Writer> parts = new LinkedHashMap<>();
        try (ModelFile model = ModelFile.open(file)) {
            for (String name : List.of("labels", "pipeline", "provenance")) {
                fields.put(
                        name,
                        name.equals("labels")
                                ? model.header().texts(name)
                                : model.header().map(name));
            }
            String network = new String(Json.write(model.header().map("network")), StandardCharsets.UTF_8);
            fields.put(
                    "network",
                    Json.read(network.replaceAll("(\"output_dim\" *: *)\\d+", "$1 50000000")
                            .getBytes(StandardCharsets.UTF_8)));
            for (String part : List.of("vocabulary.txt", "weights.safetensors")) {
                byte[] bytes = model.part(part, in -> in.readAllBytes());
                parts.put(part, out -> out.write(bytes));
            }
        }
        ModelFile.write(file, 1, fields, parts);
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("no more parameters than its weights");
        fields.put("surprise", 1);
        ModelFile.write(file, 1, fields, parts);
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("fields=['surprise']");
    }

    @Test
    void unknownLabelCannotBeExplained() {
        assertThatThrownBy(() -> trained(Recipes.byName("mlp")).explain("great", "zebra"))
                .hasMessageContaining("Received: label=zebra, known=['neg', 'pos', 'shop']");
    }
}
