// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An evaluation as text for a terminal of 80 columns. */
final class EvaluationTable {
    private static final int LABEL_WIDTH = 24;
    private static final int MATRIX_LABELS = 8;
    private static final int COLUMNS = 80;
    private static final int NARROWEST = 7;
    private static final int CONFUSIONS = 10;

    private EvaluationTable() {}

    static String of(LabelEvaluation evaluation) {
        StringBuilder text = new StringBuilder();
        int width = classes(text, evaluation);
        headline(text, evaluation);
        text.append(System.lineSeparator());
        if (evaluation.labels().size() <= MATRIX_LABELS) {
            matrix(text, evaluation, width);
        } else {
            confusions(text, evaluation);
        }
        warnings(text, evaluation);
        return text.toString();
    }

    static String of(MultiLabelEvaluation evaluation) {
        StringBuilder text = new StringBuilder();
        classes(text, evaluation);
        line(
                text,
                "micro F1 %s, macro F1 %s, exactly the true labels %s%n",
                percent(evaluation.micro().f1()),
                percent(evaluation.macro().f1()),
                percent(evaluation.accuracy()));
        line(
                text,
                "wrong decisions (hamming loss) %s, labels a row %.2f true, %.2f given%n",
                percent(evaluation.hammingLoss()),
                evaluation.labelsPerRow(),
                evaluation.labelsGiven());
        calibration(text, evaluation);
        areas(text, evaluation);
        warnings(text, evaluation);
        return text.toString();
    }

    /** A line a class and the averages; returns the width of the labels. */
    private static int classes(StringBuilder text, Evaluation evaluation) {
        int width = "weighted average".length();
        for (String label : evaluation.labels()) {
            width = Math.max(width, Math.min(LABEL_WIDTH, label.length()));
        }
        String row = "%-" + width + "s %9s %9s %9s %9s %9s%n";
        line(text, row, "", "precision", "recall", "F1", "ROC area", "rows");
        for (ClassFigures one : evaluation.classes()) {
            line(
                    text,
                    row,
                    Lists.oneLine(one.label(), width),
                    percent(one.precision()),
                    percent(one.recall()),
                    percent(one.f1()),
                    percent(one.rocArea()),
                    one.rows());
        }
        if (evaluation instanceof MultiLabelEvaluation) {
            average(text, row, "micro average", evaluation.micro(), evaluation);
        }
        average(text, row, "macro average", evaluation.macro(), evaluation);
        average(text, row, "weighted average", evaluation.weighted(), evaluation);
        text.append(System.lineSeparator());
        return width;
    }

    private static void headline(StringBuilder text, LabelEvaluation evaluation) {
        double[] interval = evaluation.accuracyInterval();
        line(
                text,
                "accuracy %s, 95 %% interval %s to %s, most frequent label %s%n",
                percent(evaluation.accuracy()),
                percent(interval[0]),
                percent(interval[1]),
                percent(evaluation.majority()));
        line(text, "Matthews correlation (MCC) %.3f", evaluation.mcc());
        line(text, "%s%n", taken(evaluation));
        if (evaluation.rejectBelow() > 0) {
            line(
                    text,
                    "answered (probability of %s and more) %s, of these rightly %s%n",
                    percent(evaluation.rejectBelow()),
                    percent(evaluation.answered()),
                    percent(evaluation.answeredAccuracy()));
        }
        line(text, "log loss %.4f, ", evaluation.logLoss());
        calibration(text, evaluation);
        areas(text, evaluation);
    }

    /** Of two labels, how many rows of each were taken for the other; empty if there are more. */
    private static String taken(LabelEvaluation evaluation) {
        if (evaluation.labels().size() != 2) {
            return "";
        }
        return "; wrongly " + taken(evaluation, 1) + ", wrongly " + taken(evaluation, 0);
    }

    private static String taken(LabelEvaluation evaluation, int as) {
        ClassFigures truth = evaluation.classes().get(1 - as);
        int count = evaluation.confusion(1 - as, as);
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d %s%s",
                Lists.oneLine(evaluation.labels().get(as), LABEL_WIDTH),
                count,
                truth.rows(),
                Lists.oneLine(truth.label(), LABEL_WIDTH),
                truth.rows() == 0 ? "" : " (" + percent((double) count / truth.rows()) + ")");
    }

    private static void calibration(StringBuilder text, Evaluation evaluation) {
        line(text, "calibration error %s", percent(evaluation.calibrationError()));
        if (!Double.isNaN(evaluation.uncalibratedError())) {
            line(text, " (without calibration %s)", percent(evaluation.uncalibratedError()));
        }
        text.append(System.lineSeparator());
    }

    private static void areas(StringBuilder text, Evaluation evaluation) {
        line(
                text,
                "area under ROC %s, under precision-recall %s%n",
                percent(evaluation.rocArea()),
                percent(evaluation.precisionRecallArea()));
    }

    private static void warnings(StringBuilder text, Evaluation evaluation) {
        for (String warning : evaluation.warnings()) {
            line(text, "Warning: %s%n", warning);
        }
    }

    private static void average(StringBuilder text, String row, String name, Averages averages, Evaluation all) {
        line(
                text,
                row,
                name,
                percent(averages.precision()),
                percent(averages.recall()),
                percent(averages.f1()),
                "",
                all.rows());
    }

    private static void matrix(StringBuilder text, LabelEvaluation evaluation, int width) {
        List<String> labels = evaluation.labels();
        // As wide as the longest label needs, as long as all columns fit.
        int room = (COLUMNS - width) / labels.size() - 1;
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        int column = Math.max(NARROWEST, Math.min(longest, room));
        line(text, "%-" + width + "s", "true \\ predicted");
        for (String label : labels) {
            line(text, " %" + column + "s", Lists.oneLine(label, column));
        }
        text.append(System.lineSeparator());
        for (int truth = 0; truth < labels.size(); truth++) {
            line(text, "%-" + width + "s", Lists.oneLine(labels.get(truth), width));
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                line(text, " %" + column + "d", evaluation.confusion(truth, predicted));
            }
            text.append(System.lineSeparator());
        }
    }

    private static void confusions(StringBuilder text, LabelEvaluation evaluation) {
        List<int[]> pairs = new ArrayList<>();
        for (int truth = 0; truth < evaluation.labels().size(); truth++) {
            for (int predicted = 0; predicted < evaluation.labels().size(); predicted++) {
                if (truth != predicted && evaluation.confusion(truth, predicted) > 0) {
                    pairs.add(new int[] {truth, predicted});
                }
            }
        }
        pairs.sort(Comparator.comparingInt((int[] pair) -> -evaluation.confusion(pair[0], pair[1])));
        text.append("most frequent confusions").append(System.lineSeparator());
        for (int[] pair : pairs.subList(0, Math.min(CONFUSIONS, pairs.size()))) {
            line(
                    text,
                    "%7d  %s, taken for %s%n",
                    evaluation.confusion(pair[0], pair[1]),
                    Lists.oneLine(evaluation.labels().get(pair[0]), LABEL_WIDTH),
                    Lists.oneLine(evaluation.labels().get(pair[1]), LABEL_WIDTH));
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
