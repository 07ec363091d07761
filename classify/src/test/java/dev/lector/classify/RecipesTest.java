// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Weight;
import dev.lector.nn.train.History;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {
    static Stream<Recipe> recipes() {
        return Recipes.all().stream();
    }

    static Stream<Recipe> general() {
        return recipes()
                .filter(recipe -> recipe.group() == RecipeGroup.GENERAL || recipe.group() == RecipeGroup.LINEAR);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void learnsTwoClasses(Recipe recipe) {
        // Made-up vectors say nothing about words that the training texts do not have; and a few updates are too few
        // for
        // the moving statistics of batches to settle.
        double accuracy = recipe.name().equals("words-cnn-regularised") ? .55 : SmallData.frozen(recipe) ? .85 : .93;
        learns(recipe, 2, accuracy);
    }

    @ParameterizedTest
    @MethodSource("general")
    void learnsThreeClasses(Recipe recipe) {
        learns(recipe, 3, .93);
    }

    private static void learns(Recipe recipe, int classes, double accuracy) {
        SmallData data = SmallData.of(240, classes, 1);
        Trained trained = SmallData.run(recipe).run(data.texts(), data.labels());
        SmallData unseen = SmallData.of(120, classes, 2);
        Evaluation evaluation = trained.classifier().evaluate(unseen.texts(), unseen.labels(), UnseenLabels.FAIL);
        assertThat(evaluation.accuracy()).as(recipe.name()).isGreaterThan(accuracy);
        assertThat(trained.report().validation().rows()).isEqualTo(24);
        List<History.Epoch> epochs = trained.report().history().epochs();
        if (recipe.group() == RecipeGroup.LINEAR) {
            assertThat(epochs).hasSize(1);
            assertThat(epochs.get(0).logs()).containsOnlyKeys("loss", "accuracy", "val_loss", "val_accuracy");
            assertThat(epochs.get(0).logs().get("val_accuracy"))
                    .isCloseTo(trained.report().validation().accuracy(), within(1e-9));
            assertThat(trained.report().toString()).startsWith("Solved in ").contains("Calibrated: scores times ");
            return;
        }
        if (recipe.loop(RecipeSettings.defaults(recipe)).isPresent()) {
            assertThat(epochs).hasSize(1);
            assertThat(trained.report().toString())
                    .contains(
                            recipe.name().equals("fasttext")
                                    ? "Trained on one thread."
                                    : "of the training texts right.");
            return;
        }
        assertThat(epochs.get(epochs.size() - 1).logs().get("loss"))
                .isLessThan(epochs.get(0).logs().get("loss"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void sameSeedSameBitsOnAnyNumberOfThreads(Recipe recipe) {
        SmallData data = SmallData.of(60, 3, 1);
        TrainingRun run = SmallData.run(recipe);
        run = RecipeSettings.defaults(recipe).has("epochs") ? run.set("epochs", "2") : run;
        List<float[]> one = weights(run.threads(1).run(data.texts(), data.labels()));
        for (int threads : new int[] {2, 3}) {
            List<float[]> other = weights(run.threads(threads).run(data.texts(), data.labels()));
            for (int i = 0; i < one.size(); i++) {
                assertThat(Arrays.equals(one.get(i), other.get(i)))
                        .as("weight %d on %d threads", i, threads)
                        .isTrue();
            }
        }
        List<float[]> otherSeed = weights(run.seed(2).run(data.texts(), data.labels()));
        int last = one.size() - 2;
        assertThat(Arrays.equals(one.get(last), otherSeed.get(last))).isFalse();
    }

    private static List<float[]> weights(Trained trained) {
        return trained.classifier().model().weights().stream()
                .map(Weight::values)
                .toList();
    }

    @Test
    void wordsMayBeHashed() {
        SmallData data = SmallData.of(240, 2, 1);
        SmallData unseen = SmallData.of(120, 2, 2);
        TextClassifier hashed = SmallData.run(Recipes.byName("mlp"))
                .set("hash", "300")
                .run(data.texts(), data.labels())
                .classifier();
        assertThat(hashed.pipeline().width()).isEqualTo(301);
        assertThat(hashed.evaluate(unseen.texts(), unseen.labels(), UnseenLabels.FAIL)
                        .accuracy())
                .isGreaterThan(.9);
        assertThat(hashed.explain(unseen.texts().get(0)).ngrams()).isNotEmpty();
    }

    @Test
    void readingBackwardsTurnsTheTextsRound() {
        Recipe lstm = Recipes.byName("lstm");
        List<String> texts = List.of("one two three", "four");
        TextPipeline forward = lstm.fit(RecipeSettings.defaults(lstm), texts).pipeline();
        TextPipeline backward = lstm.fit(RecipeSettings.defaults(lstm).with("reversed", "true"), texts)
                .pipeline();
        int[] ids = ((IdRows) forward.encode("one two three").rows()).ids();
        assertThat(((IdRows) backward.encode("three two one").rows()).ids()).isEqualTo(ids);
        assertThat(((IdRows) backward.encode("four").rows()).ids()).containsExactly(0, 0, ids.length == 3 ? 4 : -1);
    }

    @Test
    void stepsComeFromTheData() {
        Recipe recipe = Recipes.byName("words-cnn");
        String hundred = "a ".repeat(100);
        FittedPipeline fitted = recipe.fit(RecipeSettings.defaults(recipe), List.of(hundred, hundred, "a b"));
        assertThat(fitted.pipeline().width()).isEqualTo(100);
        assertThat(fitted.settings().integer("steps")).isEqualTo(100);
        assertThat(fitted.notes()).anyMatch(note -> note.startsWith("100 steps a text, chosen from the data: 3 of 3"));

        FittedPipeline given = recipe.fit(RecipeSettings.defaults(recipe).with("steps", "12"), List.of(hundred));
        assertThat(given.pipeline().width()).isEqualTo(12);
    }

    @Test
    void kimReadsTextsOfOneWordAndAllWords() {
        Recipe recipe = Recipes.byName("kim-cnn");
        FittedPipeline fitted = recipe.fit(RecipeSettings.defaults(recipe), List.of("good", "it's bad!"));
        assertThat(fitted.pipeline().vocabulary().words()).containsExactlyInAnyOrder("good", "it", "'s", "bad", "!");
        assertThat(fitted.pipeline().width()).isEqualTo(4 + 4);
        RecipeSettings both = RecipeSettings.defaults(recipe).with("both-ends", "true");
        TextPipeline pipeline = recipe.fit(both, List.of("good", "it's bad!")).pipeline();
        assertThat(pipeline.width()).isEqualTo(4 + 4 + 4);
        assertThat(((IdRows) pipeline.encode("it's bad!").rows()).ids())
                .startsWith(0, 0, 0, 0)
                .endsWith(0, 0, 0, 0);
        assertThat(fitted.settings().choice("tokens")).isEqualTo("kim");
        assertThat(recipe.fit(RecipeSettings.defaults(recipe), List.of("очень хорошо"))
                        .pipeline()
                        .vocabulary()
                        .words())
                .containsExactly("очень", "хорошо");
    }

    @Test
    void theUserSaysWhichPartOfALongTextIsRead() {
        List<String> texts = List.of("one two three four five six", "one", "two three", "four five six");
        for (String name : List.of("words-cnn", "kim-cnn", "average", "lstm", "flatten-dense", "seq-cnn", "char-cnn")) {
            assertThat(RecipeSettings.defaults(Recipes.byName(name)).has("keep"))
                    .as(name)
                    .isTrue();
        }
        assertThat(read("average", "auto", texts)).isEqualTo("five six");
        assertThat(read("average", "tail", texts)).isEqualTo("five six");
        assertThat(read("average", "head", texts)).isEqualTo("one two");
        assertThat(read("average", "both", texts)).isEqualTo("one six");
        assertThat(read("lstm", "auto", texts)).isEqualTo("two one");
        assertThat(read("lstm", "tail", texts)).isEqualTo("six five");
        assertThat(read("lstm", "both", texts)).isEqualTo("six one");
    }

    /** The words of the first text that reach a row of two; lstm reads from the end. */
    private static String read(String name, String keep, List<String> texts) {
        Recipe recipe = Recipes.byName(name);
        RecipeSettings settings =
                RecipeSettings.defaults(recipe).with("steps", "2").with("keep", keep);
        settings = settings.has("reversed") ? settings.with("reversed", "true") : settings;
        TextPipeline pipeline = recipe.fit(settings, texts).pipeline();
        int[] ids = ((IdRows) pipeline.encode(texts.get(0)).rows()).ids();
        return pipeline.word(ids[0]) + " " + pipeline.word(ids[1]);
    }

    @Test
    void languageIdReadsFiveGramsWhenAsked() {
        SmallData data = SmallData.of(60, 2, 1);
        TrainingRun run = new TrainingRun(Recipes.byName("language-id")).set("epochs", "1");
        TextClassifier plain = run.run(data.texts(), data.labels()).classifier();
        TextClassifier longer =
                run.set("five-grams", "1000").run(data.texts(), data.labels()).classifier();
        int dimensions = 16;
        assertThat(longer.model().weights().get(0).values())
                .hasSize(plain.model().weights().get(0).values().length + 1_000 * dimensions);
    }

    @Test
    void linearRecipesReadCharactersWhenAsked() {
        List<String> texts = List.of("Wohnung Rechnung", "Zeitung Achtung", "nation station", "motion ration");
        TextClassifier classifier = new TrainingRun(Recipes.byName("naive-bayes"))
                .set("tokens", "characters")
                .set("ngrams", "3")
                .set("weighting", "count")
                .validationShare(0)
                .run(texts, List.of("german", "german", "french", "french"))
                .classifier();
        assertThat(classifier.pipeline().vocabulary().words())
                .contains(" na", " wo", "ung", "ng ")
                .noneMatch("g r"::equals);
        assertThat(classifier.predict("Hoffnung").label()).isEqualTo("german");
        assertThat(classifier.predict("portion").label()).isEqualTo("french");
    }

    @Test
    void optionsAreStrict() {
        RecipeSettings settings = RecipeSettings.defaults(Recipes.byName("words-cnn"));
        assertThatThrownBy(() -> settings.with("batchsize", "3"))
                .hasMessageContaining(
                        "has no such option. Received: option=batchsize. It has [words, min-count, steps");
        assertThatThrownBy(() -> settings.with("epochs", "many")).hasMessageContaining("Received: epochs=many");
        assertThatThrownBy(() -> settings.with("epochs", "auto")).hasMessageContaining("Received: epochs=auto");
        assertThatThrownBy(() -> settings.with("dropout", "1.5")).hasMessageContaining("must be from 0 to 0.99");
        assertThatThrownBy(() -> settings.with("dropout", "NaN")).hasMessageContaining("must be from 0 to 0.99");
        assertThatThrownBy(() -> Recipes.byName("bert"))
                .hasMessageContaining(
                        "[words-cnn, kim-cnn, average, mlp, wide-mlp, fasttext, seq-cnn, seq2-bown-cnn, language-id, ");
        assertThat(settings.with("steps", "auto").integerOrAuto("steps")).isEmpty();
        assertThat(settings.with("epochs", "7").integer("epochs")).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyDefaultIsAValue(Recipe recipe) {
        for (RecipeOption option : recipe.options()) {
            option.parse(option.defaultValue());
            assertThat(option.help()).isNotBlank();
        }
        assertThat(recipe.options().stream().map(RecipeOption::name)).doesNotHaveDuplicates();
        if (recipe.group() == RecipeGroup.NOTEBOOK_CHARACTERS) {
            // Blanks are characters.
            return;
        }
        RecipeSettings settings = SmallData.run(recipe).settings();
        assertThatThrownBy(() -> recipe.fit(settings, List.of("", "   "))).hasMessageContaining("must hold");
    }
}
