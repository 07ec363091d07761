// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void agreesWithScikitLearn() throws IOException {
        try (InputStream in = EvaluationTest.class.getResourceAsStream("evaluation-golden.json")) {
            Map<?, ?> golden = (Map<?, ?>) Json.read(in.readAllBytes());
            List<?> cases = (List<?>) golden.get("cases");
            assertThat(cases).hasSize(3);
            cases.forEach(one -> agrees((Map<?, ?>) one));
        }
    }

    /** Numbers of scikit-learn's matthews_corrcoef. */
    @Test
    void correlationAgreesWithScikitLearn() {
        assertThat(answered("abc", "aabbccca", "abbbccaa").mcc()).isCloseTo(0.6428571428571429, CLOSE);
        LabelEvaluation two = answered("ab", "aaabbb", "aabbbb");
        assertThat(two.mcc()).isCloseTo(0.7071067811865476, CLOSE);
        assertThat(two.toString())
                .contains("MCC) 0.707", "wrongly b: 1 of 3 a (33.33 %), wrongly a: 0 of 3 b (0.00 %)");
        assertThat(two.toMap()).containsEntry("mcc", two.mcc());
        assertThat(answered("ab", "aab", "aaa").mcc()).isZero();
    }

    /** Labels of one letter each. */
    private static LabelEvaluation answered(String labels, String truth, String given) {
        float[] probabilities = new float[truth.length() * labels.length()];
        for (int row = 0; row < given.length(); row++) {
            probabilities[row * labels.length() + labels.indexOf(given.charAt(row))] = 1;
        }
        return Evaluation.of(List.of(labels.split("")), List.of(truth.split("")), probabilities, UnseenLabels.FAIL);
    }

    private static void agrees(Map<?, ?> golden) {
        List<String> labels = strings(golden.get("labels"));
        double[] doubles = doubles(golden.get("probabilities"));
        float[] probabilities = new float[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            probabilities[i] = (float) doubles[i];
        }
        LabelEvaluation evaluation =
                Evaluation.of(labels, strings(golden.get("truth")), probabilities, UnseenLabels.FAIL);

        assertThat(evaluation.accuracy()).isCloseTo((double) golden.get("accuracy"), CLOSE);
        double[] precision = doubles(golden.get("precision"));
        double[] recall = doubles(golden.get("recall"));
        double[] f1 = doubles(golden.get("f1"));
        double[] roc = doubles(golden.get("rocArea"));
        double[] pr = doubles(golden.get("prArea"));
        for (int c = 0; c < labels.size(); c++) {
            ClassFigures figures = evaluation.classes().get(c);
            assertThat(figures.label()).isEqualTo(labels.get(c));
            assertThat(figures.precision()).isCloseTo(precision[c], CLOSE);
            assertThat(figures.recall()).isCloseTo(recall[c], CLOSE);
            assertThat(figures.f1()).isCloseTo(f1[c], CLOSE);
            assertThat(figures.rocArea()).isCloseTo(roc[c], CLOSE);
            assertThat(figures.precisionRecallArea()).isCloseTo(pr[c], CLOSE);
            double[] row = doubles(((List<?>) golden.get("confusion")).get(c));
            for (int other = 0; other < labels.size(); other++) {
                assertThat(evaluation.confusion(c, other)).isEqualTo((int) row[other]);
            }
        }
        agrees(evaluation.macro(), doubles(golden.get("macro")));
        agrees(evaluation.micro(), doubles(golden.get("micro")));
        agrees(evaluation.weighted(), doubles(golden.get("weighted")));
        // scikit-learn normalises the rounded probabilities before the logarithm.
        assertThat(evaluation.logLoss()).isCloseTo((double) golden.get("logLoss"), within(1e-6));
        assertThat(evaluation.calibrationError()).isCloseTo((double) golden.get("calibrationError"), within(1e-6));
    }

    private static void agrees(Averages averages, double[] golden) {
        assertThat(averages.precision()).isCloseTo(golden[0], CLOSE);
        assertThat(averages.recall()).isCloseTo(golden[1], CLOSE);
        assertThat(averages.f1()).isCloseTo(golden[2], CLOSE);
    }

    @Test
    void countsByHand() {
        LabelEvaluation evaluation = Evaluation.of(
                List.of("ham", "spam"),
                List.of("ham", "ham", "ham", "spam", "spam"),
                new float[] {.9f, .1f, .6f, .4f, .3f, .7f, .2f, .8f, .8f, .2f},
                UnseenLabels.FAIL);

        assertThat(evaluation.rows()).isEqualTo(5);
        assertThat(evaluation.accuracy()).isEqualTo(.6);
        assertThat(evaluation.majority()).isEqualTo(.6);
        assertThat(evaluation.confusion(0, 1)).isEqualTo(1);
        assertThat(evaluation.classes().get(1).precision()).isEqualTo(.5);
        assertThat(evaluation.classes().get(1).recall()).isEqualTo(.5);
        // Of the 3 x 2 pairs, spam scores above ham in (.8 over .1, .4, .7) and (.2 over .1).
        assertThat(evaluation.rocArea()).isCloseTo(4 / 6.0, CLOSE);
        // Recall 1/2 at precision 1, then 1 at precision 2/4.
        assertThat(evaluation.precisionRecallArea()).isCloseTo(.75, CLOSE);
    }

    @Test
    void wilsonInterval() {
        String[] truth = new String[10];
        float[] probabilities = new float[20];
        for (int r = 0; r < 10; r++) {
            truth[r] = r < 8 ? "a" : "b";
            probabilities[2 * r] = 1;
        }
        double[] interval = Evaluation.of(List.of("a", "b"), List.of(truth), probabilities, UnseenLabels.FAIL)
                .accuracyInterval();
        // The textbook example of 8 of 10.
        assertThat(interval[0]).isCloseTo(.4902, within(5e-5));
        assertThat(interval[1]).isCloseTo(.9433, within(5e-5));
    }

    @Test
    void labelNeverSeenFailsOrCountsAsWrong() {
        List<String> labels = List.of("a", "b");
        List<String> truth = List.of("a", "b", "zebra", "b");
        float[] probabilities = {1, 0, 0, 1, 1, 0, 0, 1};

        assertThatThrownBy(() -> Evaluation.of(labels, truth, probabilities, UnseenLabels.FAIL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: ['zebra']");

        LabelEvaluation counted = Evaluation.of(labels, truth, probabilities, UnseenLabels.COUNT_AS_WRONG);
        assertThat(counted.accuracy()).isEqualTo(.75);
        assertThat(counted.labels()).containsExactly("a", "b", "zebra");
        assertThat(counted.confusion(2, 0)).isEqualTo(1);
        assertThat(counted.warnings()).singleElement().asString().contains("1 rows", "'zebra'");
        assertThat(counted.logLoss()).isZero();
        assertThat(counted.rocArea()).isEqualTo(1);
        // a: 2/3, b: 1, zebra: 0.
        assertThat(counted.macro().f1()).isCloseTo((2 / 3.0 + 1) / 3, CLOSE);
    }

    @Test
    void refusesWhatIsNoPrediction() {
        assertThatThrownBy(() -> Evaluation.of(List.of("a", "b"), List.of(), new float[0], UnseenLabels.FAIL))
                .hasMessageContaining("rows=0");
        assertThatThrownBy(() ->
                        Evaluation.of(List.of("a", "b"), List.of("a"), new float[] {Float.NaN, 1}, UnseenLabels.FAIL))
                .hasMessageContaining("Received: probability=NaN in row 0");
        assertThatThrownBy(() -> Evaluation.of(List.of("a", "b"), List.of("a"), new float[3], UnseenLabels.FAIL))
                .hasMessageContaining("probabilities=3, rows=1, labels=2");
    }

    @Test
    void oneKindOfRowHasNoArea() {
        LabelEvaluation evaluation =
                Evaluation.of(List.of("a", "b"), List.of("a"), new float[] {.7f, .3f}, UnseenLabels.FAIL);
        assertThat(evaluation.rocArea()).isNaN();
        assertThat(evaluation.toMap()).containsEntry("rocAuc", null);
        assertThat(Json.read(Json.write(evaluation.toMap()))).isInstanceOf(Map.class);
    }

    @Test
    void tableFitsATerminal() {
        String long1 = "a label that is much too long for the table it stands in";
        String text = Evaluation.of(
                        List.of(long1, "b\nc", "d"),
                        List.of(long1, "b\nc", "b\nc"),
                        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
                        UnseenLabels.FAIL)
                .toString();
        assertThat(text.lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
        assertThat(text).contains("66.67 %", "b c", "macro average");
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static double[] doubles(Object list) {
        return ((List<?>) list)
                .stream()
                        .flatMapToDouble(one -> DoubleStream.of(((Number) one).doubleValue()))
                        .toArray();
    }

    @Test
    void headsOfTheMatrixAreCutOnlyWhereTheyDoNotFit() {
        String two = table("negative", "positive");
        assertThat(two).contains("true \\ predicted ", " negative positive" + System.lineSeparator());
        String eight = table("alphabetical", "b", "c", "d", "e", "f", "g", "handwritten");
        assertThat(eight).contains(" alphab…", " handwr…");
        assertThat(eight.lines().filter(line -> line.startsWith("true"))).allMatch(line -> line.length() <= 80);
    }

    private static String table(String... labels) {
        float[] probabilities = new float[labels.length * labels.length];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i * labels.length + i] = 1;
        }
        return Evaluation.of(List.of(labels), List.of(labels), probabilities, UnseenLabels.FAIL)
                .toString();
    }
}
