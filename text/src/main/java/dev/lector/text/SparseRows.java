// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Rows of which most values are 0, as bags of words: compressed sparse rows.
 *
 * @param columns width of a row
 * @param starts {@code rows + 1} indices: row {@code r} has the entries from {@code starts[r]} to {@code starts[r+1]}
 * @param indices column of each entry, ascending within a row; not copied
 * @param values value of each entry; not copied
 */
public record SparseRows(int columns, int[] starts, int[] indices, float[] values) implements EncodedRows {
    /** Checks the lengths. */
    public SparseRows {
        if (starts.length < 1 || starts[starts.length - 1] != indices.length || indices.length != values.length) {
            throw new IllegalArgumentException(
                    "Every entry has a column and a value, and the last start is their number." + " Received: starts="
                            + starts.length + ", indices=" + indices.length + ", values=" + values.length + ".");
        }
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    @Override
    public int width() {
        return columns;
    }

    /** One row with all its zeros. */
    public float[] row(int row) {
        float[] dense = new float[columns];
        for (int e = starts[row]; e < starts[row + 1]; e++) {
            dense[indices[e]] = values[e];
        }
        return dense;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseRows that
                && columns == that.columns
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
    }
}
