// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.util.Arrays;

/** Numbers for words given as bytes, in the order of their first appearance, with their counts. Open addressing. */
final class WordTable {
    private int[] slots = new int[1 << 12];
    private byte[] bytes = new byte[1 << 16];
    private int[] starts = new int[1 << 11];
    private int[] hashes = new int[1 << 11];
    private long[] counts = new long[1 << 11];
    private int size;

    WordTable() {
        Arrays.fill(slots, -1);
    }

    int size() {
        return size;
    }

    long count(int word) {
        return counts[word];
    }

    /** A copy of the bytes of a word. */
    byte[] bytes(int word) {
        return Arrays.copyOfRange(bytes, starts[word], starts[word + 1]);
    }

    /** Number of a word; -1 if it is not there. */
    int find(byte[] word, int length) {
        return slots[slot(word, length, hash(word, length))];
    }

    /** Counts a word, new or not; its number. */
    int add(byte[] word, int length, long times) {
        int hash = hash(word, length);
        int slot = slot(word, length, hash);
        int number = slots[slot];
        if (number < 0) {
            number = append(word, length, hash);
            slots[slot] = number;
            if (size * 2 > slots.length) {
                rehash();
            }
        }
        counts[number] += times;
        return number;
    }

    private int append(byte[] word, int length, int hash) {
        if (size + 2 > starts.length) {
            int capacity = starts.length * 2;
            starts = Arrays.copyOf(starts, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        int start = starts[size];
        if (length > bytes.length - start) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
        }
        System.arraycopy(word, 0, bytes, start, length);
        starts[size + 1] = start + length;
        hashes[size] = hash;
        return size++;
    }

    private int slot(byte[] word, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] >= 0 && !same(slots[slot], word, length, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean same(int number, byte[] word, int length, int hash) {
        return hashes[number] == hash && Arrays.equals(bytes, starts[number], starts[number + 1], word, 0, length);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (slots[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }

    /** FNV-1a, its bits mixed once more, for the low ones choose the slot. */
    private static int hash(byte[] word, int length) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ word[i]) * 0x01000193;
        }
        return hash ^ (hash >>> 15);
    }
}
