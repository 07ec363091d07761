// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.Model;
import dev.lector.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The course's networks with the course's settings: what its tables print. */
class CourseRecipesTest {
    private static final List<String> TEXTS = texts();
    private static final VectorSource VECTORS =
            VectorSource.of("made-up", new WordVectors(List.of("and"), 50, new float[50]));

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10_500; i++) {
            texts.add("w" + i + " and");
        }
        return texts;
    }

    static Stream<Recipe> course() {
        return Recipes.all().stream().filter(recipe -> !recipe.course().isEmpty());
    }

    private static FittedPipeline fit(Recipe recipe) {
        TrainingRun run = new TrainingRun(recipe).course();
        return recipe.fit((SmallData.frozen(recipe) ? run.vectors(VECTORS) : run).settings(), TEXTS);
    }

    private static Model network(String name) {
        Recipe recipe = Recipes.byName(name);
        FittedPipeline fitted = fit(recipe);
        return recipe.network(fitted.settings(), fitted.pipeline(), Outputs.singleLabel(2));
    }

    @ParameterizedTest
    @CsvSource({
        // The notebook's tables, row by row; where it shows the first rows alone, those and what its code says.
        "words-cnn, 500000 20100 40100 40100 10100 10100 101",
        "words-cnn-pretrained, 500000 20100 40100 40100 10100 10100 101",
        "words-cnn-regularised, 500000 20100 400 40100 400 40100 10100 400 10100 400 101",
        "positional-cnn, 500000 200000 28100 10100 101",
        "dilated-cnn, 500000 25100 50100 10100 101",
        "multi-width-cnn, 500000 10100 15100 20100 25100 40100 101",
        "char-cnn, 3550 20100 40100 40100 10100 10100 101",
        "char-cnn-lstm, 4970 28100 40100 40100 117248 12900 101",
        // The book's.
        "simple-rnn, 320000 2080 33",
        "lstm, 320000 8320 33",
        "gru, 320000 6336 33",
        "bi-lstm, 320000 16640 65",
        "flatten-dense, 80000 161",
        "glove-dense, 500000 160032 33",
        "convnet, 1280000 28704 7200 33",
        "mlp, 160016 272 17",
        "newswire-dense, 640064 4160 65"
    })
    void hasTheParametersOfTheCoursesTable(String name, String rows) {
        Model model = network(name);
        List<Long> parameters = new ArrayList<>();
        for (var node : model.nodes()) {
            long count = model.weights(node).stream()
                    .mapToLong(w -> w.values().length)
                    .sum();
            if (count > 0) {
                parameters.add(count);
            }
        }
        assertThat(parameters)
                .containsExactlyElementsOf(
                        Stream.of(rows.split(" ")).map(Long::valueOf).toList());
    }

    @ParameterizedTest
    @MethodSource("course")
    void takesTheCoursesSettings(Recipe recipe) {
        FittedPipeline fitted = fit(recipe);
        recipe.course()
                .forEach((name, value) ->
                        assertThat(fitted.settings().values()).as(recipe.name()).containsEntry(name, value));
        if (recipe.group() == RecipeGroup.NOTEBOOK_WORDS || recipe.name().equals("words-cnn")) {
            assertThat(fitted.pipeline().width()).isEqualTo(40);
            assertThat(fitted.pipeline().idCount()).isEqualTo(10_000);
            assertThat(fitted.settings().integer("batch-size")).isEqualTo(1_024);
        }
    }

    @Test
    void theSettingsOfTheCourseComeBeforeTheUsers() {
        TrainingRun run = new TrainingRun(Recipes.byName("char-cnn")).course().set("steps", "200");
        assertThat(run.settings().integer("steps")).isEqualTo(200);
        assertThat(run.settings().integer("patience")).isEqualTo(5);
        assertThatThrownBy(() -> new TrainingRun(Recipes.byName("kim-cnn")).course())
                .hasMessageContaining("Received: recipe=kim-cnn");
    }

    @Test
    void theNotebooksTextsAreReadAsItReadsThem() {
        FittedPipeline words = fit(Recipes.byName("words-cnn"));
        assertThat(words.pipeline().rule().tokens("It_is; good!\nW7")).containsExactly("it_is", "good", "w7");
        FittedPipeline characters = fit(Recipes.byName("char-cnn"));
        assertThat(characters.pipeline().vocabulary().size()).isEqualTo(70);
        // Capitals, apostrophes and é are left out.
        assertThat(characters.pipeline().encode("Ab'é z").known()[0]).isEqualTo(3);
    }

    @Test
    void thePrintedTableOfDilatedConvolutionsIsAnotherNetwork() {
        Recipe recipe = Recipes.byName("dilated-cnn");
        TrainingRun run = new TrainingRun(recipe).course().set("variant", "table");
        FittedPipeline fitted = recipe.fit(run.settings(), TEXTS);
        Model model = recipe.network(fitted.settings(), fitted.pipeline(), Outputs.singleLabel(2));
        assertThat(model.parameters()).isEqualTo(500_000 + 20_100 + 40_100 + 40_100 + 10_100 + 10_100 + 101);
        assertThat(model.nodes().stream()
                        .map(node -> node.shape().dim(0))
                        .limit(5)
                        .toList())
                .containsExactly(40, 40, 31, 22, 13);
        assertThatThrownBy(() -> recipe.fit(run.set("steps", "27").settings(), TEXTS))
                .hasMessageContaining("needs at least 28 steps. Received: steps=27");
    }
}
