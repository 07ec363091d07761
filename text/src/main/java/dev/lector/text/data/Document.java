// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * A text, labelled or not.
 *
 * @param text as it stands in the file
 * @param label trimmed, or null
 * @param line the line of the file on which its row begins, from 1; 0 if it is from no file
 */
public record Document(String text, String label, long line) {
    /** A document from memory. */
    public Document(String text, String label) {
        this(text, label, 0);
    }
}
