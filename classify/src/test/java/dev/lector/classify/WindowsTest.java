// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import dev.lector.text.TracedWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long texts that are read by windows. */
class WindowsTest {
    private static final int STEPS = 8;
    private static final Map<String, Trained> TRAINED = new LinkedHashMap<>();

    /** Texts of up to five pieces, all of one class. */
    private static SmallData longTexts(int rows, int classes, long seed) {
        SmallData pieces = SmallData.of(rows * 5 * classes, classes, seed);
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> own = new ArrayList<>();
            for (int piece = 0; piece <= row % 5; piece++) {
                own.add(pieces.texts().get(classes * (row * 5 + piece) + row % classes));
            }
            texts.add(String.join(" ", own));
        }
        return new SmallData(texts, pieces.labels().subList(0, rows));
    }

    private static TrainingRun run(String recipe, String pooling) {
        TrainingRun run = SmallData.run(Recipes.byName(recipe)).set("epochs", "6");
        return run.set("steps", Integer.toString(recipe.equals("words-cnn") ? 10 : STEPS))
                .set("keep", "windows")
                .set("window-pooling", pooling);
    }

    private static Trained trained(String recipe, int classes, String pooling) {
        return TRAINED.computeIfAbsent(recipe + classes + pooling, key -> {
            SmallData data = longTexts(150, classes, 3);
            return run(recipe, pooling).run(data.texts(), data.labels());
        });
    }

    /** The windows of a text, each as a text of its own. */
    private static List<String> pieces(TextClassifier classifier, String text) {
        return classifier.pipeline().traceWindows(text).stream()
                .map(TracedWindow::tokens)
                .map(tokens -> tokens.stream().map(TracedToken::word).collect(Collectors.joining(" ")))
                .toList();
    }

    /** The plain twin: windows answered one by one by a classifier without windows, and pooled by the definition. */
    private static double[] plain(TextClassifier classifier, String text) {
        Encoding.Ids ids = (Encoding.Ids) classifier.pipeline().encoding();
        TextPipeline oneRow = classifier
                .pipeline()
                .encoding(new Encoding.Ids(ids.steps(), ids.padding(), ids.truncating(), ids.unknown()));
        TextClassifier single = new TextClassifier(
                oneRow, classifier.model(), classifier.labels(), classifier.multiLabel(), Decision.DEFAULT, Map.of());
        int labels = classifier.labels().size();
        double[] pooled = new double[labels];
        double surest = -1;
        List<String> pieces = pieces(classifier, text);
        for (String piece : pieces) {
            List<Double> p = single.predict(piece).probabilities().values().stream()
                    .map(one -> Math.max(0x1p-24, Math.min(1 - 0x1p-24, one)))
                    .toList();
            double highest = Collections.max(p);
            for (int c = 0; c < labels; c++) {
                if (classifier.pooling() == Pooling.MEAN) {
                    double odds = classifier.multiLabel() ? 1 - p.get(c) : 1;
                    pooled[c] += Math.log(p.get(c) / odds) / pieces.size();
                } else if (classifier.multiLabel()) {
                    pooled[c] = Math.max(pooled[c], p.get(c));
                } else if (highest > surest) {
                    pooled[c] = p.get(c);
                }
            }
            surest = Math.max(surest, highest);
        }
        if (classifier.pooling() == Pooling.MEAN) {
            double sum = 0;
            for (int c = 0; c < labels; c++) {
                pooled[c] = classifier.multiLabel() ? 1 / (1 + Math.exp(-pooled[c])) : Math.exp(pooled[c]);
                sum += pooled[c];
            }
            for (int c = 0; c < labels && !classifier.multiLabel(); c++) {
                pooled[c] /= sum;
            }
        }
        return pooled;
    }

    private static void assertTwins(TextClassifier classifier, List<String> texts) {
        List<Prediction> all = classifier.predictAll(texts);
        float[] probabilities = classifier.probabilities(texts);
        for (int t = 0; t < texts.size(); t++) {
            double[] plain = plain(classifier, texts.get(t));
            List<Double> one =
                    List.copyOf(classifier.predict(texts.get(t)).probabilities().values());
            for (int c = 0; c < plain.length; c++) {
                assertThat(one.get(c)).isCloseTo(plain[c], within(2e-5));
                assertThat(probabilities[t * plain.length + c]).isCloseTo((float) plain[c], within(2e-5f));
            }
            assertThat(all.get(t).probability()).isCloseTo(Collections.max(one), within(1e-6));
        }
        assertThat(classifier.predictAll(texts, 1)).isEqualTo(classifier.predictAll(texts, 3));
    }

    @ParameterizedTest
    @CsvSource({"average,2,mean", "average,3,mean", "words-cnn,2,max", "words-cnn,3,max", "gru,2,mean", "kim-cnn,3,max"
    })
    void windowsAnsweredOneByOneGiveTheSame(String recipe, int classes, String pooling) {
        TextClassifier classifier = trained(recipe, classes, pooling).classifier();
        List<String> texts = new ArrayList<>(longTexts(20, classes, 9).texts());
        texts.addAll(List.of("", "qwertz zxcv", "superb"));
        assertThat(pieces(classifier, texts.get(4)).size()).isGreaterThan(3);
        assertTwins(classifier, texts);
        assertThat(classifier.predict("qwertz").noEvidence()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"mean", "max"})
    void textsMayHaveSeveralLabels(String pooling) {
        LabelledTexts data = MultiLabelTest.data(120, 1);
        TextClassifier classifier = run("average", pooling)
                .set("steps", "5")
                .set("window-overlap", "1")
                .set("epochs", "15")
                .run(data)
                .classifier();
        List<String> texts = MultiLabelTest.data(20, 2).texts();
        assertTwins(classifier, texts);
        assertSharesSum(classifier, texts.subList(0, 5));
    }

    /** Validation says what the evaluation of the classifier says: the figures are those of texts. */
    @ParameterizedTest
    @CsvSource({"average,2,mean", "words-cnn,3,max"})
    void validationIsOfTexts(String recipe, int classes, String pooling) {
        SmallData data = longTexts(150, classes, 3);
        SmallData held = longTexts(90, classes, 4);
        Trained trained =
                run(recipe, pooling).validation(held.texts(), held.labels()).run(data.texts(), data.labels());
        TrainingReport report = trained.report();
        double said = report.history().values("val_accuracy")[report.bestEpoch() - 1];
        assertThat(report.validation().rows()).isEqualTo(90);
        assertThat(said).isCloseTo(report.validation().accuracy(), within(1e-6));
        assertThat(report.outlook().notes()).anyMatch(note -> note.contains("one window of each text is drawn"));
        float[] p = trained.classifier().probabilities(held.texts());
        double loss = 0;
        for (int row = 0; row < 90; row++) {
            loss -= Math.log(p[
                            row * classes
                                    + trained.classifier()
                                            .labels()
                                            .indexOf(held.labels().get(row))])
                    / 90;
        }
        assertThat(report.history().values("val_loss")[report.bestEpoch() - 1]).isCloseTo(loss, within(1e-4));
    }

    @Test
    void aTextsWeightIsThatOfItsWindows() {
        SmallData data = longTexts(30, 2, 5);
        TextClassifier classifier = trained("average", 2, "mean").classifier();
        TextRows rows = new TrainingRows(classifier.labels())
                .of(
                        LabelledTexts.of(data.texts(), data.labels()),
                        classifier.pipeline(),
                        classifier.model(),
                        new TrainingRun(Recipes.byName("average")),
                        false);
        assertThat(rows.windows()).isTrue();
        assertThat(rows.weighted(null)).isSameAs(rows);
        float[] ofTexts = new float[30];
        for (int t = 0; t < 30; t++) {
            ofTexts[t] = t + 1;
        }
        float[] weights = rows.weighted(ofTexts).dataset().targets().get(0).sampleWeights();
        for (int t = 0; t < 30; t++) {
            for (int row = rows.starts()[t]; row < rows.starts()[t + 1]; row++) {
                assertThat(weights[row]).isEqualTo(ofTexts[t]);
            }
        }
    }

    private static void assertSharesSum(TextClassifier classifier, List<String> texts) {
        for (String text : texts) {
            for (String label : classifier.labels()) {
                for (ExplainMethod method : List.of(ExplainMethod.SHAPLEY, ExplainMethod.INTEGRATED_GRADIENTS)) {
                    Explanation why = classifier.explain(text, label, method);
                    double sum = why.ngrams().stream()
                            .mapToDouble(Explanation.Ngram::share)
                            .sum();
                    double difference = why.logOdds() - why.logOddsWithoutText();
                    assertThat(sum).isCloseTo(difference, within(.01 * Math.abs(difference) + 1e-3));
                    double p = why.probability();
                    if (p > 1e-4 && p < 1 - 1e-4) {
                        assertThat(why.logOdds()).isCloseTo(Math.log(p / (1 - p)), within(.01));
                    }
                    for (Explanation.Ngram ngram : why.ngrams()) {
                        assertThat(text.substring(ngram.start(), ngram.end())).isEqualTo(ngram.text());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"average,2,mean", "average,3,mean", "words-cnn,2,max", "words-cnn,3,max"})
    void sharesOfTheWholeTextSumToItsLogOdds(String recipe, int classes, String pooling) {
        TextClassifier classifier = trained(recipe, classes, pooling).classifier();
        List<String> texts = longTexts(5, classes, 9).texts();
        assertSharesSum(classifier, texts.subList(2, 5));
        String text = texts.get(4);
        int end = classifier.explain(text).ngrams().stream()
                .mapToInt(Explanation.Ngram::end)
                .max()
                .orElseThrow();
        if (pooling.equals("mean")) {
            assertThat(text.length() - end).isLessThan(8);
        }
    }

    @Test
    void poolingIsSavedAndMayBeChanged(@TempDir Path folder) throws IOException {
        TextClassifier classifier = trained("words-cnn", 3, "max").classifier();
        Path file = folder.resolve("windows.lector");
        classifier.save(file);
        TextClassifier loaded = TextClassifier.load(file);
        assertThat(loaded.pooling()).isEqualTo(Pooling.MAX);
        assertThat(loaded.pipeline()).isEqualTo(classifier.pipeline());
        List<String> texts = longTexts(20, 3, 9).texts();
        assertThat(loaded.predictAll(texts)).isEqualTo(classifier.predictAll(texts));
        assertTwins(loaded.pooling(Pooling.MEAN), texts);
        assertThat(loaded.decision(Decision.DEFAULT).pooling()).isEqualTo(Pooling.MAX);
    }

    /** Five thousand windows and more, for one text: memory and time grow with the text alone. */
    @Test
    void aTextOfAMillionWordsIsAnswered() {
        TextClassifier classifier = trained("average", 2, "mean").classifier();
        String text = "superb film ".repeat(500_000);
        assertThat(classifier.predict(text).label()).isEqualTo("pos");
        List<Prediction> all = classifier.predictAll(List.of("boring", text, "boring"), 2);
        assertThat(all).extracting(Prediction::label).containsExactly("neg", "pos", "neg");
    }

    @Test
    void crossValidationAndNgramsReadWindows() {
        SmallData data = longTexts(60, 2, 3);
        CrossValidation folds = CrossValidation.run(run("average", "mean"), data.texts(), data.labels(), 2);
        assertThat(folds.folds()).extracting(Evaluation::rows).containsExactly(30, 30);
        NgramReport report = NgramScan.of(trained("words-cnn", 2, "max").classifier())
                .scan(data.texts().iterator());
        assertThat(report.texts()).isEqualTo(60);
    }

    @Test
    void wrongOptionsAreRefused() {
        SmallData data = longTexts(30, 2, 3);
        TrainingRun run = SmallData.run(Recipes.byName("average"));
        assertThatThrownBy(() -> run.set("window-pooling", "median")).hasMessageContaining("window-pooling=median");
        assertThatThrownBy(() -> run.set("window-pooling", "max").run(data.texts(), data.labels()))
                .hasMessage("Windows of long texts are asked for by keep=windows. Received: keep=tail, window-pooling."
                        + " Add keep=windows, or leave window-pooling out.");
        assertThatThrownBy(
                        () -> run("average", "mean").set("window-overlap", "5").run(data.texts(), data.labels()))
                .hasMessageContaining("Received: overlap=5, steps=8");
        assertThatThrownBy(() -> new TrainingRun(Recipes.byName("seq-cnn")).set("keep", "windows"))
                .hasMessageContaining("keep=windows");
    }
}
