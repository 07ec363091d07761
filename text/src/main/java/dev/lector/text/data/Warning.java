// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * Something about the data that the user should know.
 *
 * @param kind for programs
 * @param message one line, for people
 */
public record Warning(Kind kind, String message) {
    /** What a warning is about. */
    public enum Kind {
        /** Labels that differ only in case, blanks or Unicode form. */
        NEAR_EQUAL_LABELS,
        /** The label column mostly holds different, long values. */
        LABEL_LOOKS_LIKE_TEXT,
        /** Rows were left out. */
        SKIPPED_ROWS,
        /** Bytes that are no characters were replaced. */
        REPLACED_BYTES,
        /** Files that were not read: hidden ones, links, devices. */
        IGNORED_FILES,
        /** Texts without a character. */
        EMPTY_TEXTS,
        /** Texts that also stand in another part. */
        DUPLICATES
    }
}
