// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.util.Arrays;

/** A matrix of which most cells are 0, row by row. */
public final class SparseMatrix {
    private static final int ROWS_A_TASK = 64;

    private final int columns;
    private final int[][] indexes;
    private final float[][] values;

    /**
     * A matrix from its rows.
     *
     * @param columns how many there are
     * @param indexes of each row: its columns, each once; not copied
     * @param values of each row: the values at these columns; not copied
     */
    public SparseMatrix(int columns, int[][] indexes, float[][] values) {
        if (indexes.length != values.length) {
            throw new IllegalArgumentException("Every row has columns and values. Received: rows of columns="
                    + indexes.length + ", rows of values=" + values.length + ".");
        }
        for (int row = 0; row < indexes.length; row++) {
            if (indexes[row].length != values[row].length) {
                throw new IllegalArgumentException("Every column of a row has a value. Received: row=" + row
                        + ", columns=" + indexes[row].length + ", values=" + values[row].length + ".");
            }
            for (int column : indexes[row]) {
                if (column < 0 || column >= columns) {
                    throw new IllegalArgumentException("A column must lie in the matrix. Received: row=" + row
                            + ", column=" + column + ", columns=" + columns + ".");
                }
            }
        }
        this.columns = columns;
        this.indexes = indexes;
        this.values = values;
    }

    /** Rows. */
    public int rows() {
        return indexes.length;
    }

    /** Columns. */
    public int columns() {
        return columns;
    }

    /** Cells that are kept. */
    public long cells() {
        return Arrays.stream(indexes).mapToLong(row -> row.length).sum();
    }

    /** Rows for columns. */
    public SparseMatrix transposed() {
        int[] counts = new int[columns];
        for (int[] row : indexes) {
            for (int column : row) {
                counts[column]++;
            }
        }
        int[][] rows = new int[columns][];
        float[][] turned = new float[columns][];
        for (int column = 0; column < columns; column++) {
            rows[column] = new int[counts[column]];
            turned[column] = new float[counts[column]];
            counts[column] = 0;
        }
        for (int row = 0; row < indexes.length; row++) {
            for (int i = 0; i < indexes[row].length; i++) {
                int column = indexes[row][i];
                rows[column][counts[column]] = row;
                turned[column][counts[column]++] = values[row][i];
            }
        }
        return new SparseMatrix(indexes.length, rows, turned);
    }

    /**
     * The product with a dense matrix.
     *
     * @param right {@code (columns, width)}
     * @param product modified: {@code (rows, width)}
     */
    void multiply(Kernels kernels, Workers workers, float[] right, int width, float[] product) throws IOException {
        int tasks = (rows() + ROWS_A_TASK - 1) / ROWS_A_TASK;
        workers.run(tasks, (worker, task) -> {
            int[] offsets = new int[0];
            int last = Math.min(rows(), (task + 1) * ROWS_A_TASK);
            for (int row = task * ROWS_A_TASK; row < last; row++) {
                int n = indexes[row].length;
                offsets = offsets.length < n ? new int[n] : offsets;
                for (int i = 0; i < n; i++) {
                    offsets[i] = indexes[row][i] * width;
                }
                kernels.fill(width, 0, product, row * width);
                kernels.addScaledRows(n, width, values[row], 0, right, 0, offsets, 0, product, row * width);
            }
        });
    }
}
