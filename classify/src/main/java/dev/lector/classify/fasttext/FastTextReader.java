// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.text.Buckets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** Reads one file of fastText, versions 11 and 12. */
final class FastTextReader {
    private static final String LABEL = "__label__";
    /** Bytes of a word at least: its end, a count and a kind. */
    private static final int LEAST_ENTRY = 10;
    /** A quantised row is unpacked to this many times its bytes at most. */
    private static final int MOST_UNPACKED = 64;

    private static final int CENTROIDS = 256;

    private final LittleEndianReader in;
    private final List<String> words = new ArrayList<>();
    private final List<Long> wordCounts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Long> labelCounts = new ArrayList<>();

    /** The file is not fastText's, or of another version. */
    static final class OtherFileException extends IOException {
        private static final long serialVersionUID = 1;

        OtherFileException(String message) {
            super(message);
        }
    }

    FastTextReader(LittleEndianReader in) {
        this.in = in;
    }

    FastTextModel read() throws IOException {
        if (in.remaining() < 8 || in.readInt() != FastTextFile.MAGIC) {
            throw new OtherFileException("which does not");
        }
        int version = in.readInt();
        if (version < 11 || version > FastTextFile.VERSION) {
            throw new OtherFileException("version=" + version + " where 11 and 12 are known");
        }
        FastTextArguments arguments = arguments(version);
        int size = in.readInt();
        int wordCount = in.readInt();
        int labelCount = in.readInt();
        long tokens = in.readLong();
        long pruned = in.readLong();
        in.need(size, LEAST_ENTRY, "entries");
        if (wordCount < 0 || labelCount < 0 || wordCount + (long) labelCount != size) {
            throw new IOException(size + " entries of " + wordCount + " words and " + labelCount + " labels");
        }
        dictionary(size, wordCount);
        TreeMap<Integer, Integer> kept = kept(pruned, arguments.bucket());
        boolean quantised = in.readBoolean();
        float[] table = matrix(quantised, arguments.dim());
        boolean quantisedOutput = in.readBoolean();
        float[] output = matrix(quantised && quantisedOutput, arguments.dim());
        if (in.remaining() > 0) {
            throw new IOException(in.remaining() + " bytes behind the end");
        }
        boolean ngrams = arguments.wordNgrams() > 1 || arguments.maxn() > 0;
        Buckets buckets = !ngrams || pruned == 0 ? Buckets.NONE : Buckets.of(arguments.bucket());
        float[] input = kept == null || buckets.count() == 0
                ? rows(table, wordCount + (long) buckets.count(), arguments.dim())
                : ordered(table, wordCount, kept, arguments.dim());
        if (kept != null && buckets.count() > 0) {
            BitSet bits = new BitSet();
            kept.keySet().forEach(bits::set);
            buckets = buckets.keep(bits, false);
        }
        return new FastTextModel(arguments, words, wordCounts, labels, labelCounts, tokens, buckets, input, output);
    }

    private FastTextArguments arguments(int version) throws IOException {
        int[] a = new int[12];
        for (int i = 0; i < a.length; i++) {
            a[i] = in.readInt();
        }
        double t = in.readDouble();
        // Classifiers of version 11 have no n-grams of characters, whatever they say.
        int maxn = version == 11 && a[7] == FastTextArguments.SUPERVISED ? 0 : a[10];
        return new FastTextArguments(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], maxn, a[11], t);
    }

    private void dictionary(int size, int wordCount) throws IOException {
        for (int i = 0; i < size; i++) {
            String text = in.readText();
            long count = in.readLong();
            byte kind = in.readByte();
            if (kind != (i < wordCount ? 0 : 1)) {
                throw new IOException("entry " + i + " of kind " + kind);
            }
            if (kind == 0) {
                words.add(text);
                wordCounts.add(count);
            } else {
                labels.add(text.startsWith(LABEL) ? text.substring(LABEL.length()) : text);
                labelCounts.add(count);
            }
        }
    }

    /** The row of each bucket that is left, or null if none was taken away. */
    private TreeMap<Integer, Integer> kept(long pruned, int buckets) throws IOException {
        if (pruned < 0) {
            return null;
        }
        in.need(pruned, 8, "buckets left");
        TreeMap<Integer, Integer> kept = new TreeMap<>();
        for (long i = 0; i < pruned; i++) {
            int bucket = in.readInt();
            int row = in.readInt();
            if (bucket < 0 || bucket >= buckets || row < 0 || row >= pruned || kept.put(bucket, row) != null) {
                throw new IOException("bucket " + bucket + " of " + buckets + " in row " + row + " of " + pruned);
            }
        }
        return kept;
    }

    private float[] matrix(boolean quantised, int dim) throws IOException {
        boolean norms = quantised && in.readBoolean();
        long rows = in.readLong();
        long columns = in.readLong();
        if (columns != dim || rows < 0 || rows * (double) dim > Integer.MAX_VALUE - 8) {
            throw new IOException("a table of " + rows + " by " + columns + " where dim=" + dim
                    + " (at most 2^31 numbers can be read)");
        }
        if (quantised) {
            return quantised((int) rows, dim, norms);
        }
        in.need(rows * dim, Float.BYTES, "numbers");
        return in.readFloats((int) (rows * dim));
    }

    /** Product quantisation (Jégou, Douze and Schmid 2011): a byte for a few numbers chooses one of 256 centroids. */
    private float[] quantised(int rows, int dim, boolean norms) throws IOException {
        int codeCount = in.readInt();
        in.need(codeCount, 1, "codes");
        if (rows * (double) dim > MOST_UNPACKED * (double) in.remaining()) {
            throw new IOException("a table of " + rows + " by " + dim + " in " + in.remaining() + " bytes");
        }
        byte[] codes = in.readBytes(codeCount);
        Quantizer quantizer = Quantizer.read(in, dim);
        if (codeCount != (long) rows * quantizer.parts) {
            throw new IOException(codeCount + " codes for " + rows + " rows of " + quantizer.parts);
        }
        float[] table = new float[rows * dim];
        for (int row = 0; row < rows; row++) {
            quantizer.unpack(codes, row * quantizer.parts, table, row * dim);
        }
        if (norms) {
            in.need(rows, 1, "norms");
            byte[] normCodes = in.readBytes(rows);
            Quantizer one = Quantizer.read(in, 1);
            for (int i = 0; i < table.length; i++) {
                table[i] *= one.centroids[normCodes[i / dim] & 0xff];
            }
        }
        return table;
    }

    private record Quantizer(int dim, int parts, int width, int lastWidth, float[] centroids) {
        static Quantizer read(LittleEndianReader in, int expected) throws IOException {
            int dim = in.readInt();
            int parts = in.readInt();
            int width = in.readInt();
            int lastWidth = in.readInt();
            boolean fits = dim == expected && parts > 0 && width > 0 && lastWidth > 0 && lastWidth <= width;
            if (!fits || (parts - 1L) * width + lastWidth != dim) {
                throw new IOException("a quantiser of " + dim + " numbers in " + parts + " parts of " + width
                        + ", the last of " + lastWidth + ", where there are " + expected);
            }
            in.need((long) dim * CENTROIDS, Float.BYTES, "centroids");
            return new Quantizer(dim, parts, width, lastWidth, in.readFloats(dim * CENTROIDS));
        }

        void unpack(byte[] codes, int codesAt, float[] row, int rowAt) {
            for (int part = 0; part < parts; part++) {
                int code = codes[codesAt + part] & 0xff;
                int n = part == parts - 1 ? lastWidth : width;
                int from = part * CENTROIDS * width + code * n;
                System.arraycopy(centroids, from, row, rowAt + part * width, n);
            }
        }
    }

    /** The first rows of a table. */
    private static float[] rows(float[] table, long rows, int dim) throws IOException {
        if (rows * dim > table.length) {
            throw new IOException(table.length / dim + " rows where words and buckets are " + rows);
        }
        return rows * dim == table.length ? table : Arrays.copyOf(table, (int) rows * dim);
    }

    /** The words' rows, then those of the buckets that are left, in the order of the buckets. */
    private static float[] ordered(float[] table, int words, TreeMap<Integer, Integer> kept, int dim)
            throws IOException {
        float[] ordered = rows(table, words + (long) kept.size(), dim).clone();
        int to = words;
        for (int row : kept.values()) {
            System.arraycopy(table, (words + row) * dim, ordered, to++ * dim, dim);
        }
        return ordered;
    }
}
