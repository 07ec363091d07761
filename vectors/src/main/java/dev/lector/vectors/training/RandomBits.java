// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/** Random numbers of one thread: SplitMix64 (Steele, Lea and Flood 2014), begun anew from a key for every chunk of text. */
final class RandomBits {
    private long state;

    void restart(long key) {
        state = key;
    }

    long next() {
        long z = state += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Uniform in [0, 1), 24 bits. */
    float uniform() {
        return (next() >>> 40) * 0x1p-24f;
    }
}
