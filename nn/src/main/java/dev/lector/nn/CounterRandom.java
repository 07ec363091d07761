// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/**
 * Random numbers that are a function of (key, counter), not of the order of calls: any thread may draw any of them. The
 * mixing function is that of SplitMix64 (Steele, Lea and Flood 2014), applied to the counter and to the key.
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /** 64 random bits. */
    public static long bits(long key, long counter) {
        return mix(mix(key + GOLDEN) ^ (counter * GOLDEN + GOLDEN));
    }

    /** A key for a part of what {@code key} stands for: a layer of a step, a step of a seed. */
    public static long key(long key, long part) {
        return bits(key ^ 0x6A09E667F3BCC909L, part);
    }

    /** Uniform in [0, 1), 24 bits. */
    public static float uniform(long key, long counter) {
        return (bits(key, counter) >>> 40) * 0x1p-24f;
    }

    /** Uniform in [0, 1), 53 bits. */
    public static double uniformDouble(long key, long counter) {
        return (bits(key, counter) >>> 11) * 0x1p-53;
    }

    /** Standard normal by Box and Muller (1958), from counters {@code 2·counter} and {@code 2·counter + 1}. */
    public static double normal(long key, long counter) {
        double u = 1 - uniformDouble(key, 2 * counter);
        double v = uniformDouble(key, 2 * counter + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /** A uniform integer in [0, bound), by multiplication; the bias is below bound/2^32. */
    public static int below(int bound, long key, long counter) {
        return (int) ((bits(key, counter) >>> 32) * bound >>> 32);
    }

    /**
     * Shuffles by Fisher and Yates.
     *
     * @param values modified
     */
    public static void shuffle(int[] values, long key) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1, key, i);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
