// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Ids of equally long rows.
 *
 * @param rows how many rows
 * @param steps ids a row
 * @param ids {@code (rows, steps)}, not copied
 */
public record IdRows(int rows, int steps, int[] ids) implements EncodedRows {
    /** Checks that the ids fill the rows. */
    public IdRows {
        if (rows < 0 || steps < 1 || (long) rows * steps != ids.length) {
            throw new IllegalArgumentException("The ids must fill whole rows. Received: rows=" + rows + ", steps="
                    + steps + ", ids=" + ids.length + ".");
        }
    }

    @Override
    public int width() {
        return steps;
    }

    /** A copy of one row. */
    public int[] row(int row) {
        return Arrays.copyOfRange(ids, row * steps, (row + 1) * steps);
    }

    /**
     * Each id as a vector whose element of that number is 1 and whose others are 0.
     *
     * @param width elements of a vector, above the largest id
     * @param zeroIsPadding whether the vector of id 0 has no 1
     * @return {@code (rows, steps, width)}
     */
    public float[] oneHot(int width, boolean zeroIsPadding) {
        long size = (long) ids.length * width;
        if (width < 1 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("One-hot rows must fit an array. Received: ids=" + ids.length
                    + ", width=" + width + ". Encode fewer texts at a time, or use an embedding.");
        }
        float[] values = new float[(int) size];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= width) {
                throw new IllegalArgumentException("Ids must be below the width of a one-hot vector. Received: id="
                        + ids[i] + ", width=" + width + ". Use the vocabulary's size + 1.");
            }
            if (ids[i] != 0 || !zeroIsPadding) {
                values[i * width + ids[i]] = 1;
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdRows that && steps == that.steps && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return 31 * steps + Arrays.hashCode(ids);
    }
}
