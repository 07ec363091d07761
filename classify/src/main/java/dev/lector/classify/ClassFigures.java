// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

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
        double precisionRecallArea) {}
