// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a classifier that gives each text one label does it. The predicted label of a row is the one of highest
 * probability, the first of equals, whether or not it would be rejected ({@link #answered}).
 */
public final class LabelEvaluation implements Evaluation {
    /** A probability of 0 counts as this in the log loss, so that one row cannot make it infinite. */
    private static final double SMALLEST = 1e-15;

    private final List<String> labels;
    private final List<String> warnings;
    private final int known;
    private final int rows;
    private final int[][] confusion;
    private final List<ClassFigures> classes;
    private final double logLoss;
    private final Reliability reliability;
    private final double uncalibratedError;
    private final double rejectBelow;
    private final double answered;
    private final double answeredAccuracy;

    private LabelEvaluation(TruthCheck check, Answers answers) {
        this.labels = check.labels();
        this.known = check.known();
        this.warnings = check.warnings();
        this.rows = check.truth().size();
        int[] truth = check.truth().stream().mapToInt(row -> row[0]).toArray();
        float[] probabilities = answers.probabilities();
        int[] predicted = Prediction.best(probabilities, known);
        this.confusion = new int[labels.size()][labels.size()];
        for (int r = 0; r < rows; r++) {
            confusion[truth[r]][predicted[r]]++;
        }
        this.classes = figures(truth, probabilities);
        this.logLoss = logLoss(truth, probabilities, known);
        this.reliability = reliability(truth, predicted, probabilities, known);
        this.uncalibratedError = answers.calibrated()
                ? reliability(truth, Prediction.best(answers.raw(), known), answers.raw(), known)
                        .error()
                : Double.NaN;
        this.rejectBelow = answers.decision().rejectBelow();
        int said = 0;
        int saidRightly = 0;
        for (int r = 0; r < rows; r++) {
            if (probabilities[r * known + predicted[r]] >= rejectBelow) {
                said++;
                saidRightly += truth[r] == predicted[r] ? 1 : 0;
            }
        }
        this.answered = (double) said / rows;
        this.answeredAccuracy = said == 0 ? Double.NaN : (double) saidRightly / said;
    }

    static LabelEvaluation of(List<String> labels, LabelledTexts truth, Answers answers, UnseenLabels unseen) {
        return new LabelEvaluation(TruthCheck.of(labels, truth, answers.probabilities(), unseen), answers);
    }

    private List<ClassFigures> figures(int[] truth, float[] probabilities) {
        List<ClassFigures> figures = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            int own = 0;
            int given = 0;
            for (int other = 0; other < labels.size(); other++) {
                own += confusion[c][other];
                given += confusion[other][c];
            }
            float[] scores = c < known ? scoresOf(c, truth, probabilities) : null;
            figures.add(ClassFigures.of(labels.get(c), own, given, confusion[c][c], scores, rowsOf(c, truth)));
        }
        return List.copyOf(figures);
    }

    /** Probabilities of a class in the rows whose label is known. */
    private float[] scoresOf(int c, int[] truth, float[] probabilities) {
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

    private static Reliability reliability(int[] truth, int[] predicted, float[] probabilities, int known) {
        float[] confidence = new float[truth.length];
        boolean[] right = new boolean[truth.length];
        for (int r = 0; r < truth.length; r++) {
            confidence[r] = probabilities[r * known + predicted[r]];
            right[r] = truth[r] == predicted[r];
        }
        return Reliability.of(confidence, right);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public double accuracy() {
        return (double) right() / rows;
    }

    @Override
    public List<ClassFigures> classes() {
        return classes;
    }

    @Override
    public Averages micro() {
        return new Averages(accuracy(), accuracy(), accuracy());
    }

    /** Rows of true label {@code truth} that were given label {@code predicted}; indices into {@link #labels}. */
    public int confusion(int truth, int predicted) {
        return confusion[truth][predicted];
    }

    @Override
    public double rocArea() {
        return ClassFigures.mean(counted(), ClassFigures::rocArea);
    }

    @Override
    public double precisionRecallArea() {
        return ClassFigures.mean(counted(), ClassFigures::precisionRecallArea);
    }

    private List<ClassFigures> counted() {
        return known == 2 ? classes.subList(1, classes.size()) : classes;
    }

    /** Mean of {@code -ln} of the true label's probability, at least 1e-15; NaN if no true label is known. */
    public double logLoss() {
        return logLoss;
    }

    @Override
    public Reliability reliability() {
        return reliability;
    }

    @Override
    public double uncalibratedError() {
        return uncalibratedError;
    }

    /**
     * Matthews' correlation coefficient for any number of classes (Gorodkin 2004, equation 8; scikit-learn's
     * {@code matthews_corrcoef}): 1 if all answers are right, 0 if they say nothing about the truth, as where all have one
     * label.
     */
    public double mcc() {
        double given = 0;
        double own = 0;
        double both = 0;
        for (ClassFigures one : classes) {
            given += (double) one.predicted() * one.predicted();
            own += (double) one.rows() * one.rows();
            both += (double) one.rows() * one.predicted();
        }
        double all = (double) rows * rows;
        double spread = Math.sqrt((all - given) * (all - own));
        return spread == 0 ? 0 : ((double) right() * rows - both) / spread;
    }

    /** Accuracy of always answering the most frequent label of these rows. */
    public double majority() {
        return (double) classes.stream().mapToInt(ClassFigures::rows).max().orElse(0) / rows;
    }

    /** Share of rows whose answer is probable enough not to be rejected as none of the labels. */
    public double answered() {
        return answered;
    }

    /** Share of the answered rows that were answered rightly; NaN if none was answered. */
    public double answeredAccuracy() {
        return answeredAccuracy;
    }

    /** The probability below which an answer is rejected; 0 if none is. */
    public double rejectBelow() {
        return rejectBelow;
    }

    private int right() {
        int right = 0;
        for (int c = 0; c < labels.size(); c++) {
            right += confusion[c][c];
        }
        return right;
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        double[] interval = accuracyInterval();
        map.put("rows", rows);
        map.put("accuracy", accuracy());
        map.put("accuracyLow95", interval[0]);
        map.put("accuracyHigh95", interval[1]);
        map.put("majority", majority());
        map.put("mcc", mcc());
        map.put("macroF1", macro().f1());
        map.put("microF1", micro().f1());
        map.put("weightedF1", weighted().f1());
        map.put("rocAuc", ClassFigures.defined(rocArea()));
        map.put("prAuc", ClassFigures.defined(precisionRecallArea()));
        map.put("logLoss", ClassFigures.defined(logLoss));
        map.put("calibrationError", calibrationError());
        map.put("uncalibratedError", ClassFigures.defined(uncalibratedError));
        map.put("rejectBelow", rejectBelow);
        map.put("answered", answered);
        map.put("answeredAccuracy", ClassFigures.defined(answeredAccuracy));
        map.put("classes", classes.stream().map(ClassFigures::toMap).toList());
        List<Object> matrix = new ArrayList<>();
        for (int[] row : confusion) {
            matrix.add(Arrays.stream(row).boxed().toList());
        }
        map.put("confusion", matrix);
        map.put("reliability", reliability.toList());
        map.put("warnings", warnings);
        return map;
    }

    /** A table for a terminal of 80 columns. */
    @Override
    public String toString() {
        return EvaluationTable.of(this);
    }
}
