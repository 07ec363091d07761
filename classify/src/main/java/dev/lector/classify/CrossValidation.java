// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Figures of a recipe on rows that it was not trained on: each fold is predicted by a classifier trained on the others,
 * of which a tenth (the run's validation share) stops the training early. This is the protocol of Kim (2014) and of others
 * for data without a test part.
 *
 * @param folds the evaluation of each fold
 * @param seconds of the whole
 */
public record CrossValidation(List<Evaluation> folds, double seconds) {
    /** Copies the list. */
    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /** As {@link #run(TrainingRun, LabelledTexts, int)}, of texts with one label each. */
    public static CrossValidation run(TrainingRun run, List<String> texts, List<String> labels, int folds) {
        return run(run, LabelledTexts.of(texts, labels), folds);
    }

    /**
     * Runs with stratified folds made from the run's seed.
     *
     * @param folds at least 2, at most as many as the rarest label has rows (where a text has one label)
     */
    public static CrossValidation run(TrainingRun run, LabelledTexts data, int folds) {
        return run(run, data, folds(data, folds, run.seed()), (evaluation, fold) -> {});
    }

    /**
     * The rows of stratified folds.
     *
     * @param count at least 2, at most as many as the rarest label has rows (where a text has one label)
     */
    public static List<int[]> folds(LabelledTexts data, int count, long seed) {
        return Stratified.folds(data, count, seed);
    }

    /** As {@link #run(TrainingRun, LabelledTexts, List, ObjIntConsumer)}, of texts with one label each. */
    public static CrossValidation run(
            TrainingRun run,
            List<String> texts,
            List<String> labels,
            List<int[]> folds,
            ObjIntConsumer<Evaluation> done) {
        return run(run, LabelledTexts.of(texts, labels), folds, done);
    }

    /**
     * Runs with given folds.
     *
     * @param folds the rows of each fold, from 0; every row in exactly one
     * @param done hears the evaluation of each fold and its number, from 1
     */
    public static CrossValidation run(
            TrainingRun run, LabelledTexts data, List<int[]> folds, ObjIntConsumer<Evaluation> done) {
        return run(run, data, folds, new boolean[data.rows()], done);
    }

    /** As above; {@code right} is modified: whether each row was answered rightly, its whole set of labels if it has one. */
    static CrossValidation run(
            TrainingRun run, LabelledTexts data, List<int[]> folds, boolean[] right, ObjIntConsumer<Evaluation> done) {
        long start = System.nanoTime();
        checkFolds(data.rows(), folds);
        List<Evaluation> evaluations = new ArrayList<>();
        for (int[] fold : folds) {
            TextClassifier classifier =
                    run.run(data.select(Stratified.others(data.rows(), fold))).classifier();
            LabelledTexts test = data.select(fold);
            Answers answers = classifier.answers(test.texts());
            Evaluation evaluation = classifier.evaluate(test, answers, UnseenLabels.COUNT_AS_WRONG);
            boolean[] answeredRightly = TruthCheck.of(
                            classifier.labels(), test, answers.probabilities(), UnseenLabels.COUNT_AS_WRONG)
                    .right(classifier.given(answers));
            for (int i = 0; i < fold.length; i++) {
                right[fold[i]] = answeredRightly[i];
            }
            evaluations.add(evaluation);
            done.accept(evaluation, evaluations.size());
        }
        return new CrossValidation(evaluations, (System.nanoTime() - start) / 1e9);
    }

    private static void checkFolds(int rows, List<int[]> folds) {
        int[] times = new int[rows];
        for (int[] fold : folds) {
            for (int row : fold) {
                if (row < 0 || row >= rows) {
                    throw new IllegalArgumentException("A fold names rows of the data. Received: row=" + row + ", rows="
                            + rows + ". Correct the folds; rows count from 0.");
                }
                times[row]++;
            }
        }
        for (int row = 0; row < rows; row++) {
            if (times[row] != 1) {
                throw new IllegalArgumentException("Every row must be in exactly one fold. Received: row " + row
                        + " in " + times[row] + " folds. Correct the file of folds.");
            }
        }
        if (folds.size() < 2) {
            throw new IllegalArgumentException(
                    "Cross-validation needs at least 2 folds. Received: folds=" + folds.size() + ". Give more folds.");
        }
    }

    /** Mean of the folds' accuracies. */
    public double accuracy() {
        return folds.stream().mapToDouble(Evaluation::accuracy).average().orElse(Double.NaN);
    }

    /** Mean of the folds' macro F1. */
    public double macroF1() {
        return folds.stream().mapToDouble(fold -> fold.macro().f1()).average().orElse(Double.NaN);
    }

    /** Mean of the folds' micro F1: the accuracy where a text has one label. */
    public double microF1() {
        return folds.stream().mapToDouble(fold -> fold.micro().f1()).average().orElse(Double.NaN);
    }

    /** The least accuracy of a fold. */
    public double lowest() {
        return folds.stream().mapToDouble(Evaluation::accuracy).min().orElse(Double.NaN);
    }

    /** The highest accuracy of a fold. */
    public double highest() {
        return folds.stream().mapToDouble(Evaluation::accuracy).max().orElse(Double.NaN);
    }

    /** The figures as numbers, lists and maps, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("accuracy", accuracy());
        map.put("macroF1", macroF1());
        map.put("microF1", microF1());
        map.put("lowest", lowest());
        map.put("highest", highest());
        map.put("seconds", seconds);
        map.put("folds", folds.stream().map(Evaluation::toMap).toList());
        return map;
    }

    /** A line a fold, and the mean. */
    @Override
    public String toString() {
        boolean sets = folds.stream().anyMatch(MultiLabelEvaluation.class::isInstance);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < folds.size(); i++) {
            Evaluation fold = folds.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "fold %2d  accuracy %6.2f %%  %smacro F1 %6.2f %%  %d rows%n",
                    i + 1,
                    100 * fold.accuracy(),
                    sets ? micro(fold.micro().f1()) : "",
                    100 * fold.macro().f1(),
                    fold.rows()));
        }
        text.append(String.format(
                Locale.ROOT,
                "mean     accuracy %6.2f %% (folds from %.2f to %.2f), %smacro F1 %6.2f %%, %.1f s%n",
                100 * accuracy(),
                100 * lowest(),
                100 * highest(),
                sets ? micro(microF1()) : "",
                100 * macroF1(),
                seconds));
        return text.toString();
    }

    private static String micro(double f1) {
        return String.format(Locale.ROOT, "micro F1 %6.2f %%  ", 100 * f1);
    }
}
