// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import dev.lector.text.Encoding.Bag.Norm;
import java.util.Arrays;
import java.util.List;

/** Makes {@link SparseRows} from rows of ids, each weighed by its count in the row. */
final class SparseBuilder {
    /** The value of an id that stands {@code count} times among the {@code length} ids of its row. */
    interface Weight {
        double of(int id, int count, int length);
    }

    private final int columns;
    private final Weight weight;
    private final Norm norm;
    private int[] starts = {0};
    private int rows;
    private int[] indices = new int[256];
    private float[] values = new float[256];
    private int[] sorted = new int[64];
    private double[] weights = new double[64];

    SparseBuilder(int columns, Weight weight) {
        this(columns, weight, Norm.NONE);
    }

    SparseBuilder(int columns, Weight weight, Norm norm) {
        this.columns = columns;
        this.weight = weight;
        this.norm = norm;
    }

    /** Adds a row; ids from {@code columns} on count for the length but have no entry, as in Keras. */
    void add(int[] ids, int length) {
        if (sorted.length < length) {
            sorted = new int[length * 2];
            weights = new double[length * 2];
        }
        System.arraycopy(ids, 0, sorted, 0, length);
        Arrays.sort(sorted, 0, length);
        int from = starts[rows];
        int found = 0;
        if (from + (long) length > indices.length) {
            int size = TokenCursor.grown(indices.length, from + (long) length);
            indices = Arrays.copyOf(indices, size);
            values = Arrays.copyOf(values, size);
        }
        for (int i = 0; i < length && sorted[i] < columns; ) {
            int next = i + 1;
            while (next < length && sorted[next] == sorted[i]) {
                next++;
            }
            indices[from + found] = sorted[i];
            weights[found++] = weight.of(sorted[i], next - i, length);
            i = next;
        }
        norm.apply(weights, found);
        for (int i = 0; i < found; i++) {
            values[from + i] = (float) weights[i];
        }
        if (++rows == starts.length) {
            starts = Arrays.copyOf(starts, rows * 2);
        }
        starts[rows] = from + found;
    }

    /** The rows of several builders, one below the other. */
    static SparseRows join(List<SparseBuilder> parts) {
        long entries = 0;
        int rows = 0;
        for (SparseBuilder part : parts) {
            entries += part.starts[part.rows];
            rows += part.rows;
        }
        if (entries > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Sparse rows have fewer than 2^31 values. Received: values=" + entries
                    + ". Encode fewer texts at a time.");
        }
        int[] starts = new int[rows + 1];
        int[] indices = new int[(int) entries];
        float[] values = new float[(int) entries];
        int row = 0;
        int at = 0;
        for (SparseBuilder part : parts) {
            int length = part.starts[part.rows];
            System.arraycopy(part.indices, 0, indices, at, length);
            System.arraycopy(part.values, 0, values, at, length);
            for (int r = 1; r <= part.rows; r++) {
                starts[++row] = at + part.starts[r];
            }
            at += length;
        }
        return new SparseRows(parts.get(0).columns, starts, indices, values);
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
