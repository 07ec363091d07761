// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * Where a document was found.
 *
 * @param source the file; {@code archive.zip!/folder/file} within an archive; empty for a document from memory
 * @param line on which it begins, from 1; 0 if it is from no file
 */
public record Origin(String source, long line) {
    /** Of documents that a program made. */
    public static final Origin MEMORY = new Origin("", 0);

    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line : "");
    }
}
