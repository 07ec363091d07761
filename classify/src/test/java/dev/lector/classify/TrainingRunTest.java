// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.train.History;
import dev.lector.nn.train.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Recipe MLP = Recipes.byName("mlp");

    @TempDir
    Path folder;

    private static TrainingRun run() {
        return SmallData.run(MLP).set("epochs", "3");
    }

    @Test
    void readmeExampleLearnsFromAHandfulOfTexts() {
        List<String> texts = List.of(
                "where is my parcel",
                "the parcel never came",
                "my parcel is late",
                "when will the parcel arrive",
                "I want my money back",
                "please refund me",
                "refund the money",
                "give me a refund");
        List<String> labels =
                List.of("delivery", "delivery", "delivery", "delivery", "refund", "refund", "refund", "refund");
        TextClassifier classifier = TextClassifier.train(texts, labels);
        assertThat(classifier.labels()).containsExactly("delivery", "refund");
        assertThat(classifier.predict("is the parcel late").label()).isEqualTo("delivery");
        assertThat(classifier.predict("I want a refund").label()).isEqualTo("refund");
    }

    @Test
    void whatCannotBeLearntIsRefused() {
        assertThatThrownBy(() -> run().run(List.of(), List.of())).hasMessageContaining("Received: rows=0");
        assertThatThrownBy(() -> run().run(List.of("a"), List.of())).hasMessageContaining("texts=1, labels=0");
        assertThatThrownBy(() -> run().run(List.of("a", "b"), List.of("x", "x")))
                .hasMessageContaining("two different labels. Received: ['x'] in all 2 rows");
        assertThatThrownBy(() -> run().run(List.of("a", "b", "c"), List.of("x", "y", "z")))
                .hasMessageContaining("this looks like a text or a number column");
        assertThatThrownBy(() -> run().run(List.of("a", "b"), List.of("x", " ")))
                .hasMessageContaining("an empty label in row 2, text='b'");
    }

    @Test
    void doubtsAreTold() {
        List<String> texts = new ArrayList<>(SmallData.of(60, 2, 1).texts());
        List<String> labels = new ArrayList<>(SmallData.of(60, 2, 1).labels());
        Collections.addAll(texts, "only one", "", texts.get(0), "blank before");
        Collections.addAll(labels, "rare", "pos", "pos", " Pos");
        List<String> warnings = run().prepare(texts, labels).outlook().warnings();
        assertThat(warnings)
                .anyMatch(one -> one.startsWith("2 labels stand in one row only") && one.contains("'rare'"))
                .anyMatch(one -> one.contains("blanks or capitals") && one.contains("[' Pos', 'pos']"))
                .anyMatch(one -> one.equals("1 texts are empty."))
                .anyMatch(one -> one.startsWith("1 texts stand there more than once with different labels"));
    }

    @Test
    void splitIsStratifiedAndVocabularyIsOfTheTrainingPart() {
        SmallData data = SmallData.of(100, 2, 1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(data.texts().get(i) + " number" + i);
        }
        PreparedTraining prepared = run().validationShare(.2).prepare(texts, data.labels());
        assertThat(prepared.outlook().trainingRows()).isEqualTo(80);
        assertThat(prepared.outlook().validationRows()).isEqualTo(20);
        Trained trained = prepared.run();
        assertThat(trained.classifier().pipeline().vocabulary().words().stream()
                        .filter(word -> word.startsWith("number")))
                .hasSize(80);
        Evaluation validation = trained.report().validation();
        assertThat(validation.classes().get(0).rows()).isEqualTo(10);
        assertThat(trained.report().outlook().toString()).contains("80 training and 20 validation rows, 2 labels");
        assertThat(Json.read(Json.write(trained.report().toMap()))).isInstanceOf(Map.class);
        assertThat(trained.report().toString()).contains("Validation", "accuracy");
        assertThat(prepared.estimateSeconds()).isPositive();
    }

    @Test
    void labelSeenOnlyInValidationCountsAsWrong() {
        SmallData data = SmallData.of(60, 2, 1);
        Trained trained = run().validation(
                        List.of("a superb film", "boring", "late order"), List.of("pos", "neg", "shop"))
                .run(data.texts(), data.labels());
        assertThat(trained.report().outlook().warnings())
                .anyMatch(one -> one.startsWith("1 validation rows have a label that no training row has"));
        assertThat(trained.report().validation().rows()).isEqualTo(3);
        assertThat(trained.report().validation().accuracy()).isLessThanOrEqualTo(2 / 3.0);
        assertThat(trained.report().validation().labels()).containsExactly("neg", "pos", "shop");
        assertThat(trained.classifier().labels()).containsExactly("neg", "pos");
    }

    @Test
    void duplicatesAcrossTheSplitAreTold() {
        SmallData data = SmallData.of(30, 2, 1);
        TrainingRun run =
                run().validation(data.texts().subList(0, 5), data.labels().subList(0, 5));
        assertThat(run.prepare(data.texts(), data.labels()).outlook().warnings())
                .anyMatch(one -> one.startsWith("5 of 5 validation texts also stand in the training part"));
    }

    @Test
    void withoutValidationAllEpochsAreRun() {
        SmallData data = SmallData.of(40, 2, 1);
        Trained trained = run().validationShare(0).run(data.texts(), data.labels());
        assertThat(trained.report().history().epochs()).hasSize(3);
        assertThat(trained.report().validation()).isNull();
        assertThat(trained.report().outlook().warnings()).anyMatch(one -> one.startsWith("No rows are left"));
    }

    @Test
    void fewRowsGetMoreEpochsUnlessTheUserSays() {
        SmallData data = SmallData.of(20, 2, 1);
        PreparedTraining more = new TrainingRun(MLP).prepare(data.texts(), data.labels());
        assertThat(more.outlook().epochs()).isEqualTo(600);
        assertThat(more.outlook().notes()).anyMatch(note -> note.startsWith("epochs 600 instead of 20"));
        assertThat(run().prepare(data.texts(), data.labels()).outlook().epochs())
                .isEqualTo(3);
    }

    @Test
    void bestEpochGoesByAccuracyOnlyWithEnoughRows() {
        SmallData data = SmallData.of(40, 2, 1);
        TrainingRun cnn = SmallData.run(Recipes.byName("words-cnn"));
        assertThat(cnn.prepare(data.texts(), data.labels()).outlook().notes())
                .anyMatch(
                        note -> note.startsWith("The best epoch is that of least validation loss: 4 validation rows"));
        assertThat(cnn.set("monitor", "accuracy")
                        .prepare(data.texts(), data.labels())
                        .outlook()
                        .notes())
                .noneMatch(note -> note.startsWith("The best epoch"));
        SmallData many = SmallData.of(400, 2, 2);
        TrainingReport report = SmallData.run(MLP)
                .set("monitor", "accuracy")
                .validation(many.texts(), many.labels())
                .run(data.texts(), data.labels())
                .report();
        double[] accuracies = report.history().values("val_accuracy");
        for (double accuracy : accuracies) {
            assertThat(accuracy).isLessThanOrEqualTo(accuracies[report.bestEpoch() - 1]);
        }
        assertThat(report.validation().accuracy()).isCloseTo(accuracies[report.bestEpoch() - 1], within(1e-6));
    }

    @Test
    void resumedTrainingGivesTheSameBits() {
        SmallData data = SmallData.of(80, 2, 1);
        TrainingRun run = run().set("epochs", "4").set("patience", "0");
        float[] whole = run.run(data.texts(), data.labels()).classifier().probabilities(data.texts());

        Path checkpoint = folder.resolve("training.checkpoint");
        int[] epochs = {0};
        ProgressListener counter = new ProgressListener() {
            @Override
            public void epochDone(History.Epoch epoch) {
                epochs[0]++;
            }
        };
        Trained stopped = run.checkpoint(checkpoint, true)
                .listener(counter)
                .stop(() -> epochs[0] >= 2)
                .run(data.texts(), data.labels());
        assertThat(stopped.report().history().end()).isEqualTo(History.End.CANCELLED);
        assertThat(Files.exists(checkpoint)).isTrue();
        Trained resumed = run.checkpoint(checkpoint, true).run(data.texts(), data.labels());
        assertThat(resumed.classifier().probabilities(data.texts())).isEqualTo(whole);
    }

    @Test
    void resumedWithOtherRowsOrOptionsIsRefusedByName() {
        SmallData data = SmallData.of(80, 2, 1);
        Path checkpoint = folder.resolve("other.checkpoint");
        TrainingRun run = run().set("epochs", "2").set("patience", "0").checkpoint(checkpoint, true);
        run.run(data.texts(), data.labels());
        List<String> other = new ArrayList<>(data.texts());
        other.set(5, other.get(5) + " indeed");
        assertThatThrownBy(() -> run.run(other, data.labels()))
                .hasMessageContaining("the settings and data it began with. Received: rows-sha256=")
                .hasMessageEndingWith("Use the same, or begin anew.");
        assertThatThrownBy(() -> run.set("learning-rate", "0.5").run(data.texts(), data.labels()))
                .hasMessageContaining("Received: learning-rate=0.5, the checkpoint has ");
        assertThat(run.set("epochs", "3")
                        .run(data.texts(), data.labels())
                        .report()
                        .history()
                        .epochs())
                .hasSize(3);
    }

    @Test
    void endInTheFirstEpochIsAnError() {
        SmallData data = SmallData.of(80, 2, 1);
        assertThatThrownBy(() -> run().stop(() -> true).run(data.texts(), data.labels()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must finish its first epoch");
    }

    @Test
    void lossThatIsNotFiniteIsAnError() {
        SmallData data = SmallData.of(80, 3, 1);
        TrainingRun run = SmallData.run(Recipes.byName("words-cnn")).set("learning-rate", "1e-9");
        // No recipe blows up at a learning rate that its options allow, so the network is fed a weight that is not a
        // number.
        PreparedTraining prepared = run.prepare(data.texts(), data.labels());
        prepared.model().weights().get(1).values()[0] = Float.NaN;
        assertThatThrownBy(prepared::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The loss must stay finite")
                .hasMessageContaining("Lower learning-rate");
    }

    @Test
    void crossValidationJudgesEveryRowOnce() {
        SmallData data = SmallData.of(91, 2, 1);
        CrossValidation folds = CrossValidation.run(run(), data.texts(), data.labels(), 3);
        assertThat(folds.folds()).hasSize(3);
        assertThat(folds.folds().stream().mapToInt(Evaluation::rows).sum()).isEqualTo(91);
        assertThat(folds.folds()).allMatch(fold -> fold.rows() == 30 || fold.rows() == 31);
        assertThat(folds.accuracy()).isBetween(folds.lowest(), folds.highest());
        assertThat(folds.accuracy()).isGreaterThan(.8);
        assertThat(folds.toString()).contains("fold  3", "mean");
        assertThat(folds.toMap()).containsKeys("accuracy", "macroF1", "microF1", "seconds");

        List<int[]> twice = List.of(new int[] {0, 1}, new int[] {1, 2});
        assertThatThrownBy(() -> CrossValidation.run(
                        run(), List.of("a", "b", "c"), List.of("x", "y", "x"), twice, (evaluation, fold) -> {}))
                .hasMessageContaining("Received: row 1 in 2 folds");
        assertThatThrownBy(() -> CrossValidation.run(run(), data.texts(), data.labels(), 1))
                .hasMessageContaining("folds=1");
    }

    @Test
    void stratifiedPartsHaveEveryLabelsShare() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            labels.add(i < 70 ? "a" : i < 100 ? "b" : i < 102 ? "c" : "d");
        }
        int[][] split = Stratified.split(labels, .1, 5);
        assertThat(split[1]).hasSize(7 + 3);
        assertThat(Stratified.split(labels, .1, 5)).isDeepEqualTo(split);
        assertThat(Stratified.split(labels, .1, 6)[1]).isNotEqualTo(split[1]);
    }
}
