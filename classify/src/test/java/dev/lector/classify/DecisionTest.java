// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibration, thresholds and rejection; the golden numbers are scikit-learn's. */
class DecisionTest {
    private static Map<?, ?> golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = DecisionTest.class.getResourceAsStream("decision-golden.json")) {
            golden = (Map<?, ?>) Json.read(in.readAllBytes());
        }
    }

    private static double[] doubles(Object list) {
        return ((List<?>) list)
                .stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
    }

    private static float[] floats(Object list) {
        double[] doubles = doubles(list);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static boolean[] matrix(double[] truth, int labels) {
        boolean[] matrix = new boolean[truth.length * labels];
        for (int r = 0; r < truth.length; r++) {
            matrix[r * labels + (int) truth[r]] = true;
        }
        return matrix;
    }

    private static void close(float[] ours, double[] theirs, double most) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            assertThat((double) ours[i]).isCloseTo(theirs[i], within(most));
        }
    }

    @Test
    void curvesAreThoseOfScikitLearn() {
        for (Object one : (List<?>) golden.get("curves")) {
            Map<?, ?> expected = (Map<?, ?>) one;
            double[] came = doubles(expected.get("came"));
            boolean[] right = new boolean[came.length];
            for (int i = 0; i < came.length; i++) {
                right[i] = came[i] > 0;
            }
            IsotonicCurve curve = IsotonicCurve.fit(floats(expected.get("scores")), right);
            double[] x = doubles(expected.get("cornersX"));
            double[] y = doubles(expected.get("cornersY"));
            assertThat(curve.scores()).hasSize(x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(curve.scores().get(i)).isCloseTo(x[i], within(1e-12));
                assertThat(curve.shares().get(i)).isCloseTo(y[i], within(1e-12));
            }
            double[] shares = doubles(expected.get("shares"));
            float[] scores = floats(expected.get("new"));
            for (int i = 0; i < scores.length; i++) {
                assertThat(curve.at(scores[i])).isCloseTo(shares[i], within(1e-12));
            }
        }
    }

    @Test
    void calibrationsAreThoseOfScikitLearn() {
        for (Object one : (List<?>) golden.get("calibrated")) {
            Map<?, ?> expected = (Map<?, ?>) one;
            Outputs outputs = Outputs.singleLabel(((Number) expected.get("classes")).intValue());
            float[] probabilities = floats(expected.get("probabilities"));
            boolean[] truth = matrix(doubles(expected.get("truth")), outputs.labels());
            float[] fresh = floats(expected.get("new"));
            Isotonic isotonic = Isotonic.fit(probabilities, truth, outputs);
            close(isotonic.apply(fresh, outputs), doubles(expected.get("isotonic")), 1e-6);
            Temperature temperature = Temperature.fit(probabilities, truth, outputs);
            close(temperature.apply(fresh, outputs), doubles(expected.get("temperature")), 1e-6);
        }
    }

    @Test
    void temperatureKeepsTheOrderAndOneChangesNothing() {
        float[] probabilities = {.7f, .2f, .1f, .05f, .9f, .05f};
        Outputs outputs = Outputs.singleLabel(3);
        close(new Temperature(1).apply(probabilities, outputs), new double[] {.7, .2, .1, .05, .9, .05}, 1e-6);
        float[] flat = new Temperature(4).apply(probabilities, outputs);
        assertThat(flat[0]).isLessThan(.7f).isGreaterThan(flat[1]);
        assertThat(flat[0] + flat[1] + flat[2]).isCloseTo(1, within(1e-6f));
        // A probability that is 0 or 1 in float stays a number.
        assertThat(new Temperature(50).apply(new float[] {0, 1}, Outputs.singleLabel(2))[1])
                .isBetween(.5f, 1f);
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("temperature=0.0");
    }

    @Test
    void figuresOfSeveralLabelsAreThoseOfScikitLearn() {
        Offset<Double> close = within(1e-9);
        for (Object one : (List<?>) golden.get("several")) {
            Map<?, ?> expected = (Map<?, ?>) one;
            int labels = ((Number) expected.get("labels")).intValue();
            List<String> names =
                    IntStream.range(0, labels).mapToObj(c -> "l" + c).toList();
            float[] probabilities = floats(expected.get("probabilities"));
            double[] truth = doubles(expected.get("truth"));
            List<List<String>> sets = new ArrayList<>();
            for (int r = 0; r < truth.length / labels; r++) {
                int row = r;
                sets.add(names.stream()
                        .filter(name -> truth[row * labels + names.indexOf(name)] > 0)
                        .toList());
            }
            List<Double> thresholds =
                    Arrays.stream(doubles(expected.get("thresholds"))).boxed().toList();
            MultiLabelEvaluation ours = MultiLabelEvaluation.of(
                    names,
                    LabelledTexts.multiLabel(sets.stream().map(List::toString).toList(), sets),
                    new Answers(probabilities, probabilities, new Decision(Calibration.NONE, 0, thresholds)),
                    UnseenLabels.FAIL);
            for (int c = 0; c < labels; c++) {
                assertThat(ours.classes().get(c).precision()).isCloseTo(doubles(expected.get("precision"))[c], close);
                assertThat(ours.classes().get(c).recall()).isCloseTo(doubles(expected.get("recall"))[c], close);
                assertThat(ours.classes().get(c).f1()).isCloseTo(doubles(expected.get("f1"))[c], close);
            }
            assertThat(ours.micro().f1()).isCloseTo((double) expected.get("microF1"), close);
            assertThat(ours.macro().f1()).isCloseTo((double) expected.get("macroF1"), close);
            assertThat(ours.weighted().f1()).isCloseTo((double) expected.get("weightedF1"), close);
            assertThat(ours.accuracy()).isCloseTo(((Number) expected.get("accuracy")).doubleValue(), close);
            assertThat(ours.hammingLoss()).isCloseTo((double) expected.get("hammingLoss"), close);
            assertThat(ours.rocArea()).isCloseTo((double) expected.get("rocArea"), close);
            assertThat(ours.precisionRecallArea()).isCloseTo((double) expected.get("prArea"), close);
        }
    }

    @Test
    void aThresholdIsThatOfTheHighestF1() {
        float[] scores = {.9f, .8f, .3f, .2f, .1f};
        boolean[] positive = {true, true, true, false, false};
        assertThat(LabelThresholds.best(scores, positive)).isCloseTo(.25, within(1e-6));
        // Where one half is as good as any, it is one half; and where nothing is positive.
        assertThat(LabelThresholds.best(new float[] {.9f, .1f}, new boolean[] {true, false}))
                .isEqualTo(.5);
        assertThat(LabelThresholds.best(new float[] {.9f, .1f}, new boolean[2])).isEqualTo(.5);
    }

    /** The plain way: every threshold tried. */
    @Test
    void thresholdsAreBestAmongAll() {
        for (int seed = 0; seed < 50; seed++) {
            float[] scores = new float[30];
            boolean[] positive = new boolean[30];
            for (int i = 0; i < 30; i++) {
                scores[i] = CounterRandom.below(20, seed, i) / 20f;
                positive[i] = CounterRandom.below(20, seed, 100 + i) / 20f < scores[i];
            }
            double best = 0;
            for (int t = 0; t <= 20; t++) {
                best = Math.max(best, f1(scores, positive, t / 20.0 - .025));
            }
            assertThat(f1(scores, positive, LabelThresholds.best(scores, positive)))
                    .isEqualTo(best);
        }
    }

    private static double f1(float[] scores, boolean[] positive, double threshold) {
        int hits = 0;
        int sizes = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean said = scores[i] >= threshold;
            hits += said && positive[i] ? 1 : 0;
            sizes += (said ? 1 : 0) + (positive[i] ? 1 : 0);
        }
        return sizes == 0 ? 0 : 2.0 * hits / sizes;
    }

    private static SmallData doubtful(int rows, long seed) {
        SmallData data = SmallData.of(rows, 3, seed);
        List<String> labels = new ArrayList<>(data.labels());
        for (int row = 0; row < rows; row += 5) {
            labels.set(row, "neg");
        }
        return new SmallData(data.texts(), labels);
    }

    @Test
    void calibratedClassifierIsSavedAndRejects(@TempDir Path folder) throws IOException {
        SmallData data = doubtful(300, 1);
        SmallData held = doubtful(200, 2);
        Trained trained = SmallData.run(Recipes.byName("mlp"))
                .validation(held.texts(), held.labels())
                .decision(DecisionOptions.DEFAULT
                        .calibration(CalibrationMethod.TEMPERATURE)
                        .precision(.97))
                .run(data.texts(), data.labels());
        assertThat(trained.report().toString()).contains("calibrated (temperature", "are none of the labels");
        LabelEvaluation validation = (LabelEvaluation) trained.report().validation();
        assertThat(validation.answered()).isBetween(.05, .99);
        assertThat(validation.answeredAccuracy()).isGreaterThanOrEqualTo(.97);
        assertThat(validation.accuracy()).isLessThan(.97);
        assertThat(validation.uncalibratedError()).isNotNaN();
        assertThat(validation.toString()).contains("answered (probability", "without calibration");

        Path file = folder.resolve("m.lector");
        trained.classifier().save(file);
        TextClassifier read = TextClassifier.load(file);
        assertThat(read.decision()).isEqualTo(trained.classifier().decision());
        assertThat(read.predictAll(held.texts())).isEqualTo(trained.classifier().predictAll(held.texts()));
        Prediction unsure = read.predict("the film was");
        assertThat(unsure.rejected()).isTrue();
        assertThat(unsure.labels()).isEmpty();
        long answered = read.predictAll(held.texts()).stream()
                .filter(answer -> !answer.rejected())
                .count();
        assertThat(answered)
                .isEqualTo(Math.round(validation.answered() * held.texts().size()));
    }

    @Test
    void isotonicCalibrationIsSaved(@TempDir Path folder) throws IOException {
        SmallData data = doubtful(300, 1);
        TextClassifier classifier = SmallData.run(Recipes.byName("mlp"))
                .validationShare(.4)
                .decision(DecisionOptions.DEFAULT.calibration(CalibrationMethod.ISOTONIC))
                .run(data.texts(), data.labels())
                .classifier();
        Path file = folder.resolve("m.lector");
        classifier.save(file);
        assertThat(TextClassifier.load(file).probabilities(data.texts()))
                .isEqualTo(classifier.probabilities(data.texts()));
    }

    @Test
    void whatCannotBeLearntIsRefused() {
        SmallData data = SmallData.of(60, 2, 1);
        TrainingRun run = SmallData.run(Recipes.byName("mlp")).validationShare(0);
        assertThatThrownBy(() ->
                        run.decision(DecisionOptions.DEFAULT.precision(.9)).prepare(data.texts(), data.labels()))
                .hasMessageContaining("validation rows=0");
        assertThatThrownBy(() -> DecisionOptions.DEFAULT.precision(.9).rejectBelow(.5))
                .hasMessageContaining("Give one of them");
        assertThatThrownBy(() -> Temperature.class.cast(new Temperature(Double.NaN)))
                .hasMessageContaining("NaN");
        TextClassifier two = run.run(data.texts(), data.labels()).classifier();
        assertThatThrownBy(() -> two.decision(new Decision(Calibration.NONE, 0, List.of(.5, .5))))
                .hasMessageContaining("thresholds=2");
    }

    @Test
    void rareClassesCountMore() {
        // A tenth of the rows is positive, and the words say little.
        SmallData data = SmallData.of(400, 2, 3);
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < 400; row++) {
            boolean rare = data.labels().get(row).equals("pos") && row % 20 == 1;
            labels.add(rare ? "rare" : "usual");
        }
        TrainingRun run = SmallData.run(Recipes.byName("mlp")).set("epochs", "6");
        double plain = given(run, data.texts(), labels);
        double balanced = given(run.classWeights(ClassWeights.BALANCED), data.texts(), labels);
        double named = given(run.classWeights(ClassWeights.parse("rare=20")), data.texts(), labels);
        assertThat(balanced).isGreaterThan(plain);
        assertThat(named).isGreaterThan(plain);
        assertThatThrownBy(() -> run.classWeights(ClassWeights.parse("rear=3")).prepare(data.texts(), labels))
                .hasMessageContaining("'rear'");
        assertThatThrownBy(() -> ClassWeights.parse("a=b")).hasMessageContaining("a=b");
        assertThatThrownBy(() -> ClassWeights.parse("a=-1")).hasMessageContaining("a=-1");
    }

    private static double given(TrainingRun run, List<String> texts, List<String> labels) {
        return run.run(texts, labels).classifier().predictAll(texts).stream()
                .mapToDouble(one -> one.probabilities().get("rare"))
                .average()
                .orElseThrow();
    }

    @Test
    void focalLossTrains() {
        for (int classes = 2; classes <= 3; classes++) {
            SmallData data = SmallData.of(200, classes, 1);
            Trained trained = SmallData.run(Recipes.byName("mlp")).focal(2).run(data.texts(), data.labels());
            assertThat(trained.report().validation().accuracy()).isGreaterThan(.9);
            assertThat(trained.classifier().provenance()).containsEntry("focal", 2.0);
        }
    }
}
