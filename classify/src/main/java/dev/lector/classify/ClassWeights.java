// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How much the rows of a class count in training, for data where one class outnumbers another. Immutable.
 *
 * @param balanced whether every class counts the same in all: rows / (classes · rows of the class), as in scikit-learn
 * @param byLabel else the weight of the labels named, 1 for others
 */
public record ClassWeights(boolean balanced, Map<String, Double> byLabel) {
    /** Every row counts the same. */
    public static final ClassWeights NONE = new ClassWeights(false, Map.of());

    /** Every class counts the same in all. */
    public static final ClassWeights BALANCED = new ClassWeights(true, Map.of());

    /** Checks the weights. */
    public ClassWeights {
        byLabel = Map.copyOf(byLabel);
        for (Map.Entry<String, Double> one : byLabel.entrySet()) {
            if (!(one.getValue() > 0 && one.getValue() <= 1e6)) {
                throw new IllegalArgumentException("The weight of a class is a number above 0. Received: "
                        + Lists.oneLine(one.getKey(), 40) + "=" + one.getValue() + ". Give 2 to let its rows count"
                        + " twice.");
            }
        }
    }

    /**
     * From text.
     *
     * @param text {@code balanced}, or {@code label=weight,label=weight}
     */
    public static ClassWeights parse(String text) {
        if (text.equals("balanced")) {
            return BALANCED;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String one : text.split(",", -1)) {
            int at = one.lastIndexOf('=');
            try {
                if (at < 1 || weights.put(one.substring(0, at), Double.valueOf(one.substring(at + 1))) != null) {
                    throw wrong(text);
                }
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }
        return new ClassWeights(false, weights);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "Class weights are the word balanced, or label=weight,label=weight with each"
                        + " label once. Received: class weights=" + Lists.oneLine(text, 60) + ". Correct them.");
    }

    /** True if every row counts the same. */
    boolean isNone() {
        return !balanced && byLabel.isEmpty();
    }

    /**
     * The weight of each row, or null if all count the same.
     *
     * @param labels of the classifier
     * @param training rows that are trained on
     * @throws IllegalArgumentException if the rows may have several labels, or a weight is given for a label that does not
     *     exist
     */
    float[] ofRows(List<String> labels, LabelledTexts training) {
        if (isNone()) {
            return null;
        }
        if (training.multiLabel()) {
            throw new IllegalArgumentException(
                    "Classes are weighted where a text has one label. Received: several labels"
                            + " a text, class weights=" + this
                            + ". Leave them out: thresholds are tuned for each label.");
        }
        Map<String, Double> weights = ofLabels(labels, training);
        float[] rows = new float[training.rows()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = weights.get(training.label(row)).floatValue();
        }
        return rows;
    }

    private Map<String, Double> ofLabels(List<String> labels, LabelledTexts training) {
        TreeSet<String> strange = new TreeSet<>(byLabel.keySet());
        labels.forEach(strange::remove);
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException("A class weight names a label of the data. Received: "
                    + Lists.quoted(strange) + ", labels=" + Lists.quoted(labels) + ". Correct the label.");
        }
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < training.rows(); row++) {
            rows.merge(training.label(row), 1, Integer::sum);
        }
        Map<String, Double> weights = new HashMap<>();
        for (String label : labels) {
            double equal = (double) training.rows() / (labels.size() * Math.max(1, rows.getOrDefault(label, 0)));
            weights.put(label, balanced ? equal : byLabel.getOrDefault(label, 1.0));
        }
        return weights;
    }

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return balanced ? "balanced" : byLabel.toString();
    }
}
