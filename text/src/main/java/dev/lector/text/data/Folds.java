// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The fold of each row, for cross-validation.
 *
 * @param count how many folds
 * @param fold of each row, from 0; not copied
 */
public record Folds(int count, int[] fold) {
    /** Checks that every fold has a row. */
    public Folds {
        BitSet used = new BitSet(Math.max(count, 0));
        for (int each : fold) {
            if (each < 0 || each >= count) {
                throw new IllegalArgumentException(
                        "Folds are numbered from 0. Received: fold=" + each + ", folds=" + count + ".");
            }
            used.set(each);
        }
        if (count < 2 || used.cardinality() < count) {
            throw new IllegalArgumentException("There must be at least two folds, each with a row. Received: folds="
                    + count + ", folds with rows=" + used.cardinality() + ". Use fewer folds, or more rows.");
        }
    }

    /** Fold {@code index} as the test part, all others as the training part. */
    public Split split(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "Folds are numbered from 0. Received: fold=" + index + ", folds=" + count + ".");
        }
        BitSet test = new BitSet(fold.length);
        for (int row = 0; row < fold.length; row++) {
            test.set(row, fold[row] == index);
        }
        return Split.of(test, fold.length);
    }

    /** Writes the fold of each row, one a line. */
    public void write(Path file) throws IOException {
        Split.writeNumbers(file, fold);
    }

    /**
     * Reads the fold of each row, one number from 0 a line, as {@link #write} and other tools write it.
     *
     * @param rows how many rows the set has
     */
    public static Folds read(Path file, int rows) throws IOException {
        int[] fold = Split.numbers(file, Math.max(1, rows), "fold");
        if (fold.length != rows) {
            throw BadInputException.file(
                    "A file of folds must have a line for each row.",
                    file.toString(),
                    0,
                    "lines=" + fold.length + ", rows=" + rows,
                    "Check that the file belongs to this set.");
        }
        return new Folds(Arrays.stream(fold).max().orElse(-1) + 1, fold);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds that && count == that.count && Arrays.equals(fold, that.fold);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fold);
    }

    @Override
    public String toString() {
        return count + " folds of " + fold.length + " rows";
    }
}
