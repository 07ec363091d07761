// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): the state grows by the golden
 * ratio, each output is the mixed state. Written out here so that a seed gives the same split in every version and JDK.
 */
final class SplitRandom {
    private long state;

    SplitRandom(long seed) {
        this.state = seed;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, bound): the high 32 bits times the bound; the bias is below bound/2^32. */
    private int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Shuffles by Fisher and Yates, from the last element down. */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
