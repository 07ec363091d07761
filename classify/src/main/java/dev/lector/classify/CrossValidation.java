// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.text.data.Folds;
import dev.lector.text.data.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

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

    /**
     * Runs with stratified folds made from the run's seed.
     *
     * @param folds at least 2, at most as many as the rarest label has rows
     */
    public static CrossValidation run(TrainingRun run, List<String> texts, List<String> labels, int folds) {
        Folds parts = Splits.folds(labels, folds, run.seed());
        List<int[]> rows = IntStream.range(0, folds)
                .mapToObj(fold -> parts.split(fold).test())
                .toList();
        return run(run, texts, labels, rows, (evaluation, fold) -> {});
    }

    /**
     * Runs with given folds.
     *
     * @param folds the rows of each fold, from 0; every row in exactly one
     * @param done hears the evaluation of each fold and its number, from 1
     */
    public static CrossValidation run(
            TrainingRun run,
            List<String> texts,
            List<String> labels,
            List<int[]> folds,
            ObjIntConsumer<Evaluation> done) {
        long start = System.nanoTime();
        LabelledTexts data = new LabelledTexts(texts, labels);
        checkFolds(data.rows(), folds);
        List<Evaluation> evaluations = new ArrayList<>();
        for (int[] fold : folds) {
            LabelledTexts training = data.select(Stratified.others(data.rows(), fold));
            LabelledTexts test = data.select(fold);
            TextClassifier classifier =
                    run.run(training.texts(), training.labels()).classifier();
            Evaluation evaluation = classifier.evaluate(test.texts(), test.labels(), UnseenLabels.COUNT_AS_WRONG);
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
        map.put("microF1", accuracy());
        map.put("lowest", lowest());
        map.put("highest", highest());
        map.put("seconds", seconds);
        map.put("folds", folds.stream().map(Evaluation::toMap).toList());
        return map;
    }

    /** A line a fold, and the mean. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < folds.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "fold %2d  accuracy %6.2f %%  macro F1 %6.2f %%  %d rows%n",
                    i + 1,
                    100 * folds.get(i).accuracy(),
                    100 * folds.get(i).macro().f1(),
                    folds.get(i).rows()));
        }
        text.append(String.format(
                Locale.ROOT,
                "mean     accuracy %6.2f %% (folds from %.2f to %.2f), macro F1 %6.2f %%, %.1f s%n",
                100 * accuracy(),
                100 * lowest(),
                100 * highest(),
                100 * macroF1(),
                seconds));
        return text.toString();
    }
}
