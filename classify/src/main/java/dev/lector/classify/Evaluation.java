// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * How well predictions agree with true labels. Figures are shares between 0 and 1, with scikit-learn's definitions where
 * it has them. The predicted label of a row is the one of highest probability, the first of equals.
 */
public final class Evaluation {
    /** Width of the bins of the calibration error is one over this; Guo et al. 2017 use the same. */
    private static final int CALIBRATION_BINS = 15;
    /** Two-sided 95 % quantile of the normal distribution. */
    private static final double Z95 = 1.959963984540054;
    /** A probability of 0 counts as this in the log loss, so that one row cannot make it infinite. */
    private static final double SMALLEST = 1e-15;

    private final List<String> labels;
    private final List<String> warnings;
    private final int known;
    private final int rows;
    private final int[][] confusion;
    private final List<ClassFigures> classes;
    private final double logLoss;
    private final double calibrationError;

    private Evaluation(List<String> labels, int known, int[] truth, float[] probabilities, List<String> warnings) {
        this.labels = List.copyOf(labels);
        this.known = known;
        this.rows = truth.length;
        this.warnings = List.copyOf(warnings);
        int[] predicted = Prediction.best(probabilities, known);
        this.confusion = new int[labels.size()][labels.size()];
        for (int r = 0; r < rows; r++) {
            confusion[truth[r]][predicted[r]]++;
        }
        this.classes = figures(truth, probabilities);
        this.logLoss = logLoss(truth, probabilities, known);
        this.calibrationError = calibrationError(truth, predicted, probabilities, known);
    }

    /**
     * Compares predictions with the truth.
     *
     * @param labels what the classifier can answer, in the order of its probabilities
     * @param truth the true label of each row
     * @param probabilities {@code (rows, labels)}, not modified
     * @param unseen what to do with a true label that is not in {@code labels}
     * @throws IllegalArgumentException if there are no rows, the sizes differ, a probability is not between 0 and 1, or a
     *     label is not known and {@code unseen} is {@link UnseenLabels#FAIL}
     */
    public static Evaluation of(List<String> labels, List<String> truth, float[] probabilities, UnseenLabels unseen) {
        check(labels, truth, probabilities);
        List<String> all = new ArrayList<>(labels);
        TreeSet<String> strange = new TreeSet<>(truth);
        labels.forEach(strange::remove);
        List<String> warnings = new ArrayList<>();
        if (!strange.isEmpty()) {
            if (unseen == UnseenLabels.FAIL) {
                throw new IllegalArgumentException("Every true label must be one that the classifier knows. Received: "
                        + Lists.quoted(strange) + ", known=" + Lists.quoted(labels)
                        + ". Correct the label column, or have such rows counted as wrong.");
            }
            all.addAll(strange);
            long count = truth.stream().filter(strange::contains).count();
            warnings.add(count + " rows have a label that was not seen in training and count as wrong: "
                    + Lists.quoted(strange) + ".");
        }
        Map<String, Integer> index = new HashMap<>();
        for (String label : all) {
            index.put(label, index.size());
        }
        int[] rows = truth.stream().mapToInt(index::get).toArray();
        return new Evaluation(all, labels.size(), rows, probabilities, warnings);
    }

    private static void check(List<String> labels, List<String> truth, float[] probabilities) {
        if (truth.isEmpty()) {
            throw new IllegalArgumentException(
                    "An evaluation needs at least one labelled row. Received: rows=0. Give rows with labels.");
        }
        if (probabilities.length != (long) truth.size() * labels.size()) {
            throw new IllegalArgumentException("Every row has one probability a label. Received: probabilities="
                    + probabilities.length + ", rows=" + truth.size() + ", labels=" + labels.size()
                    + ". Give rows * labels of them.");
        }
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1.00001f)) {
                throw new IllegalArgumentException("A probability must be between 0 and 1. Received: probability="
                        + probabilities[i] + " in row " + i / labels.size()
                        + ". Check the weights of the network: NaN in them gives NaN.");
            }
        }
    }

    private List<ClassFigures> figures(int[] truth, float[] probabilities) {
        List<ClassFigures> figures = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            int right = confusion[c][c];
            int own = 0;
            int given = 0;
            for (int other = 0; other < labels.size(); other++) {
                own += confusion[c][other];
                given += confusion[other][c];
            }
            double precision = ratio(right, given);
            double recall = ratio(right, own);
            double f1 = ratio(2.0 * right, own + given);
            float[] scores = scoresOf(c, truth, probabilities);
            boolean[] positive = rowsOf(c, truth);
            figures.add(new ClassFigures(
                    labels.get(c),
                    own,
                    given,
                    precision,
                    recall,
                    f1,
                    scores == null ? Double.NaN : Curves.rocArea(scores, positive),
                    scores == null ? Double.NaN : Curves.precisionRecallArea(scores, positive)));
        }
        return List.copyOf(figures);
    }

    /** Probabilities of a class in the rows whose label is known; null if the class has none. */
    private float[] scoresOf(int c, int[] truth, float[] probabilities) {
        if (c >= known) {
            return null;
        }
        float[] scores = new float[rows];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            if (truth[r] < known) {
                scores[n++] = probabilities[r * known + c];
            }
        }
        return Arrays.copyOf(scores, n);
    }

    private boolean[] rowsOf(int c, int[] truth) {
        boolean[] positive = new boolean[rows];
        int n = 0;
        for (int label : truth) {
            if (label < known) {
                positive[n++] = label == c;
            }
        }
        return Arrays.copyOf(positive, n);
    }

    private static double logLoss(int[] truth, float[] probabilities, int known) {
        double sum = 0;
        int n = 0;
        for (int r = 0; r < truth.length; r++) {
            if (truth[r] < known) {
                sum -= StrictMath.log(Math.max(SMALLEST, probabilities[r * known + truth[r]]));
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    private static double calibrationError(int[] truth, int[] predicted, float[] probabilities, int known) {
        double[] confidence = new double[CALIBRATION_BINS];
        int[] right = new int[CALIBRATION_BINS];
        for (int r = 0; r < truth.length; r++) {
            float best = probabilities[r * known + predicted[r]];
            // Bins are open on the left, as in Guo et al.
            int bin = (int) Math.ceil((double) best * CALIBRATION_BINS) - 1;
            bin = Math.max(0, Math.min(CALIBRATION_BINS - 1, bin));
            confidence[bin] += best;
            right[bin] += truth[r] == predicted[r] ? 1 : 0;
        }
        double error = 0;
        for (int b = 0; b < CALIBRATION_BINS; b++) {
            error += Math.abs(right[b] - confidence[b]);
        }
        return error / truth.length;
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** What the reader should know about the figures; mostly empty. */
    public List<String> warnings() {
        return warnings;
    }

    /** The classifier's labels in its order, then labels it does not know. */
    public List<String> labels() {
        return labels;
    }

    /** Share of rows that were answered rightly. */
    public double accuracy() {
        return (double) right() / rows;
    }

    /**
     * The 95 % confidence interval of the accuracy for rows drawn at random (Wilson 1927).
     *
     * @return lower and upper end
     */
    public double[] accuracyInterval() {
        double z2 = Z95 * Z95 / rows;
        double middle = (accuracy() + z2 / 2) / (1 + z2);
        double half = Z95 / (1 + z2) * Math.sqrt(accuracy() * (1 - accuracy()) / rows + z2 / rows / 4);
        return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
    }

    /** The figures of each class, in the order of {@link #labels}. */
    public List<ClassFigures> classes() {
        return classes;
    }

    /** Every class counts the same; a class without a row and never predicted is left out. */
    public Averages macro() {
        return Averages.macro(
                classes.stream().filter(one -> one.rows() + one.predicted() > 0).toList());
    }

    /** Every row counts the same. With one label a row, all three are the accuracy. */
    public Averages micro() {
        return new Averages(accuracy(), accuracy(), accuracy());
    }

    /** Every class counts as many times as it has rows. */
    public Averages weighted() {
        return Averages.weighted(classes);
    }

    /** Rows of true label {@code truth} that were given label {@code predicted}; indices into {@link #labels}. */
    public int confusion(int truth, int predicted) {
        return confusion[truth][predicted];
    }

    /** Mean of the classes' ROC areas where defined; for two labels the area of the second. NaN if none is defined. */
    public double rocArea() {
        return meanArea(ClassFigures::rocArea);
    }

    /** Mean of the classes' precision-recall areas where defined; for two labels that of the second; else NaN. */
    public double precisionRecallArea() {
        return meanArea(ClassFigures::precisionRecallArea);
    }

    private double meanArea(ToDoubleFunction<ClassFigures> area) {
        return classes.stream()
                .skip(known == 2 ? 1 : 0)
                .mapToDouble(area)
                .filter(one -> !Double.isNaN(one))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean of {@code -ln} of the true label's probability, at least 1e-15; NaN if no true label is known. */
    public double logLoss() {
        return logLoss;
    }

    /** Expected calibration error: |confidence - accuracy| over 15 bins of equal width, by rows (Guo et al. 2017). */
    public double calibrationError() {
        return calibrationError;
    }

    /** Accuracy of always answering the most frequent label of these rows. */
    public double majority() {
        return (double) classes.stream().mapToInt(ClassFigures::rows).max().orElse(0) / rows;
    }

    private int right() {
        int right = 0;
        for (int c = 0; c < labels.size(); c++) {
            right += confusion[c][c];
        }
        return right;
    }

    /** The figures as numbers, text, lists and maps, ready for JSON; a figure that is not defined is null. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        double[] interval = accuracyInterval();
        map.put("rows", rows);
        map.put("accuracy", accuracy());
        map.put("accuracyLow95", interval[0]);
        map.put("accuracyHigh95", interval[1]);
        map.put("majority", majority());
        map.put("macroF1", macro().f1());
        map.put("microF1", micro().f1());
        map.put("weightedF1", weighted().f1());
        map.put("rocAuc", defined(rocArea()));
        map.put("prAuc", defined(precisionRecallArea()));
        map.put("logLoss", defined(logLoss));
        map.put("calibrationError", calibrationError);
        List<Object> perClass = new ArrayList<>();
        for (ClassFigures one : classes) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("label", one.label());
            figures.put("rows", one.rows());
            figures.put("predicted", one.predicted());
            figures.put("precision", one.precision());
            figures.put("recall", one.recall());
            figures.put("f1", one.f1());
            figures.put("rocAuc", defined(one.rocArea()));
            figures.put("prAuc", defined(one.precisionRecallArea()));
            perClass.add(figures);
        }
        map.put("classes", perClass);
        List<Object> matrix = new ArrayList<>();
        for (int[] row : confusion) {
            matrix.add(Arrays.stream(row).boxed().toList());
        }
        map.put("confusion", matrix);
        map.put("warnings", warnings);
        return map;
    }

    private static Double defined(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    /** A table for a terminal of 80 columns. */
    @Override
    public String toString() {
        return EvaluationTable.of(this);
    }
}
