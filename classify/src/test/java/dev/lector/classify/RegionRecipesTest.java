// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Model;
import dev.lector.nn.Weight;
import dev.lector.nn.layers.NgramSums;
import dev.lector.nn.layers.WordRegions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes {@code seq-cnn} and {@code seq2-bown-cnn}: their networks, their training loop, their files. */
class RegionRecipesTest {
    @TempDir
    Path folder;

    private static TrainingRun run(String recipe) {
        return SmallData.run(Recipes.byName(recipe)).validationShare(0);
    }

    @Test
    void theOrderOfWordsCounts() {
        // Each word stands in both classes; which stands first decides.
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        String[] fillers = {"the", "film", "was", "seen", "by", "us"};
        for (int i = 0; i < 200; i++) {
            String before = fillers[i % 6] + " " + fillers[i / 6 % 6];
            texts.add(before + (i % 2 == 0 ? " not good " : " good not ") + fillers[i / 2 % 6]);
            labels.add(i % 2 == 0 ? "bad" : "fine");
        }
        for (String recipe : List.of("seq-cnn", "seq2-bown-cnn")) {
            TextClassifier classifier = run(recipe).run(texts, labels).classifier();
            assertThat(classifier.predict("us us us good not us").label())
                    .as(recipe)
                    .isEqualTo("fine");
            assertThat(classifier.predict("us us us not good us").label())
                    .as(recipe)
                    .isEqualTo("bad");
        }
    }

    @Test
    void theNetworkIsThatOfThePaper() {
        SmallData data = SmallData.of(60, 2, 1);
        Model model = run("seq2-bown-cnn")
                .set("epochs", "1")
                .run(data.texts(), data.labels())
                .classifier()
                .model();
        assertThat(model.nodes().stream().map(node -> node.layer().className()))
                .containsExactlyInAnyOrder(
                        "InputLayer",
                        "WordRegions",
                        "Activation",
                        "ResponseNormalization",
                        "WordRegions",
                        "Activation",
                        "ResponseNormalization",
                        "NgramSums",
                        "Activation",
                        "ResponseNormalization",
                        "Concatenate",
                        "Dropout",
                        "Dense");
        List<Integer> widths = model.nodes().stream()
                .filter(node -> node.layer() instanceof WordRegions)
                .map(node -> ((WordRegions) node.layer()).width())
                .toList();
        assertThat(widths).containsExactly(2, 3);
        NgramSums ngrams = (NgramSums) model.nodes().stream()
                .filter(node -> node.layer() instanceof NgramSums)
                .findFirst()
                .orElseThrow()
                .layer();
        assertThat(ngrams.longest()).isEqualTo(3);
        assertThat(ngrams.units()).isEqualTo(20);
    }

    /** Only the rows of words that stand in a text may move, and of rare ones only those places that were met. */
    @Test
    void weightsWithoutAGradientStayWhereTheyBegan() {
        List<String> texts = List.of("alpha beta gamma", "gamma beta alpha", "alpha beta", "beta alpha");
        List<String> labels = List.of("a", "b", "a", "b");
        TrainingRun run =
                run("seq-cnn").set("epochs", "3").set("batch-size", "2").set("min-count", "1");
        PreparedTraining prepared = run.prepare(LabelledTexts.of(texts, labels));
        float[] before = prepared.model().weights().get(0).values().clone();
        float[] after = prepared.run().classifier().model().weights().get(0).values();
        int row = 3 * 24;
        assertThat(Arrays.copyOf(after, row)).as("padding").containsOnly(0);
        // Id 1 is that of unknown words, which no training text has.
        assertThat(Arrays.copyOfRange(after, row, 2 * row)).containsExactly(Arrays.copyOfRange(before, row, 2 * row));
        assertThat(Arrays.copyOfRange(after, 2 * row, 3 * row))
                .isNotEqualTo(Arrays.copyOfRange(before, 2 * row, 3 * row));
    }

    @Test
    void aModelFileAnswersAlike() throws IOException {
        SmallData data = SmallData.of(120, 3, 4);
        for (String recipe : List.of("seq-cnn", "seq2-bown-cnn")) {
            TextClassifier classifier =
                    run(recipe).run(data.texts(), data.labels()).classifier();
            Path file = folder.resolve(recipe + ".lector");
            classifier.save(file);
            TextClassifier read = TextClassifier.load(file);
            List<String> texts = new ArrayList<>(data.texts().subList(0, 20));
            texts.addAll(List.of("", "words that nobody knows", "film"));
            float[] expected = classifier.probabilities(texts);
            assertThat(read.probabilities(texts)).containsExactly(expected, within(0f));
            assertThat(read.predict("").noEvidence()).isTrue();
            Explanation why = read.explain(data.texts().get(0));
            assertThat(why.ngrams()).isNotEmpty();
        }
    }

    @Test
    void ngramsAreLimited() {
        SmallData data = SmallData.of(60, 2, 5);
        Trained all = run("seq2-bown-cnn").set("epochs", "1").run(data.texts(), data.labels());
        Trained few =
                run("seq2-bown-cnn").set("epochs", "1").set("features", "10").run(data.texts(), data.labels());
        assertThat(all.report().toString()).contains("of the training texts right");
        assertThat(keys(all)).isGreaterThan(20);
        assertThat(keys(few)).isBetween(1L, 10L);
    }

    private static long keys(Trained trained) {
        Weight keys = trained.classifier().model().weights().stream()
                .filter(weight -> weight.name().endsWith("/keys"))
                .findFirst()
                .orElseThrow();
        long count = 0;
        for (float key : keys.values()) {
            count += key != 0 ? 1 : 0;
        }
        return count;
    }
}
