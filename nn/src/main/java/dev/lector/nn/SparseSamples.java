// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/**
 * Rows of which most values are 0, as bags of words: compressed sparse rows.
 *
 * @param columns width of a row
 * @param starts {@code rows + 1} indices: row {@code r} has the entries from {@code starts[r]} to {@code starts[r+1]}
 * @param indices column of each entry, ascending within a row, without repetition; not copied
 * @param values value of each entry; not copied
 */
public record SparseSamples(int columns, int[] starts, int[] indices, float[] values) implements Samples {
    /** Checks the structure. */
    public SparseSamples {
        if (starts.length < 1 || starts[0] != 0 || starts[starts.length - 1] > indices.length) {
            throw new IllegalArgumentException(
                    "Row starts must run from 0 to at most the number of entries. Received: rows=" + (starts.length - 1)
                            + ", entries=" + indices.length + ".");
        }
        if (indices.length != values.length) {
            throw new IllegalArgumentException("Every entry has a column and a value. Received: indices="
                    + indices.length + ", values=" + values.length + ".");
        }
        for (int r = 0; r + 1 < starts.length; r++) {
            for (int e = starts[r]; e < starts[r + 1]; e++) {
                if (indices[e] < 0 || indices[e] >= columns || (e > starts[r] && indices[e] <= indices[e - 1])) {
                    throw new IllegalArgumentException(
                            "Columns must ascend within a row, from 0 to columns-1. Received:" + " row=" + r
                                    + ", column=" + indices[e] + ", columns=" + columns + ".");
                }
            }
        }
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    @Override
    public Shape shape() {
        return Shape.of(columns);
    }

    @Override
    public InputKind kind() {
        return InputKind.SPARSE;
    }
}
