// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** Encoded texts, one a row. */
public sealed interface EncodedRows permits IdRows, SparseRows {
    /** How many texts. */
    int rows();

    /** How many values a row has: steps, or columns. */
    int width();
}
