// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the rows of a file and keeps those whose word is wanted; of a word that comes again the first row counts. */
final class VectorCollector {
    private final String file;
    private final Predicate<String> wanted;
    private final int most;
    private final List<String> words = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private float[] values = new float[0];
    private int dimensions;
    private long rows;
    private long duplicates;

    VectorCollector(String file, Predicate<String> wanted, int most) {
        this.file = file;
        this.wanted = wanted;
        this.most = most;
    }

    /** Must be told before the first row. */
    void dimensions(int count) {
        dimensions = count;
    }

    int dimensions() {
        return dimensions;
    }

    /** Rows begun so far, kept or not. */
    long rows() {
        return rows;
    }

    /** True if no more words are wanted: the rest of the file need not be read. */
    boolean full() {
        return words.size() >= most;
    }

    /** A word that was kept. */
    String word(int place) {
        return words.get(place);
    }

    /** Begins a row; true if its numbers are wanted, which then belong into {@link #values} from {@link #at} on. */
    boolean begin(String word) throws VectorFileException {
        rows++;
        if (!wanted.test(word)) {
            return false;
        }
        if (!taken.add(word)) {
            duplicates++;
            return false;
        }
        grow();
        words.add(word);
        return true;
    }

    private void grow() throws VectorFileException {
        long needed = (words.size() + 1L) * dimensions;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new VectorFileException(
                    "The vectors that are kept must fit one array.",
                    file,
                    0,
                    "words=" + (words.size() + 1) + ", dimensions=" + dimensions,
                    "Ask for fewer words.");
        }
        if (needed > values.length) {
            long more = Math.max(needed, Math.min(Integer.MAX_VALUE - 8, values.length * 3L / 2 + dimensions * 64L));
            values = Arrays.copyOf(values, (int) Math.min(more, Integer.MAX_VALUE - 8));
        }
    }

    float[] values() {
        return values;
    }

    /** Where the numbers of the row that was begun last belong. */
    int at() {
        return (words.size() - 1) * dimensions;
    }

    VectorFile result(VectorFormat format) throws VectorFileException {
        if (rows == 0) {
            throw new VectorFileException(
                    "A vector file must hold at least one word.",
                    file,
                    0,
                    "words=0",
                    "Check the file; lector data fetch glove brings one.");
        }
        float[] kept = Arrays.copyOf(values, words.size() * dimensions);
        return new VectorFile(new WordVectors(words, dimensions, kept), format, rows, duplicates);
    }
}
