// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * Which fields of a file are text and label. A field is a column of a table (its name, or its number from 1), or what the
 * format knows: {@code subject}, {@code topics}, ...; every file of a folder or archive also has {@code folder}, {@code
 * folder1} (the outermost), ..., {@code file} and {@code part}. In XML both are paths ({@code reviews/review/@stars}).
 *
 * @param table how to read the files
 * @param text the field that is the text, several joined by {@code +}; null for the usual one
 * @param label the field that is the label; null for the usual one
 * @param labels whether every document must have a label, and only one; else there may be none, one or several
 * @param labelSeparator what stands between several labels in one field, or null
 * @param metadata whether the documents keep their other fields; the part is kept always
 * @param nfc whether texts and labels are brought into Unicode's normalization form C
 */
public record DocumentOptions(
        ReadOptions table,
        String text,
        String label,
        boolean labels,
        Character labelSeparator,
        boolean metadata,
        boolean nfc) {
    /** For training: one label is needed, everything is guessed. */
    public static final DocumentOptions LABELLED =
            new DocumentOptions(ReadOptions.DEFAULT, null, null, true, null, true, true);

    /** For prediction: labels are not needed. */
    public static final DocumentOptions UNLABELLED =
            new DocumentOptions(ReadOptions.DEFAULT, null, null, false, null, true, true);

    /** A copy with other options for the files. */
    public DocumentOptions table(ReadOptions value) {
        return new DocumentOptions(value, text, label, labels, labelSeparator, metadata, nfc);
    }

    /** A copy with a field for the text. */
    public DocumentOptions text(String value) {
        return new DocumentOptions(table, value, label, labels, labelSeparator, metadata, nfc);
    }

    /** A copy with a field for the label. */
    public DocumentOptions label(String value) {
        return new DocumentOptions(table, text, value, labels, labelSeparator, metadata, nfc);
    }

    /** A copy whose label field holds several labels. */
    public DocumentOptions labelSeparator(Character value) {
        return new DocumentOptions(table, text, label, labels, value, metadata, nfc);
    }

    /** A copy that keeps the other fields, or does not. */
    public DocumentOptions metadata(boolean value) {
        return new DocumentOptions(table, text, label, labels, labelSeparator, value, nfc);
    }

    /** A copy that normalizes texts, or leaves them as they are. */
    public DocumentOptions nfc(boolean value) {
        return new DocumentOptions(table, text, label, labels, labelSeparator, metadata, value);
    }
}
