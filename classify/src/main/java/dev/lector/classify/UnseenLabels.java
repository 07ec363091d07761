// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/** What an evaluation does with a row whose true label the classifier does not know. */
public enum UnseenLabels {
    /** The evaluation fails and names the label. */
    FAIL,
    /**
     * The row counts as answered wrongly: in accuracy, F1, the confusion matrix and the calibration error. Log loss and
     * the areas under curves, which need a probability of the true label, leave it out. A warning names the labels.
     */
    COUNT_AS_WRONG
}
