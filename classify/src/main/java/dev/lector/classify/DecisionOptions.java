// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/**
 * What is wanted of a classifier's {@link Decision}, which is then learnt from the validation rows.
 *
 * @param calibration of the probabilities
 * @param rejectBelow an answer less probable than this is none of the labels; 0 for none
 * @param precision share of the answers that must be right on the validation rows: answers below the probability that gives it
 *     are none of the labels; 0 to answer always
 */
public record DecisionOptions(CalibrationMethod calibration, double rejectBelow, double precision) {
    /** The network's own probabilities, every text answered. */
    public static final DecisionOptions DEFAULT = new DecisionOptions(CalibrationMethod.NONE, 0, 0);

    /** Checks the ranges. */
    public DecisionOptions {
        check("rejectBelow", rejectBelow);
        check("precision", precision);
        if (rejectBelow > 0 && precision > 0) {
            throw new IllegalArgumentException("Answers are rejected by a given probability or by a wanted precision."
                    + " Received: rejectBelow=" + rejectBelow + ", precision=" + precision + ". Give one of them.");
        }
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("A share must be at least 0 and below 1. Received: " + name + "=" + share
                    + ". Give 0.95, or leave it out.");
        }
    }

    /** With another calibration. */
    public DecisionOptions calibration(CalibrationMethod value) {
        return new DecisionOptions(value, rejectBelow, precision);
    }

    /** With a probability below which answers are rejected. */
    public DecisionOptions rejectBelow(double value) {
        return new DecisionOptions(calibration, value, precision);
    }

    /** With a wanted precision of the answers. */
    public DecisionOptions precision(double value) {
        return new DecisionOptions(calibration, rejectBelow, value);
    }

    /** Refuses wishes that the labels, or missing validation rows, cannot fulfil. */
    void check(boolean multiLabel, int validationRows) {
        if (multiLabel && rejectBelow + precision > 0) {
            throw new IllegalArgumentException("Where a text may have several labels, none is an answer like others:"
                    + " each label has its threshold. Received: rejectBelow=" + rejectBelow + ", precision=" + precision
                    + ". Leave them out.");
        }
        if (validationRows == 0 && (calibration != CalibrationMethod.NONE || precision > 0)) {
            throw new IllegalArgumentException("Calibration, and a threshold for a wanted precision, are learnt from"
                    + " validation rows. Received: validation rows=0. Hold rows back, or give some.");
        }
    }
}
