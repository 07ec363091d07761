// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.layers.Conv1D;
import dev.lector.text.EncodedTexts;
import dev.lector.text.IdRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramScanTest {
    private static final Map<String, TextClassifier> TRAINED = new HashMap<>();

    private static TextClassifier trained(String recipe, int labels) {
        return TRAINED.computeIfAbsent(recipe + labels, key -> {
            SmallData data = SmallData.of(150, labels, 1);
            return SmallData.run(Recipes.byName(recipe))
                    .run(data.texts(), data.labels())
                    .classifier();
        });
    }

    @ParameterizedTest
    @CsvSource({"kim-cnn,2", "kim-cnn,3", "words-cnn,2"})
    void strongestNgramsHoldWordsOfTheirLabel(String recipe, int labels) {
        TextClassifier classifier = trained(recipe, labels);
        SmallData unseen = SmallData.of(400, labels, 2);
        NgramReport report = NgramScan.of(classifier).top(3).scan(unseen.texts().iterator());
        assertThat(report.texts()).isEqualTo(400);
        Map<String, String> bearing = Map.of(
                "neg", "dull|boring|awful|poor",
                "pos", "superb|lovely|great|moving",
                "shop", "parcel|refund|late|order");
        for (String label : classifier.labels()) {
            NgramReport.Filter best = report.of(label).get(0);
            assertThat(best.ngrams()).hasSize(3);
            assertThat(best.ngrams().get(0).text()).containsPattern("\\b(" + bearing.get(label) + ")\\b");
            assertThat(best.strength()).isPositive();
            assertThat(best.ngrams())
                    .extracting(NgramReport.Ngram::activation)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
        assertThat(report.toMap().get("texts")).isEqualTo(400L);
    }

    /** Answers, counts and pulls of a small corpus, found by looking at every window of every text. */
    @ParameterizedTest
    @CsvSource({"kim-cnn,2", "words-cnn,2"})
    void agreesWithLookingAtEveryWindow(String recipe, int labels) {
        TextClassifier classifier = trained(recipe, labels);
        List<String> texts = SmallData.of(60, labels, 3).texts();
        NgramReport report = NgramScan.of(classifier).top(1_000).scan(texts.iterator());
        Model model = classifier.logits().model();
        EncodedTexts encoded = classifier.pipeline().encodeAll(texts);
        int[] ids = ((IdRows) encoded.rows()).ids();
        int width = classifier.pipeline().width();
        for (Node node : model.nodes()) {
            if (!(node.layer() instanceof Conv1D conv) || !report.layers().contains(model.name(node))) {
                continue;
            }
            Predictor predictor = Predictor.of(model.upTo(node));
            float[] values = predictor.predict(List.of(new IdSamples(width, ids)), 1);
            float[] padding = predictor.predict(new int[width]);
            int windows = node.shape().dim(0);
            int words = width - windows + 1;
            for (NgramReport.Filter filter : report.filters()) {
                if (!filter.layer().equals(model.name(node))) {
                    continue;
                }
                Map<String, Integer> counts = new HashMap<>();
                Map<String, Double> answers = new HashMap<>();
                for (int r = 0; r < texts.size(); r++) {
                    int best = 0;
                    for (int t = 0; t < windows; t++) {
                        best = value(values, r, t, filter, windows, conv)
                                        > value(values, r, best, filter, windows, conv)
                                ? t
                                : best;
                    }
                    double answer = value(values, r, best, filter, windows, conv);
                    if (answer > value(padding, 0, 0, filter, windows, conv) + 1e-5) {
                        String ngram = ngram(classifier, ids, r * width + best, words);
                        counts.merge(ngram, 1, Integer::sum);
                        answers.merge(ngram, answer, Math::max);
                    }
                }
                assertThat(filter.fired())
                        .isEqualTo(counts.values().stream().mapToInt(i -> i).sum());
                assertThat(filter.ngrams()).hasSameSizeAs(counts.keySet());
                for (NgramReport.Ngram ngram : filter.ngrams()) {
                    assertThat(ngram.count()).isEqualTo((long) counts.get(ngram.text()));
                    assertThat(ngram.activation()).isCloseTo(answers.get(ngram.text()), within(1e-6));
                }
            }
        }
    }

    private static float value(float[] values, int row, int step, NgramReport.Filter filter, int steps, Conv1D conv) {
        return values[(row * steps + step) * conv.filters() + filter.index()];
    }

    private static String ngram(TextClassifier classifier, int[] ids, int from, int words) {
        List<String> ngram = new ArrayList<>();
        for (int i = from; i < from + words; i++) {
            if (ids[i] > 0) {
                ngram.add(classifier.pipeline().word(ids[i]));
            }
        }
        return String.join(" ", ngram);
    }

    /** What all filters add is what the text adds to the log-odds of no text. */
    @ParameterizedTest
    @CsvSource({"kim-cnn,2,", "kim-cnn,3,", "words-cnn,2,", "words-cnn,3,", "words-cnn,2,conv1d_1"})
    void pullsSumToWhatATextAdds(String recipe, int labels, String layer) {
        TextClassifier classifier = trained(recipe, labels);
        Logits logits = classifier.logits();
        List<Node> felt = FilterBank.of(logits.model(), layer).stream()
                .map(FilterBank::felt)
                .toList();
        int width = classifier.pipeline().width();
        FilterPulls pulls = new FilterPulls(logits, felt, values(logits, felt, new int[width]));
        for (String text : SmallData.of(20, labels, 4).texts()) {
            int[] ids = ((IdRows) classifier.pipeline().encode(text).rows()).ids();
            List<List<float[]>> found = pulls.of(new IdSamples(width, ids), values(logits, felt, ids));
            double[] with = centred(classifier, text);
            double[] without = centred(classifier, "");
            for (int c = 0; c < pulls.outputs(); c++) {
                double sum = 0;
                for (float[] one : found.get(c)) {
                    for (float value : one) {
                        sum += value;
                    }
                }
                int label = labels == 2 ? 1 : c;
                double difference = with[label] - without[label];
                assertThat(sum).isCloseTo(difference, within(.02 * Math.abs(difference) + .05));
            }
        }
    }

    private static List<float[]> values(Logits logits, List<Node> nodes, int[] ids) {
        return nodes.stream()
                .map(node -> Predictor.of(logits.model().upTo(node)).predict(ids))
                .toList();
    }

    private static double[] centred(TextClassifier classifier, String text) {
        IdRows rows = (IdRows) classifier.pipeline().encode(text).rows();
        float[] logits = Predictor.of(classifier.logits().model()).predict(rows.ids());
        if (logits.length == 1) {
            return new double[] {-logits[0], logits[0]};
        }
        double mean = 0;
        for (float logit : logits) {
            mean += logit / logits.length;
        }
        double[] centred = new double[logits.length];
        for (int c = 0; c < centred.length; c++) {
            centred[c] = logits[c] - mean;
        }
        return centred;
    }

    @Test
    void textsWithoutKnownWordsExciteNothing() {
        NgramReport report = NgramScan.of(trained("kim-cnn", 2))
                .scan(List.of("", "qwertz", "zzz yyy xxx").iterator());
        assertThat(report.texts()).isEqualTo(3);
        assertThat(report.silent()).isEqualTo(report.filters().size());
        assertThat(report.of("pos")).isEmpty();
        assertThat(NgramScan.of(trained("kim-cnn", 2))
                        .scan(List.<String>of().iterator())
                        .texts())
                .isZero();
    }

    @Test
    void networksWithoutConvolutionAndFaultsOfTheTextsArePassedOn() {
        assertThatThrownBy(() ->
                        NgramScan.of(trained("average", 2)).scan(List.of("a").iterator()))
                .hasMessageContaining("Received: network=average");
        assertThatThrownBy(
                        () -> NgramScan.of(trained("mlp", 2)).scan(List.of("a").iterator()))
                .hasMessageContaining("lector explain");
        assertThatThrownBy(() -> NgramScan.of(trained("kim-cnn", 2)).top(0)).hasMessageContaining("top=0");
    }
}
