// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** Makes {@link SparseRows} from rows of ids, each weighed by its count in the row. */
final class SparseBuilder {
    /** The value of an id that stands {@code count} times among the {@code length} ids of its row. */
    interface Weight {
        double of(int id, int count, int length);
    }

    private final int columns;
    private final Weight weight;
    private int[] starts = {0};
    private int rows;
    private int[] indices = new int[256];
    private float[] values = new float[256];
    private int[] sorted = new int[64];

    SparseBuilder(int columns, Weight weight) {
        this.columns = columns;
        this.weight = weight;
    }

    /** Adds a row; ids from {@code columns} on count for the length but have no entry, as in Keras. */
    void add(int[] ids, int length) {
        if (sorted.length < length) {
            sorted = new int[length * 2];
        }
        System.arraycopy(ids, 0, sorted, 0, length);
        Arrays.sort(sorted, 0, length);
        int entries = starts[rows];
        for (int i = 0; i < length && sorted[i] < columns; ) {
            int next = i + 1;
            while (next < length && sorted[next] == sorted[i]) {
                next++;
            }
            if (entries == indices.length) {
                indices = Arrays.copyOf(indices, entries * 2);
                values = Arrays.copyOf(values, entries * 2);
            }
            indices[entries] = sorted[i];
            values[entries++] = (float) weight.of(sorted[i], next - i, length);
            i = next;
        }
        if (++rows == starts.length) {
            starts = Arrays.copyOf(starts, rows * 2);
        }
        starts[rows] = entries;
    }

    SparseRows build() {
        int entries = starts[rows];
        return new SparseRows(
                columns,
                Arrays.copyOf(starts, rows + 1),
                Arrays.copyOf(indices, entries),
                Arrays.copyOf(values, entries));
    }
}
