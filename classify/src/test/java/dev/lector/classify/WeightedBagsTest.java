// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.Model;
import dev.lector.nn.layers.Input;
import dev.lector.text.Encoding.Bag;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import dev.lector.text.VocabularyLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights of a bag's words are a part of the model file. */
class WeightedBagsTest {
    private static final List<String> TEXTS = List.of("a good film", "a bad film", "good acting, good film");

    @TempDir
    Path folder;

    private static TextClassifier classifier(Bag bag) {
        TextPipeline pipeline =
                TextPipeline.fit(List.of(), TokenRule.WORDS.ngrams(1, 2), bag, VocabularyLimits.NONE, TEXTS, 1);
        Model model = Model.sequential(
                        "bags",
                        Input.sparse(pipeline.width()),
                        Outputs.singleLabel(2).layer())
                .initialize(1);
        return new TextClassifier(pipeline, model, List.of("neg", "pos"), Map.of());
    }

    @Test
    void weightsAreSavedAndLoaded() throws IOException {
        for (Bag bag : List.of(Bag.TFIDF_SCIKIT, Bag.TFIDF_COURSE, Bag.TFIDF_KERAS, new Bag(Bag.Mode.LOG))) {
            TextClassifier classifier = classifier(bag);
            Path file = folder.resolve("m.lector");
            classifier.save(file);
            TextClassifier loaded = TextClassifier.load(file);
            assertThat(loaded.pipeline()).isEqualTo(classifier.pipeline());
            assertThat(loaded.probabilities(TEXTS)).isEqualTo(classifier.probabilities(TEXTS));
        }
    }
}
