// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with any number of labels. */
class MultiLabelTest {
    private static final String[] LABELS = {"food", "price", "staff"};
    private static final String[][] WORDS = {
        {"soup", "bread", "taste"}, {"cheap", "costs", "money"}, {"waiter", "rude", "smile"}
    };

    /** Every text speaks of none, one, two or all of three things. */
    static LabelledTexts data(int rows, long seed) {
        List<String> texts = new ArrayList<>();
        List<List<String>> sets = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> words = new ArrayList<>(List.of("we", "went", "there", "again"));
            List<String> set = new ArrayList<>();
            for (int label = 0; label < LABELS.length; label++) {
                if (CounterRandom.below(5, seed, row * 7L + label) < 2) {
                    set.add(LABELS[label]);
                    words.add(WORDS[label][CounterRandom.below(3, seed, row * 7L + label + 1000)]);
                }
            }
            texts.add(String.join(" ", words));
            sets.add(set);
        }
        return LabelledTexts.multiLabel(texts, sets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "average"})
    void setsAreLearntSavedAndExplained(String recipe, @TempDir Path folder) throws IOException {
        Trained trained =
                SmallData.run(Recipes.byName(recipe)).set("epochs", "30").run(data(240, 1));
        TextClassifier classifier = trained.classifier();
        MultiLabelEvaluation test = (MultiLabelEvaluation) classifier.evaluate(data(80, 2), UnseenLabels.FAIL);
        assertThat(test.micro().f1()).isGreaterThan(.95);
        assertThat(test.accuracy()).isGreaterThan(.85);
        assertThat(test.hammingLoss()).isLessThan(.05);
        assertThat(test.toString()).contains("micro F1", "hamming loss");
        assertThat(test.toMap()).containsKeys("microF1", "macroF1", "accuracy", "classes");

        assertThat(classifier.predict("soup and a rude waiter").labels()).containsExactlyInAnyOrder("food", "staff");
        assertThat(classifier.predict("we went there").labels()).isEmpty();
        assertThat(classifier
                        .explain("soup and a rude waiter", "staff")
                        .strongest(1)
                        .get(0)
                        .text())
                .containsAnyOf("rude", "waiter");

        Path file = folder.resolve("m.lector");
        classifier.save(file);
        TextClassifier read = TextClassifier.load(file);
        assertThat(read.multiLabel()).isTrue();
        assertThat(read.decision().thresholds()).hasSize(3);
        assertThat(read.predictAll(data(20, 3).texts()))
                .isEqualTo(classifier.predictAll(data(20, 3).texts()));
    }

    /** What stands for the accuracy is the micro F1. */
    @Test
    void theBestEpochMayBeThatOfTheHighestF1() {
        Trained trained = SmallData.run(Recipes.byName("kim-cnn"))
                .set("monitor", "accuracy")
                .set("patience", "0")
                .run(data(240, 1));
        assertThat(trained.report().history().epochs().get(0).logs()).containsKey("val_f1_score");
        assertThat(trained.report().validation().micro().f1()).isGreaterThan(.6);
    }

    @Test
    void twoLabelsAreTwoQuestions() {
        LabelledTexts all = data(240, 1);
        LabelledTexts two = LabelledTexts.multiLabel(
                all.texts(),
                all.sets().stream()
                        .map(set -> set.stream()
                                .filter(label -> !label.equals("staff"))
                                .toList())
                        .toList());
        TextClassifier classifier = SmallData.run(Recipes.byName("mlp"))
                .set("epochs", "30")
                .run(two)
                .classifier();
        assertThat(classifier.labels()).containsExactly("food", "price");
        assertThat(classifier.predict("cheap soup").labels()).containsExactlyInAnyOrder("food", "price");
        assertThat(classifier.predict("we went there").labels()).isEmpty();
    }

    @Test
    void oneSeedOneModelOnAnyThreads() {
        TrainingRun run = SmallData.run(Recipes.byName("mlp"));
        LabelledTexts rows = data(120, 1);
        float[] one = run.threads(1).run(rows).classifier().probabilities(rows.texts());
        float[] three = run.threads(3).run(rows).classifier().probabilities(rows.texts());
        assertThat(three).isEqualTo(one);
    }

    @Test
    void everyLabelHasItsShareInEveryPart() {
        LabelledTexts rows = data(200, 4);
        List<int[]> folds = CrossValidation.folds(rows, 5, 1);
        assertThat(folds.stream().flatMapToInt(IntStream::of).sorted().toArray())
                .isEqualTo(IntStream.range(0, 200).toArray());
        for (String label : LABELS) {
            long all = rows.sets().stream().filter(set -> set.contains(label)).count();
            for (int[] fold : folds) {
                long here = IntStream.of(fold)
                        .filter(row -> rows.sets().get(row).contains(label))
                        .count();
                assertThat(Math.abs(here - all / 5.0)).isLessThan(2);
            }
        }
        int[][] split = Stratified.split(rows, .1, 3);
        assertThat(split[1].length).isBetween(17, 23);
        assertThat(Stratified.split(rows, .1, 3)).isDeepEqualTo(split);
        // A label of one row stays in the training part.
        LabelledTexts rare = LabelledTexts.multiLabel(
                List.of("a", "b", "c", "d"), List.of(List.of("x"), List.of("y"), List.of("y", "x"), List.of("once")));
        assertThat(Stratified.split(rare, .3, 1)[0]).contains(3);
    }

    @Test
    void foldsAreJudged() {
        CrossValidation result = CrossValidation.run(SmallData.run(Recipes.byName("mlp")), data(120, 1), 3);
        assertThat(result.microF1()).isGreaterThan(.8);
        assertThat(result.toString()).contains("micro F1");
    }

    @Test
    void strangeLabelsAreToldAndCounted() {
        TextClassifier classifier =
                SmallData.run(Recipes.byName("mlp")).run(data(120, 1)).classifier();
        LabelledTexts strange = LabelledTexts.multiLabel(
                List.of("cheap soup", "we went"), List.of(List.of("food", "price"), List.of("garden")));
        assertThatThrownBy(() -> classifier.evaluate(strange, UnseenLabels.FAIL))
                .hasMessageContaining("'garden'");
        Evaluation counted = classifier.evaluate(strange, UnseenLabels.COUNT_AS_WRONG);
        assertThat(counted.accuracy()).isEqualTo(.5);
        assertThat(counted.micro().recall()).isLessThan(1);
        assertThat(counted.warnings()).hasSize(1);
        // Of texts with one label each the set is that label.
        assertThat(classifier.evaluate(List.of("bread"), List.of("food"), UnseenLabels.FAIL))
                .isInstanceOf(MultiLabelEvaluation.class);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        TextClassifier single = SmallData.run(Recipes.byName("mlp"))
                .run(SmallData.of(60, 2, 1).texts(), SmallData.of(60, 2, 1).labels())
                .classifier();
        assertThatThrownBy(() -> single.evaluate(data(5, 1), UnseenLabels.FAIL)).hasMessageContaining("several labels");
        TrainingRun run = SmallData.run(Recipes.byName("mlp"));
        assertThatThrownBy(() -> run.classWeights(ClassWeights.BALANCED).prepare(data(60, 1)))
                .hasMessageContaining("thresholds are tuned");
        assertThatThrownBy(() ->
                        run.decision(DecisionOptions.DEFAULT.precision(.9)).prepare(data(60, 1)))
                .hasMessageContaining("each label has its threshold");
    }
}
