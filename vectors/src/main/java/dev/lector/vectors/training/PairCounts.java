// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/**
 * Counts of pairs of numbers in bounded memory: when too many different pairs are there, the rarest are left out, as
 * word2phrase does. Open addressing.
 */
final class PairCounts {
    private final int most;
    private long[] keys = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int size;
    private int leftOut;

    /**
     * Begins empty.
     *
     * @param most different pairs that are kept
     */
    PairCounts(int most) {
        this.most = most;
    }

    void add(int first, int second) {
        long key = (long) first << 32 | second;
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (size == most) {
                prune();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        counts[slot] += counts[slot] == Integer.MAX_VALUE ? 0 : 1;
        if (2 * size > keys.length) {
            rebuild(2 * keys.length, 0);
        }
    }

    /** How often a pair came; 0 if it never did or was left out. */
    int count(int first, int second) {
        return counts[slot((long) first << 32 | second)];
    }

    /** Pairs that came so many times or fewer may have been left out; 0 if none were. */
    int leftOut() {
        return leftOut;
    }

    private void prune() {
        while (size > most / 2) {
            leftOut++;
            rebuild(keys.length, leftOut);
        }
    }

    /** Keeps the pairs that came more than {@code rare} times. */
    private void rebuild(int length, int rare) {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[length];
        counts = new int[length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > rare) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
                size++;
            }
        }
    }

    /** Where a key stands, or would. */
    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed ^ mixed >>> 32) & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
