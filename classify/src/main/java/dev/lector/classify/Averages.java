// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Precision, recall and F1 averaged over classes.
 *
 * @param precision average
 * @param recall average
 * @param f1 average of the classes' F1; for the micro average F1 of the summed counts
 */
public record Averages(double precision, double recall, double f1) {
    /** Every class counts the same. */
    static Averages macro(List<ClassFigures> classes) {
        return new Averages(
                mean(classes, ClassFigures::precision),
                mean(classes, ClassFigures::recall),
                mean(classes, ClassFigures::f1));
    }

    /** Every class counts as many times as it has rows. */
    static Averages weighted(List<ClassFigures> classes) {
        return new Averages(
                weightedMean(classes, ClassFigures::precision),
                weightedMean(classes, ClassFigures::recall),
                weightedMean(classes, ClassFigures::f1));
    }

    private static double mean(List<ClassFigures> classes, ToDoubleFunction<ClassFigures> figure) {
        return classes.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double weightedMean(List<ClassFigures> classes, ToDoubleFunction<ClassFigures> figure) {
        long rows = classes.stream().mapToLong(ClassFigures::rows).sum();
        double sum = classes.stream()
                .mapToDouble(one -> one.rows() * figure.applyAsDouble(one))
                .sum();
        return rows == 0 ? 0 : sum / rows;
    }
}
