// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTrialTest {
    private static LabelledTexts rows(int count, String... labels) {
        List<String> texts = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = labels[i % labels.length];
            texts.add("text number " + i + " is about " + label + " things");
            given.add(label);
        }
        return LabelledTexts.of(texts, given);
    }

    @Test
    void theBetterOneIsTakenAndOfEqualsTheFirst() {
        RecipeTrial.Entry linear = new RecipeTrial.Entry("nbsvm", .8, 1);
        RecipeTrial.Entry neural = new RecipeTrial.Entry("kim-cnn", .81, 9);
        RecipeTrial.Entry equal = new RecipeTrial.Entry("kim-cnn", .8, 9);
        assertThat(new RecipeTrial(List.of(linear, neural), 80, 20).best()).isEqualTo("kim-cnn");
        assertThat(new RecipeTrial(List.of(linear, equal), 80, 20).best()).isEqualTo("nbsvm");
        assertThat(new RecipeTrial(List.of(linear, neural), 80, 20))
                .hasToString("Tried on 20 texts, after training on 80 others: nbsvm 80.00 %, kim-cnn 81.00 %."
                        + " Taken: kim-cnn.");
    }

    @Test
    void oneIsLinearAndOneIsNeural() {
        assertThat(names(RecipeTrial.candidates(rows(60, "a", "b")))).containsExactly("nbsvm", "kim-cnn");
        assertThat(names(RecipeTrial.candidates(rows(60, "a", "b", "c")))).containsExactly("svm", "kim-cnn");
        LabelledTexts longOnes = LabelledTexts.of(List.of("a ".repeat(600), "b ".repeat(600)), List.of("x", "y"));
        assertThat(names(RecipeTrial.candidates(longOnes))).containsExactly("nbsvm", "average");
    }

    @Test
    void aTrialNeedsRows() {
        assertThat(RecipeTrial.worthwhile(rows(100, "a", "b"))).isTrue();
        assertThat(RecipeTrial.worthwhile(rows(99, "a", "b"))).isFalse();
    }

    /** Words of the label decide, so both are right; rows held back for validation are neither learnt from nor answered. */
    @Test
    void bothLearnFromTheSameRowsWithoutThoseForValidation() {
        LabelledTexts data = rows(100, "a", "b");
        List<TrainingRun> runs = List.of(
                new TrainingRun(Recipes.byName("average")).set("epochs", "1"),
                new TrainingRun(Recipes.byName("nbsvm")),
                new TrainingRun(Recipes.byName("svm")));
        List<String> heard = new ArrayList<>();
        RecipeTrial trial = RecipeTrial.run(runs, data, entry -> heard.add(entry.recipe()));
        assertThat(heard).as("none is tried after one without a mistake").containsExactly("average", "nbsvm");
        assertThat(trial.trainingRows()).isEqualTo(72);
        assertThat(trial.heldRows()).isEqualTo(18);
        assertThat(trial.best()).isEqualTo("nbsvm");
        assertThat(trial.entries().get(1).figure()).isEqualTo(1);
        assertThat(trial.toMap()).containsEntry("taken", "nbsvm");
        RecipeTrial again =
                RecipeTrial.run(runs.stream().map(run -> run.threads(1)).toList(), data, entry -> {});
        assertThat(again.entries().stream().map(RecipeTrial.Entry::figure).toList())
                .isEqualTo(
                        trial.entries().stream().map(RecipeTrial.Entry::figure).toList());
        LabelledTexts given = rows(20, "a", "b");
        assertThat(RecipeTrial.run(List.of(runs.get(1).validation(given)), data, entry -> {})
                        .heldRows())
                .isEqualTo(20);
    }

    @Test
    void manyRowsAreSampled() {
        LabelledTexts data = rows(25_000, "a", "b");
        RecipeTrial trial = RecipeTrial.run(
                List.of(new TrainingRun(Recipes.byName("naive-bayes")).validationShare(0)), data, entry -> {});
        assertThat(trial.trainingRows() + trial.heldRows()).isEqualTo(RecipeTrial.MOST_ROWS);
    }

    private static List<String> names(List<Recipe> recipes) {
        return recipes.stream().map(Recipe::name).toList();
    }
}
