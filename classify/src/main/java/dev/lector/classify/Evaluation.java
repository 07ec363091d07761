// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.List;
import java.util.Map;

/**
 * How well predictions agree with true labels. Figures are shares between 0 and 1, with scikit-learn's definitions where
 * it has them.
 */
public sealed interface Evaluation permits LabelEvaluation, MultiLabelEvaluation {
    /**
     * Compares predictions of one label a row with the truth.
     *
     * @param labels what the classifier can answer, in the order of its probabilities
     * @param truth the true label of each row
     * @param probabilities {@code (rows, labels)}, not modified
     * @param unseen what to do with a true label that is not in {@code labels}
     * @throws IllegalArgumentException if there are no rows, the sizes differ, a probability is not between 0 and 1, or a
     *     label is not known and {@code unseen} is {@link UnseenLabels#FAIL}
     */
    static LabelEvaluation of(List<String> labels, List<String> truth, float[] probabilities, UnseenLabels unseen) {
        return LabelEvaluation.of(
                labels,
                LabelledTexts.of(truth, truth),
                new Answers(probabilities, probabilities, Decision.DEFAULT),
                unseen);
    }

    /** Number of rows. */
    int rows();

    /** The classifier's labels in its order, then labels it does not know. */
    List<String> labels();

    /** What the reader should know about the figures; mostly empty. */
    List<String> warnings();

    /** Share of rows that were answered rightly: with the one true label, or with exactly the true set. */
    double accuracy();

    /**
     * The 95 % confidence interval of the accuracy for rows drawn at random (Wilson 1927).
     *
     * @return lower and upper end
     */
    default double[] accuracyInterval() {
        return Wilson.interval95(accuracy(), rows());
    }

    /** The figures of each class, in the order of {@link #labels}. */
    List<ClassFigures> classes();

    /** Every class counts the same; a class without a row and never predicted is left out. */
    default Averages macro() {
        return Averages.macro(classes().stream()
                .filter(one -> one.rows() + one.predicted() > 0)
                .toList());
    }

    /** Every decision counts the same. With one label a row, all three are the accuracy. */
    Averages micro();

    /** Every class counts as many times as it has rows. */
    default Averages weighted() {
        return Averages.weighted(classes());
    }

    /** Mean of the classes' ROC areas where defined; for two labels the area of the second. NaN if none is defined. */
    double rocArea();

    /** Mean of the classes' precision-recall areas where defined; for two labels that of the second; else NaN. */
    double precisionRecallArea();

    /** How far the probabilities are from the shares that come true. */
    Reliability reliability();

    /** Expected calibration error ({@link Reliability#error}). */
    default double calibrationError() {
        return reliability().error();
    }

    /** The calibration error of the network's own probabilities; NaN if they were not calibrated. */
    double uncalibratedError();

    /** The figures as numbers, text, lists and maps, ready for JSON; a figure that is not defined is null. */
    Map<String, Object> toMap();
}
