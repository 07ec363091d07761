// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Split;
import dev.lector.text.data.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of docs/explain.md, on the sentences of MR in the folder that {@code LECTOR_DATA} names; else nothing. */
class ExplainMeasureTest {
    private static final int TEXTS = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"kim-cnn", "words-cnn", "multi-width-cnn", "lstm", "plain-lstm"})
    void firstNgramOfUnseenReviewsMattersMoreThanARandomOne(String name) throws IOException {
        String folder = System.getenv("LECTOR_DATA");
        if (folder == null) {
            System.out.println("Skipped: LECTOR_DATA is not set, so mr/mr.csv was not read.");
            return;
        }
        Documents documents = Documents.read(Path.of(folder, "mr/mr.csv"), DocumentOptions.LABELLED);
        Split split = Splits.folds(documents.labels(), 10, 1).split(0);
        LabelledTexts all = LabelledTexts.of(documents.texts(), documents.labels());
        LabelledTexts training = all.select(split.train());
        LabelledTexts test = all.select(split.test());
        TextClassifier classifier = new TrainingRun(ExplainMethodsTest.recipe(name))
                .run(training.texts(), training.labels())
                .classifier();
        double accuracy = classifier
                .evaluate(test.texts(), test.labels(), UnseenLabels.FAIL)
                .accuracy();
        System.out.printf("MR, fold 1 of 10, %s: accuracy %.2f %%%n", name, 100 * accuracy);
        List<String> texts = test.texts().subList(0, TEXTS);
        for (ExplainMethod method : ExplainMethod.values()) {
            Deletion found = Deletion.measure(classifier, texts, method);
            System.out.println("MR, " + name + ", " + found);
            assertThat(found.texts()).isGreaterThan(TEXTS / 2);
            assertThat(found.first()).as(found.toString()).isGreaterThan(found.random());
            // Behind a mask there is no way from padding to text: docs/explain.md.
            boolean sums = method == ExplainMethod.SHAPLEY
                    || method == ExplainMethod.INTEGRATED_GRADIENTS
                            && !classifier.logits().masked();
            assertThat(found.missed() == 0 || !sums).as(found.toString()).isTrue();
        }
    }
}
