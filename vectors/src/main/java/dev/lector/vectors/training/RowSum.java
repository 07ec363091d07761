// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.util.Arrays;

/** One row of a sparse matrix while it is summed up: a sum for every column, and a list of those in use. One a thread. */
final class RowSum {
    private final double[] sums;
    private int[] used = new int[1 << 10];
    private int count;

    RowSum(int columns) {
        sums = new double[columns];
    }

    /** Adds a positive value to a column. */
    void add(int column, double value) {
        if (count == used.length) {
            used = Arrays.copyOf(used, 2 * count);
        }
        // Without a branch, which would be guessed wrong for every other word.
        used[count] = column;
        count += sums[column] == 0 ? 1 : 0;
        sums[column] += value;
    }

    /** Columns in use. */
    int count() {
        return count;
    }

    /** A column in use, in the order of their first addition. */
    int column(int index) {
        return used[index];
    }

    /** The sum of a column in use. */
    double sum(int index) {
        return sums[used[index]];
    }

    /** Back to zeros. */
    void clear() {
        for (int i = 0; i < count; i++) {
            sums[used[i]] = 0;
        }
        count = 0;
    }
}
