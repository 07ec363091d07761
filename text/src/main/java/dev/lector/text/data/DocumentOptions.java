// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * Which columns of a table are text and label.
 *
 * @param table how to read the table
 * @param text name or number (from 1) of the text column, null to guess
 * @param label name or number (from 1) of the label column, null to guess
 * @param labels whether every row must have a label; else the label column may be missing and labels may be empty
 */
public record DocumentOptions(ReadOptions table, String text, String label, boolean labels) {
    /** For training: labels are needed, everything is guessed. */
    public static final DocumentOptions LABELLED = new DocumentOptions(ReadOptions.DEFAULT, null, null, true);

    /** For prediction: labels are not needed. */
    public static final DocumentOptions UNLABELLED = new DocumentOptions(ReadOptions.DEFAULT, null, null, false);

    /** A copy with other table options. */
    public DocumentOptions table(ReadOptions value) {
        return new DocumentOptions(value, text, label, labels);
    }

    /** A copy with a text column. */
    public DocumentOptions text(String value) {
        return new DocumentOptions(table, value, label, labels);
    }

    /** A copy with a label column. */
    public DocumentOptions label(String value) {
        return new DocumentOptions(table, text, value, labels);
    }
}
