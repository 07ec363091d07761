// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buckets into which n-grams are hashed, all of them or those that are kept: kept ones have the columns 0, 1, 2, ... in
 * their order. Immutable and thread-safe.
 */
public final class Buckets {
    /** No buckets: n-grams are not looked at. */
    public static final Buckets NONE = new Buckets(0, null, false);

    private final int count;
    /** A bit a bucket, or null if all are kept. */
    private final long[] bits;
    /** Kept buckets before each word of the bits. */
    private final int[] before;

    private final int columns;
    private final boolean othersCount;

    private Buckets(int count, long[] bits, boolean othersCount) {
        this.count = count;
        this.bits = bits;
        this.othersCount = othersCount;
        this.before = bits == null ? new int[0] : new int[bits.length];
        int kept = 0;
        for (int i = 0; i < before.length; i++) {
            before[i] = kept;
            kept += Long.bitCount(bits[i]);
        }
        this.columns = bits == null ? count : kept;
    }

    /** So many buckets, all kept. */
    public static Buckets of(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("The number of buckets must not be negative. Received: buckets=" + count
                    + ". Use 0 for no n-grams.");
        }
        return count == 0 ? NONE : new Buckets(count, null, false);
    }

    /**
     * Of these buckets only some.
     *
     * @param kept the buckets that have a column
     * @param others true if an n-gram of another bucket still counts in the length of its text, false if it is as if it
     *     were not there
     */
    public Buckets keep(BitSet kept, boolean others) {
        if (kept.length() > count) {
            throw new IllegalArgumentException("A bucket's number is below their count. Received: bucket="
                    + (kept.length() - 1) + ", buckets=" + count + ".");
        }
        return new Buckets(count, Arrays.copyOf(kept.toLongArray(), (count + 63) / 64), others);
    }

    /** How many buckets n-grams are hashed into; 0 if they are not looked at. */
    public int count() {
        return count;
    }

    /** How many of them have a column. */
    public int columns() {
        return columns;
    }

    /** Whether n-grams of buckets without a column count in the length of their text. */
    public boolean othersCount() {
        return othersCount;
    }

    /** The column of a bucket, or -1 if it has none. */
    public int column(int bucket) {
        if (bits == null) {
            return bucket;
        }
        long word = bits[bucket >> 6];
        long bit = 1L << bucket;
        return (word & bit) == 0 ? -1 : before[bucket >> 6] + Long.bitCount(word & (bit - 1));
    }

    /** As numbers, booleans and text, for the model file. */
    Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("count", count);
        if (bits != null) {
            byte[] bytes = BitSet.valueOf(bits).toByteArray();
            config.put("kept", Base64.getEncoder().encodeToString(bytes));
            config.put("othersCount", othersCount);
        }
        return config;
    }

    /**
     * The buckets of {@link #config}.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or of the wrong kind
     */
    static Buckets read(Settings settings) {
        Buckets all = of(settings.integer("count"));
        if (!settings.has("kept")) {
            settings.end();
            return all;
        }
        byte[] bytes = Base64.getDecoder().decode(settings.take("kept", String.class));
        boolean others = settings.take("othersCount", Boolean.class);
        settings.end();
        return all.keep(BitSet.valueOf(bytes), others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Buckets that
                && count == that.count
                && othersCount == that.othersCount
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return 31 * count + Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return columns == count ? count + " buckets" : columns + " of " + count + " buckets";
    }
}
