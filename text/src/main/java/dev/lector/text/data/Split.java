// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The rows of a set in two parts; row numbers from 0, ascending.
 *
 * @param train rows to learn from
 * @param test rows to judge by
 */
public record Split(int[] train, int[] test) {
    /**
     * The split of a file of test rows, one number from 0 a line, as {@link #write} and other tools write it.
     *
     * @param rows how many rows the set has
     * @throws BadInputException if a line is no row of the set, or a row stands there twice
     */
    public static Split read(Path file, int rows) throws IOException {
        BitSet test = new BitSet(rows);
        int[] numbers = numbers(file, rows, "row");
        for (int i = 0; i < numbers.length; i++) {
            if (test.get(numbers[i])) {
                throw BadInputException.file(
                        "A row must stand in a file of test rows once.",
                        file.toString(),
                        i + 1,
                        "row=" + numbers[i] + " again",
                        "Remove one.");
            }
            test.set(numbers[i]);
        }
        if (numbers.length == 0 || numbers.length == rows) {
            throw BadInputException.file(
                    "Both parts of a split must have rows.",
                    file.toString(),
                    0,
                    "test rows=" + numbers.length + ", rows=" + rows,
                    "List the rows of the test part only.");
        }
        return of(test, rows);
    }

    static Split of(BitSet test, int rows) {
        BitSet train = (BitSet) test.clone();
        train.flip(0, rows);
        return new Split(train.stream().toArray(), test.stream().toArray());
    }

    /** Writes the test rows, one a line. */
    public void write(Path file) throws IOException {
        writeNumbers(file, test);
    }

    static void writeNumbers(Path file, int[] numbers) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int number : numbers) {
            lines.append(number).append('\n');
        }
        Files.writeString(file, lines);
    }

    /** Numbers from 0 below a bound, one a line; blank lines at the end are allowed. */
    static int[] numbers(Path file, int bound, String name) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            LineReader lines = new LineReader(file.toString(), new InputStreamReader(in, StandardCharsets.UTF_8), 1000);
            for (String line = lines.next(); line != null; line = lines.next()) {
                String value = line.strip();
                if (value.isEmpty()) {
                    continue;
                }
                int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
                if (number < 0 || number >= bound) {
                    throw BadInputException.file(
                            "Each line must hold a number from 0 to " + (bound - 1) + ".",
                            file.toString(),
                            lines.line(),
                            name + "=" + (value.length() > 40 ? value.substring(0, 40) : value),
                            "Check that the file belongs to this set; numbers begin at 0.");
                }
                numbers.add(number);
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split that && Arrays.equals(train, that.train) && Arrays.equals(test, that.test);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(test);
    }

    @Override
    public String toString() {
        return "Split of " + train.length + " and " + test.length + " rows";
    }
}
