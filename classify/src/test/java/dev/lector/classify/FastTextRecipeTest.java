// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lector.classify.fasttext.FastTextFile;
import dev.lector.classify.fasttext.FastTextModel;
import dev.lector.text.HashedNgrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipe {@code fasttext}: every loss, both ways of running, its files. */
class FastTextRecipeTest {
    private static final Recipe RECIPE = Recipes.byName("fasttext");

    @TempDir
    Path folder;

    private static TrainingRun run(String loss) {
        return SmallData.run(RECIPE)
                .set("loss", loss)
                .set("tokens", "blanks")
                .set("wordNgrams", "2")
                .set("bucket", "1000")
                .validationShare(0);
    }

    @ParameterizedTest
    @CsvSource({"softmax,2", "softmax,3", "hs,2", "hs,3", "ova,2", "ova,3"})
    void everyLossLearnsAndItsFileAnswersAlike(String loss, int classes) throws IOException {
        SmallData train = SmallData.of(400, classes, 1);
        SmallData test = SmallData.of(200, classes, 2);
        TextClassifier classifier = run(loss).run(train.texts(), train.labels()).classifier();
        Evaluation evaluation = classifier.evaluate(test.texts(), test.labels(), UnseenLabels.COUNT_AS_WRONG);
        assertTrue(evaluation.accuracy() > .9, loss + ": " + evaluation.accuracy());

        Path file = folder.resolve("model.bin");
        FastTextFile.write(classifier, file);
        TextClassifier read = TextClassifier.load(file);
        for (String text : List.of(test.texts().get(0), test.texts().get(1), "", "nothing of this was there")) {
            for (String label : classifier.labels()) {
                double expected = classifier.predict(text).probabilities().get(label);
                assertEquals(expected, read.predict(text).probabilities().get(label), 1e-5, loss);
            }
        }
        FastTextModel.Answer best =
                FastTextFile.read(file).predict(test.texts().get(0), 1).get(0);
        assertEquals(classifier.predict(test.texts().get(0)).label(), best.label());
    }

    @Test
    void deterministicGivesTheSameBitsOnAnyNumberOfThreads() {
        SmallData data = SmallData.of(600, 3, 3);
        float[] one = weights(run("softmax").threads(1), data);
        assertArrayEquals(one, weights(run("softmax").threads(3), data));
    }

    @Test
    void threadsWithoutLocksLearnAsWell() {
        SmallData train = SmallData.of(1_000, 3, 4);
        SmallData test = SmallData.of(300, 3, 5);
        TextClassifier classifier = run("softmax")
                .threads(4)
                .set("deterministic", "false")
                .run(train.texts(), train.labels())
                .classifier();
        Evaluation evaluation = classifier.evaluate(test.texts(), test.labels(), UnseenLabels.COUNT_AS_WRONG);
        assertTrue(evaluation.accuracy() > .9, "accuracy " + evaluation.accuracy());
    }

    private static float[] weights(TrainingRun run, SmallData data) {
        return run.run(data.texts(), data.labels())
                .classifier()
                .model()
                .weights()
                .get(0)
                .values();
    }

    @Test
    void onlyBucketsOfTheTrainingTextsHaveRows() {
        SmallData data = SmallData.of(300, 2, 6);
        TextClassifier classifier = run("softmax")
                .set("bucket", "100000")
                .run(data.texts(), data.labels())
                .classifier();
        HashedNgrams features = (HashedNgrams) classifier.pipeline().encoding();
        assertEquals(100_000, features.buckets().count());
        assertTrue(features.buckets().columns() < 2_000, features.toString());
        // n-grams that are not known count: the more of them, the less is said.
        double known = classifier.predict("superb great").probabilities().get("pos");
        double diluted = classifier
                .predict("superb great xylophone qwertz asdf yxcv")
                .probabilities()
                .get("pos");
        assertTrue(known > diluted && diluted > .5, known + " " + diluted);
    }

    @Test
    void aRateThatIsTooHighIsNamed() {
        SmallData data = SmallData.of(300, 3, 7);
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> run("softmax")
                                .set("lr", "100")
                                .set("epoch", "400")
                                .run(data.texts(), data.labels()))
                .getMessage();
        assertTrue(message.contains("Lower lr"), message);
    }

    @Test
    void whatFastTextCannotReadIsNotWrittenForIt() {
        SmallData data = SmallData.of(100, 2, 8);
        TextClassifier cleaned =
                SmallData.run(RECIPE).run(data.texts(), data.labels()).classifier();
        String message = assertThrows(
                        IllegalArgumentException.class, () -> FastTextFile.write(cleaned, folder.resolve("model.bin")))
                .getMessage();
        assertTrue(message.contains("tokens=blanks"), message);
    }
}
