// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Encoded texts with what the encoding saw of each.
 *
 * @param rows one row a text
 * @param tokens how many tokens each text has
 * @param known how many tokens of the vocabulary stand in each row; 0 means that the row holds no evidence
 */
public record EncodedTexts(EncodedRows rows, int[] tokens, int[] known) {
    /** Whether no known word of text {@code row} reached its row: the model's answer then says nothing about the text. */
    public boolean withoutEvidence(int row) {
        return known[row] == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedTexts that
                && rows.equals(that.rows)
                && Arrays.equals(tokens, that.tokens)
                && Arrays.equals(known, that.known);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }
}
