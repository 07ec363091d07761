// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well one class is found. A quotient whose divisor is 0 counts as 0, as in scikit-learn; an area is NaN where it is
 * not defined.
 *
 * @param label of the class
 * @param rows that are of this class
 * @param predicted rows that were given this label
 * @param precision share of {@code predicted} that is right
 * @param recall share of {@code rows} that was found
 * @param f1 harmonic mean of precision and recall
 * @param rocArea area under the ROC curve, this class against the rest; NaN without rows of both kinds
 * @param precisionRecallArea average precision, this class against the rest; NaN without a row of the class
 */
public record ClassFigures(
        String label,
        int rows,
        int predicted,
        double precision,
        double recall,
        double f1,
        double rocArea,
        double precisionRecallArea) {

    /**
     * From counts.
     *
     * @param right rows of the class that were given its label
     * @param scores probabilities of the class, not modified; null if the classifier has none for it
     * @param positive whether each of these rows is of the class
     */
    static ClassFigures of(String label, int rows, int predicted, int right, float[] scores, boolean[] positive) {
        return new ClassFigures(
                label,
                rows,
                predicted,
                ratio(right, predicted),
                ratio(right, rows),
                ratio(2.0 * right, rows + predicted),
                scores == null ? Double.NaN : Curves.rocArea(scores, positive),
                scores == null ? Double.NaN : Curves.precisionRecallArea(scores, positive));
    }

    /** A quotient, 0 where it is not defined. */
    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** The mean of a figure over the classes where it is defined; NaN if it is nowhere. */
    static double mean(List<ClassFigures> classes, ToDoubleFunction<ClassFigures> figure) {
        return classes.stream()
                .mapToDouble(figure)
                .filter(one -> !Double.isNaN(one))
                .average()
                .orElse(Double.NaN);
    }

    /** As numbers and text, ready for JSON; a figure that is not defined is null. */
    Map<String, Object> toMap() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("label", label);
        figures.put("rows", rows);
        figures.put("predicted", predicted);
        figures.put("precision", precision);
        figures.put("recall", recall);
        figures.put("f1", f1);
        figures.put("rocAuc", defined(rocArea));
        figures.put("prAuc", defined(precisionRecallArea));
        return figures;
    }

    /** The figure, or null if it is not defined. */
    static Double defined(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}
