// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/** What happens to a row that cannot be read. */
public enum Policy {
    /** Reading ends with a {@link BadInputException}. Bytes that are no characters count as such a row. */
    FAIL,
    /**
     * The row is left out and counted; bytes that are no characters become U+FFFD and are counted. What makes the rest of
     * the file unreadable (a quote that is never closed, a damaged .gz) still ends reading.
     */
    SKIP
}
