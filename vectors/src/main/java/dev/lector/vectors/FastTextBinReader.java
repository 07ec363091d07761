// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * fastText's {@code .bin}, versions 11 and 12, streamed: a word's vector is the mean of its row and of the rows of its
 * character n-grams, which stand behind all words. For the words kept it is first found out which rows they need.
 */
final class FastTextBinReader {
    static final int MAGIC = 793712314;
    private static final int NEWEST = 12;
    private static final int SUPERVISED = 3;
    private static final String END = "</s>";

    private final BinaryInput in;
    private final VectorCollector to;
    private final boolean keepBuckets;
    private CharacterNgrams ngrams;
    private int dimensions;
    private int words;
    private int[] rows = new int[64];
    private float[] buckets = new float[0];

    /**
     * Prepares.
     *
     * @param keepBuckets whether the rows of n-grams are kept, for words that the file does not have
     */
    FastTextBinReader(BinaryInput in, VectorCollector to, boolean keepBuckets) {
        this.in = in;
        this.to = to;
        this.keepBuckets = keepBuckets;
    }

    /** How n-grams are made, or null if the file has none. */
    CharacterNgrams ngrams() {
        return ngrams;
    }

    /** Rows of the n-grams, all of them. */
    float[] buckets() {
        return buckets;
    }

    void read() throws IOException {
        header();
        dictionary();
        if (in.readByte() != 0) {
            throw quantised();
        }
        long count = in.readLong();
        long width = in.readLong();
        long expected = words + (ngrams == null ? 0 : (long) ngrams.buckets());
        if (width != dimensions || count < expected) {
            throw in.fault(
                    "A table of fastText has a row for each word and bucket.",
                    "rows=" + count + ", expected=" + expected + ", width=" + width + ", dim=" + dimensions,
                    "Write the file again with fastText.");
        }
        wordRows();
        if (ngrams != null) {
            ngramRows();
        }
    }

    private void header() throws IOException {
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version < 11 || version > NEWEST) {
            throw in.fault(
                    "A file of fastText begins with its number and version 11 or 12.",
                    "number=" + magic + ", version=" + version,
                    "Name a .bin that fastText has written.");
        }
        int[] a = new int[12];
        for (int i = 0; i < a.length; i++) {
            a[i] = in.readInt();
        }
        in.readLong();
        dimensions = a[0];
        int bucketCount = a[8];
        int least = Math.max(1, a[9]);
        int most = version == 11 && a[7] == SUPERVISED ? 0 : a[10];
        if (most >= least && bucketCount > 0) {
            ngrams = new CharacterNgrams(least, Math.min(most, 100), bucketCount);
        }
    }

    private void dictionary() throws IOException {
        int size = in.readInt();
        words = in.readInt();
        in.readInt();
        in.readLong();
        long pruned = in.readLong();
        in.checkSizes(words, dimensions);
        if (pruned >= 0) {
            throw quantised();
        }
        to.dimensions(dimensions);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            String word = in.readWord('\0');
            in.readLong();
            boolean label = in.readByte() != 0;
            if (label != i >= words) {
                throw in.fault(
                        "fastText's words stand before its labels.",
                        "entry " + i + ", words=" + words,
                        "The file is damaged: fetch it again.");
            }
            if (!label && !to.full() && to.begin(word)) {
                rows = kept == rows.length ? Arrays.copyOf(rows, 2 * kept) : rows;
                rows[kept++] = i;
            }
        }
        rows = Arrays.copyOf(rows, kept);
    }

    private void wordRows() throws IOException {
        int next = 0;
        for (int row = 0; row < words; row++) {
            if (next < rows.length && rows[next] == row) {
                in.readFloats(to.values(), next++ * dimensions, dimensions, false);
            } else {
                in.skip((long) dimensions * Float.BYTES);
            }
        }
        for (int i = 0; i < rows.length; i++) {
            in.checkFinite(to.word(i), to.values(), i * dimensions, dimensions);
        }
    }

    /** Adds the rows of n-grams as they come: (bucket, word) sorted by bucket. */
    private void ngramRows() throws IOException {
        int[] parts = new int[rows.length];
        long[] wanted = new long[16 * rows.length + 16];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            int[] of = to.word(i).equals(END) ? new int[0] : ngrams.of(to.word(i));
            parts[i] = of.length;
            wanted = count + of.length > wanted.length ? Arrays.copyOf(wanted, 2 * (count + of.length)) : wanted;
            for (int bucket : of) {
                wanted[count++] = (long) bucket << 32 | i;
            }
        }
        Arrays.sort(wanted, 0, count);
        float[] row = new float[dimensions];
        int at = 0;
        for (int bucket = 0; bucket < ngrams.buckets() && (keepBuckets || at < count); bucket++) {
            if (!keepBuckets && wanted[at] >>> 32 != bucket) {
                in.skip((long) dimensions * Float.BYTES);
                continue;
            }
            in.readFloats(row, 0, dimensions, false);
            in.checkFinite("bucket " + bucket, row, 0, dimensions);
            for (; at < count && wanted[at] >>> 32 == bucket; at++) {
                add(row, (int) wanted[at]);
            }
            keep(row, bucket);
        }
        for (int i = 0; i < rows.length * dimensions; i++) {
            to.values()[i] /= 1 + parts[i / dimensions];
        }
    }

    private void add(float[] row, int word) {
        for (int j = 0; j < dimensions; j++) {
            to.values()[word * dimensions + j] += row[j];
        }
    }

    private void keep(float[] row, int bucket) throws IOException {
        if (!keepBuckets) {
            return;
        }
        long all = (long) ngrams.buckets() * dimensions;
        if (all > Integer.MAX_VALUE - 8) {
            throw in.fault(
                    "The rows of n-grams must fit one array.",
                    "buckets=" + ngrams.buckets() + ", dimensions=" + dimensions,
                    "Read it without n-grams, or train with fewer buckets.");
        }
        int at = bucket * dimensions;
        if (at + dimensions > buckets.length) {
            buckets = Arrays.copyOf(buckets, (int) Math.min(all, Math.max(1 << 16, 2L * (at + dimensions))));
        }
        System.arraycopy(row, 0, buckets, at, dimensions);
    }

    private VectorFileException quantised() {
        return in.fault(
                "Word vectors are read of a .bin that is not quantised.",
                "a quantised file (.ftz)",
                "Take the .bin it was made of.");
    }
}
