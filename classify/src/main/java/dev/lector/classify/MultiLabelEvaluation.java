// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a classifier that gives each text a set of labels does it. A label is given from its threshold on. A true label
 * that the classifier does not know is one it failed to give.
 */
public final class MultiLabelEvaluation implements Evaluation {
    private final List<String> labels;
    private final List<String> warnings;
    private final int rows;
    private final List<ClassFigures> classes;
    private final Averages micro;
    private final double accuracy;
    private final double hammingLoss;
    private final double labelsPerRow;
    private final double labelsGiven;
    private final Reliability reliability;
    private final double uncalibratedError;

    private MultiLabelEvaluation(TruthCheck check, Answers answers) {
        this.labels = check.labels();
        this.warnings = check.warnings();
        this.rows = check.truth().size();
        int known = check.known();
        boolean[] truth = check.matrix();
        boolean[] given = answers.fromThresholds(known);
        int[] own = new int[labels.size()];
        check.truth().forEach(row -> {
            for (int label : row) {
                own[label]++;
            }
        });
        this.classes = figures(own, known, truth, given, answers.probabilities());
        int exact = 0;
        long hits = 0;
        long said = 0;
        long wantedInAll = 0;
        for (int r = 0; r < rows; r++) {
            int mine = 0;
            int found = 0;
            for (int i = r * known; i < (r + 1) * known; i++) {
                mine += given[i] ? 1 : 0;
                found += given[i] && truth[i] ? 1 : 0;
            }
            int wanted = check.truth().get(r).length;
            exact += mine == wanted && found == wanted ? 1 : 0;
            hits += found;
            said += mine;
            wantedInAll += wanted;
        }
        this.accuracy = (double) exact / rows;
        this.micro = new Averages(
                ClassFigures.ratio(hits, said),
                ClassFigures.ratio(hits, wantedInAll),
                ClassFigures.ratio(2.0 * hits, said + wantedInAll));
        this.hammingLoss = (double) (said + wantedInAll - 2 * hits) / ((double) rows * labels.size());
        this.labelsPerRow = (double) wantedInAll / rows;
        this.labelsGiven = (double) said / rows;
        this.reliability = Reliability.of(answers.probabilities(), truth);
        this.uncalibratedError =
                answers.calibrated() ? Reliability.of(answers.raw(), truth).error() : Double.NaN;
    }

    static MultiLabelEvaluation of(List<String> labels, LabelledTexts truth, Answers answers, UnseenLabels unseen) {
        return new MultiLabelEvaluation(TruthCheck.of(labels, truth, answers.probabilities(), unseen), answers);
    }

    private List<ClassFigures> figures(int[] own, int known, boolean[] truth, boolean[] given, float[] probabilities) {
        List<ClassFigures> figures = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            if (c >= known) {
                figures.add(ClassFigures.of(labels.get(c), own[c], 0, 0, null, null));
                continue;
            }
            float[] scores = new float[rows];
            boolean[] positive = new boolean[rows];
            int predicted = 0;
            int right = 0;
            for (int r = 0; r < rows; r++) {
                scores[r] = probabilities[r * known + c];
                positive[r] = truth[r * known + c];
                predicted += given[r * known + c] ? 1 : 0;
                right += given[r * known + c] && positive[r] ? 1 : 0;
            }
            figures.add(ClassFigures.of(labels.get(c), own[c], predicted, right, scores, positive));
        }
        return List.copyOf(figures);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    /** Subset accuracy: the share of rows that were given exactly their labels. */
    @Override
    public double accuracy() {
        return accuracy;
    }

    /** Share of the decisions, one a row and label, that are wrong. */
    public double hammingLoss() {
        return hammingLoss;
    }

    /** True labels a row, on average. */
    public double labelsPerRow() {
        return labelsPerRow;
    }

    /** Labels given to a row, on average. */
    public double labelsGiven() {
        return labelsGiven;
    }

    @Override
    public List<ClassFigures> classes() {
        return classes;
    }

    /** From the counts of all labels together. */
    @Override
    public Averages micro() {
        return micro;
    }

    @Override
    public double rocArea() {
        return ClassFigures.mean(classes, ClassFigures::rocArea);
    }

    @Override
    public double precisionRecallArea() {
        return ClassFigures.mean(classes, ClassFigures::precisionRecallArea);
    }

    /** Of all probabilities, one a row and label. */
    @Override
    public Reliability reliability() {
        return reliability;
    }

    @Override
    public double uncalibratedError() {
        return uncalibratedError;
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows);
        map.put("multiLabel", true);
        map.put("microF1", micro.f1());
        map.put("macroF1", macro().f1());
        map.put("accuracy", accuracy);
        map.put("microPrecision", micro.precision());
        map.put("microRecall", micro.recall());
        map.put("weightedF1", weighted().f1());
        map.put("hammingLoss", hammingLoss);
        map.put("labelsPerRow", labelsPerRow);
        map.put("labelsGiven", labelsGiven);
        map.put("rocAuc", ClassFigures.defined(rocArea()));
        map.put("prAuc", ClassFigures.defined(precisionRecallArea()));
        map.put("calibrationError", calibrationError());
        map.put("uncalibratedError", ClassFigures.defined(uncalibratedError));
        map.put("classes", classes.stream().map(ClassFigures::toMap).toList());
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
