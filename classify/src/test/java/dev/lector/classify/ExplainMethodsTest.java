// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainMethodsTest {
    private static final Map<String, TextClassifier> TRAINED = new HashMap<>();

    /** The texts and the training of words-cnn, another network. */
    record Other(String name, Recipe words) implements Recipe {
        Other(String name) {
            this(name, Recipes.byName("words-cnn"));
        }

        @Override
        public String summary() {
            return name;
        }

        @Override
        public String description() {
            return name;
        }

        @Override
        public List<RecipeOption> options() {
            return words.options();
        }

        @Override
        public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
            return words.fit(settings, texts);
        }

        @Override
        public Optimizer optimizer(RecipeSettings settings) {
            return words.optimizer(settings);
        }

        @Override
        public Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
            Node ids = Input.ids(pipeline.width()).node("words");
            boolean masked = name.equals("masked-lstm");
            Node vectors = ids.then(new Embedding(pipeline.idCount(), settings.integer("dimensions")).maskZero(masked));
            Node top;
            if (name.equals("several-widths") || name.equals("multi-width-cnn")) {
                List<Node> sides = new ArrayList<>();
                for (int width = 2; width <= 5; width++) {
                    Conv1D side = new Conv1D(settings.integer("filters"), width)
                            .padding(Padding.SAME)
                            .activation(Activation.RELU);
                    sides.add(vectors.then(side));
                }
                top = Node.of(new Concatenate(), sides.toArray(new Node[0]))
                        .then(new GlobalMaxPooling1D())
                        .then(new Dense(settings.integer("filters")).activation(Activation.RELU));
            } else {
                top = vectors.then(new LSTM(32));
            }
            return Model.of(name, ids, top.then(outputs.layer()));
        }
    }

    static Recipe recipe(String name) {
        return Recipes.all().stream().anyMatch(one -> one.name().equals(name)) ? Recipes.byName(name) : new Other(name);
    }

    private static TextClassifier trained(String name, int labels) {
        return TRAINED.computeIfAbsent(name + labels, key -> {
            SmallData data = SmallData.of(150, labels, 1);
            TrainingRun run = SmallData.run(recipe(name));
            if (recipe(name) instanceof Other) {
                run.set("dimensions", "12").set("filters", "12").set("steps", "16");
            }
            return run.run(data.texts(), data.labels()).classifier();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-cnn", "kim-cnn", "average", "several-widths", "plain-lstm"})
    void integratedGradientsSumToTheDifference(String name) {
        for (int labels = 2; labels <= 3; labels++) {
            TextClassifier classifier = trained(name, labels);
            for (String text : SmallData.of(10, labels, 6).texts()) {
                for (String label : classifier.labels()) {
                    Explanation why = classifier.explain(text, label, ExplainMethod.INTEGRATED_GRADIENTS);
                    double sum = why.ngrams().stream()
                            .mapToDouble(Explanation.Ngram::share)
                            .sum();
                    double difference = why.logOdds() - why.logOddsWithoutText();
                    assertThat(sum).isCloseTo(difference, within(.01 * Math.abs(difference) + 1e-3));
                    assertThat(why.missing()).isZero();
                }
            }
        }
    }

    @Test
    void maskedRecurrenceIsExplainedByShapleyAndWhatIsMissingIsTold() {
        TextClassifier classifier = trained("masked-lstm", 2);
        String text = SmallData.of(1, 2, 6).texts().get(0);
        assertThat(classifier.explain(text).method()).isEqualTo(ExplainMethod.SHAPLEY);
        Explanation why = classifier.explain(text, "pos", ExplainMethod.INTEGRATED_GRADIENTS);
        double sum = why.ngrams().stream().mapToDouble(Explanation.Ngram::share).sum();
        double difference = why.logOdds() - why.logOddsWithoutText();
        if (why.missing() != 0) {
            assertThat(sum + why.missing()).isCloseTo(difference, within(1e-9));
            assertThat(why.toString()).contains("(in no share)");
        } else {
            assertThat(sum).isCloseTo(difference, within(.01 * Math.abs(difference) + 1e-3));
        }
    }

    @Test
    void methodSuitsTheNetwork() {
        String text = SmallData.of(1, 2, 6).texts().get(0);
        assertThat(trained("plain-lstm", 2).explain(text).method()).isEqualTo(ExplainMethod.INTEGRATED_GRADIENTS);
        assertThat(trained("kim-cnn", 2).explain(text).method()).isEqualTo(ExplainMethod.SHAPLEY);
        assertThat(trained("mlp", 2).explain(text).method()).isEqualTo(ExplainMethod.SHAPLEY);
        assertThatThrownBy(() -> trained("mlp", 2).explain(text, "pos", ExplainMethod.INTEGRATED_GRADIENTS))
                .hasMessageContaining("Use the method shapley");
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-cnn", "mlp"})
    void occlusionIsWhatIsLostWithoutTheWord(String name) {
        TextClassifier classifier = trained(name, 2);
        for (String text : SmallData.of(5, 2, 6).texts()) {
            Explanation why = classifier.explain(text, "pos", ExplainMethod.OCCLUSION);
            for (Explanation.Ngram ngram : why.ngrams()) {
                if (ngram.words() == 1) {
                    String blank = text.substring(0, ngram.start()) + "qwertz" + text.substring(ngram.end());
                    // In a row of ids the others move up by one place, which a global maximum feels little.
                    double lost = why.logOdds()
                            - classifier
                                    .explain(blank, "pos", ExplainMethod.OCCLUSION)
                                    .logOdds();
                    assertThat(ngram.share()).isCloseTo(lost, within(name.equals("mlp") ? 1e-4 : 2));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-cnn", "kim-cnn", "several-widths", "plain-lstm"})
    void noEvidenceHasNoShares(String name) {
        for (ExplainMethod method : ExplainMethod.values()) {
            Explanation why = trained(name, 2).explain("qwertz", "pos", method);
            assertThat(why.noEvidence()).isTrue();
            assertThat(why.missing()).isZero();
            assertThat(why.logOdds()).isEqualTo(why.logOddsWithoutText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-cnn", "kim-cnn", "several-widths", "plain-lstm"})
    void firstNgramMattersMoreThanARandomOne(String name) {
        TextClassifier classifier = trained(name, 2);
        for (ExplainMethod method : ExplainMethod.values()) {
            Deletion found = Deletion.measure(classifier, SmallData.of(60, 2, 7).texts(), method);
            System.out.println("Made-up texts, " + name + ", " + found);
            assertThat(found.first()).as(found.toString()).isGreaterThan(found.random() + .2);
            assertThat(found.firstDrop()).as(found.toString()).isGreaterThan(found.randomDrop());
        }
    }
}
