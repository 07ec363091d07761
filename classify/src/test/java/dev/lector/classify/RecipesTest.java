// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.Model;
import dev.lector.nn.Weight;
import java.util.ArrayList;
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

    @ParameterizedTest
    @MethodSource("recipes")
    void learnsTwoAndThreeClasses(Recipe recipe) {
        for (int classes : new int[] {2, 3}) {
            SmallData data = SmallData.of(240, classes, 1);
            Trained trained = SmallData.run(recipe).run(data.texts(), data.labels());

            SmallData unseen = SmallData.of(120, classes, 2);
            Evaluation evaluation = trained.classifier().evaluate(unseen.texts(), unseen.labels(), UnseenLabels.FAIL);
            assertThat(evaluation.accuracy())
                    .as("%s, %d classes", recipe.name(), classes)
                    .isGreaterThan(.93);
            assertThat(trained.report().validation().rows()).isEqualTo(24);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void sameSeedSameBitsOnAnyNumberOfThreads(Recipe recipe) {
        SmallData data = SmallData.of(90, 3, 1);
        TrainingRun run = SmallData.run(recipe).set("epochs", "2");
        List<float[]> one = weights(run.threads(1).run(data.texts(), data.labels()));
        for (int threads : new int[] {1, 2, 3}) {
            List<float[]> other = weights(run.threads(threads).run(data.texts(), data.labels()));
            for (int i = 0; i < one.size(); i++) {
                assertThat(Arrays.equals(one.get(i), other.get(i)))
                        .as("weight %d on %d threads", i, threads)
                        .isTrue();
            }
        }
        List<float[]> otherSeed = weights(run.seed(2).run(data.texts(), data.labels()));
        assertThat(Arrays.equals(one.get(0), otherSeed.get(0))).isFalse();
    }

    private static List<float[]> weights(Trained trained) {
        return trained.classifier().model().weights().stream()
                .map(Weight::values)
                .toList();
    }

    @Test
    void wordsCnnIsTheCourses() {
        // The notebook's table: 10,000 words of 50 numbers and 40 steps, and its rows' parameters.
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10_500; i++) {
            texts.add("w" + i + " and");
        }
        Recipe recipe = Recipes.byName("words-cnn");
        FittedPipeline fitted = recipe.fit(RecipeSettings.defaults(recipe), texts);
        Model model = recipe.network(fitted.settings(), fitted.pipeline(), 2);
        assertThat(fitted.pipeline().width()).isEqualTo(40);
        assertThat(fitted.pipeline().idCount()).isEqualTo(10_000);
        assertThat(model.parameters()).isEqualTo(500_000 + 20_100 + 40_100 + 40_100 + 10_100 + 10_100 + 101);
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
        assertThat(fitted.settings().choice("tokens")).isEqualTo("kim");
        assertThat(recipe.fit(RecipeSettings.defaults(recipe), List.of("очень хорошо"))
                        .pipeline()
                        .vocabulary()
                        .words())
                .containsExactly("очень", "хорошо");
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
        assertThatThrownBy(() -> Recipes.byName("bert")).hasMessageContaining("[words-cnn, kim-cnn, average, mlp]");
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
        assertThatThrownBy(() -> recipe.fit(RecipeSettings.defaults(recipe), List.of("", "   ")))
                .hasMessageContaining("must hold words");
    }
}
