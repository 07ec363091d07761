// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.classify.report.EvaluationPage;
import dev.lector.text.data.NearDuplicates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that there is to say about a classifier and labelled texts it was not trained on, to be read as a page.
 *
 * @param evaluation the figures
 * @param provenance where the classifier comes from
 * @param curves for each known label that has rows of both kinds
 * @param uncalibrated the reliability before calibration, or null if there is none
 * @param mistakes the most confident wrong answers, the surest first
 * @param wrong how many rows were answered wrongly
 * @param rowsInTraining rows of each label that the classifier was trained with, by its provenance; may be empty
 * @param duplicates rows that nearly stand in the training texts; null if these were not given
 */
public record EvaluationReport(
        Evaluation evaluation,
        Map<String, Object> provenance,
        List<LabelCurves> curves,
        Reliability uncalibrated,
        List<Mistake> mistakes,
        int wrong,
        Map<String, Long> rowsInTraining,
        List<NearDuplicate> duplicates) {
    private static final int POINTS = 120;
    private static final int MISTAKES = 12;

    /**
     * The curves of one label against the rest.
     *
     * @param label of the curves
     * @param roc {@code {x, y}}: share of the others, share of its own rows above a threshold
     * @param rocArea below it
     * @param precisionRecall {@code {x, y}}: recall, precision
     * @param precisionRecallArea average precision
     */
    public record LabelCurves(
            String label,
            List<double[]> roc,
            double rocArea,
            List<double[]> precisionRecall,
            double precisionRecallArea) {}

    /**
     * A wrong answer.
     *
     * @param row from 1
     * @param truth the true labels
     * @param given the labels given
     * @param explanation of the surest wrong decision: why a label was given, or was not
     */
    public record Mistake(int row, List<String> truth, List<String> given, Explanation explanation) {}

    /**
     * A text that nearly stands in the training texts.
     *
     * @param row from 1
     * @param text of the row
     * @param trainingRow from 1, in the order of the training file
     * @param trainingText that is like it
     * @param likeness shared three-word sequences over all of both
     */
    public record NearDuplicate(int row, String text, int trainingRow, String trainingText, double likeness) {}

    /**
     * Looks at a classifier.
     *
     * @param data labelled texts it was not trained on
     * @param training the texts it was trained on, to look for near-duplicates, or null
     */
    public static EvaluationReport of(
            TextClassifier classifier, LabelledTexts data, List<String> training, UnseenLabels unseen) {
        Answers answers = classifier.answers(data.texts());
        Evaluation evaluation = classifier.multiLabel()
                ? MultiLabelEvaluation.of(classifier.labels(), data, answers, unseen)
                : LabelEvaluation.of(classifier.labels(), data, answers, unseen);
        TruthCheck check = TruthCheck.of(classifier.labels(), data, answers.probabilities(), unseen);
        List<Wrong> wrong = wrong(classifier, check, answers);
        List<Mistake> mistakes = wrong.stream()
                .limit(MISTAKES)
                .map(one -> mistake(classifier, data, answers, one))
                .toList();
        return new EvaluationReport(
                evaluation,
                classifier.provenance(),
                curves(classifier, evaluation, check, answers),
                answers.calibrated() ? reliability(classifier, check, answers) : null,
                mistakes,
                (int) wrong.stream().mapToInt(Wrong::row).distinct().count(),
                rowsInTraining(classifier.provenance()),
                training == null ? null : duplicates(training, data.texts()));
    }

    private static List<LabelCurves> curves(
            TextClassifier classifier, Evaluation evaluation, TruthCheck check, Answers answers) {
        boolean[] truth = check.matrix();
        int known = check.known();
        List<LabelCurves> curves = new ArrayList<>();
        // Of two labels the curves of the first are those of the second, mirrored.
        for (int c = !classifier.multiLabel() && known == 2 ? 1 : 0; c < known; c++) {
            float[] scores = new float[check.truth().size()];
            boolean[] positive = new boolean[scores.length];
            for (int r = 0; r < scores.length; r++) {
                scores[r] = answers.probabilities()[r * known + c];
                positive[r] = truth[r * known + c];
            }
            List<double[]> roc = Curves.roc(scores, positive, POINTS);
            if (!roc.isEmpty()) {
                ClassFigures figures = evaluation.classes().get(c);
                curves.add(new LabelCurves(
                        figures.label(),
                        roc,
                        Curves.rocArea(scores, positive),
                        Curves.precisionRecall(scores, positive, POINTS),
                        Curves.precisionRecallArea(scores, positive)));
            }
        }
        return curves;
    }

    private static Reliability reliability(TextClassifier classifier, TruthCheck check, Answers answers) {
        boolean[] truth = check.matrix();
        if (classifier.multiLabel()) {
            return Reliability.of(answers.raw(), truth);
        }
        int known = check.known();
        int[] best = Prediction.best(answers.raw(), known);
        float[] confidence = new float[best.length];
        boolean[] right = new boolean[best.length];
        for (int r = 0; r < best.length; r++) {
            confidence[r] = answers.raw()[r * known + best[r]];
            right[r] = truth[r * known + best[r]];
        }
        return Reliability.of(confidence, right);
    }

    /** A wrong decision about a row: a label that was given and is not right, or was not given and is. */
    private record Wrong(int row, int label, double sureness) {}

    private static List<Wrong> wrong(TextClassifier classifier, TruthCheck check, Answers answers) {
        boolean[] truth = check.matrix();
        int known = check.known();
        int[] best = Prediction.best(answers.probabilities(), known);
        List<Wrong> wrong = new ArrayList<>();
        for (int r = 0; r < best.length; r++) {
            Wrong surest = null;
            for (int c = 0; c < known; c++) {
                double p = answers.probabilities()[r * known + c];
                boolean given =
                        classifier.multiLabel() ? p >= classifier.decision().threshold(c) : c == best[r];
                boolean counts =
                        classifier.multiLabel() ? given != truth[r * known + c] : given && !truth[r * known + c];
                double sureness = given ? p : 1 - p;
                if (counts && (surest == null || sureness > surest.sureness)) {
                    surest = new Wrong(r, c, sureness);
                }
            }
            if (surest != null) {
                wrong.add(surest);
            }
        }
        wrong.sort(Comparator.comparingDouble((Wrong one) -> -one.sureness).thenComparingInt(Wrong::row));
        return wrong;
    }

    private static Mistake mistake(TextClassifier classifier, LabelledTexts data, Answers answers, Wrong one) {
        int known = classifier.labels().size();
        List<String> given = IntStream.range(0, known)
                .filter(c -> classifier.multiLabel()
                        ? answers.probabilities()[one.row * known + c]
                                >= classifier.decision().threshold(c)
                        : c == one.label)
                .mapToObj(classifier.labels()::get)
                .toList();
        Explanation explanation = classifier.explain(
                data.texts().get(one.row), classifier.labels().get(one.label));
        return new Mistake(one.row + 1, data.sets().get(one.row), given, explanation);
    }

    private static Map<String, Long> rowsInTraining(Map<String, Object> provenance) {
        Map<String, Long> rows = new TreeMap<>();
        if (provenance.get("data") instanceof Map<?, ?> data && data.get("rowsOfLabel") instanceof Map<?, ?> counts) {
            counts.forEach((label, count) -> {
                if (count instanceof Number number) {
                    rows.put(String.valueOf(label), number.longValue());
                }
            });
        }
        return rows;
    }

    private static List<NearDuplicate> duplicates(List<String> training, List<String> texts) {
        return NearDuplicates.between(training, texts, NearDuplicates.LIKENESS).stream()
                .map(pair -> new NearDuplicate(
                        pair.second() + 1,
                        texts.get(pair.second()),
                        pair.first() + 1,
                        training.get(pair.first()),
                        pair.likeness()))
                .toList();
    }

    /**
     * One HTML page that needs no other file.
     *
     * @param title what was judged, as the model's and the data's name
     */
    public String toHtml(String title) {
        return EvaluationPage.of(title, this);
    }
}
