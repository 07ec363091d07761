// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** Words in the order of arrival, found by their characters without making a string: open addressing over one array. */
final class WordTable {
    private char[] arena = new char[1024];
    private int[] starts = new int[65];
    private int size;
    /** Hash in the high half, index + 1 in the low half; 0 is free. */
    private long[] slots = new long[128];

    int size() {
        return size;
    }

    int find(TokenCursor cursor) {
        return find(cursor.token, cursor.tokenLength, cursor.hash);
    }

    int find(String word) {
        return find(word.toCharArray(), word.length(), word.hashCode());
    }

    /** The index of a word, or -1; {@code hash} is that of {@link String#hashCode()}. */
    int find(char[] word, int length, int hash) {
        int mask = slots.length - 1;
        for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash) {
                int index = (int) entry - 1;
                if (same(index, word, length)) {
                    return index;
                }
            }
        }
    }

    /** Adds a word that is not yet there. */
    int add(char[] word, int length, int hash) {
        if ((size + 1) * 2 > slots.length) {
            grow();
        }
        int from = starts[size];
        if (length > Integer.MAX_VALUE - 8 - from) {
            throw new IllegalStateException(
                    "The different words together must stay below 2^31 characters. Received: words=" + size
                            + ". Read less text, or cut it into smaller tokens.");
        }
        if (from + length > arena.length) {
            arena = Arrays.copyOf(arena, (int)
                    Math.min(Integer.MAX_VALUE - 8, Math.max(from + (long) length, arena.length * 2L)));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        System.arraycopy(word, 0, arena, from, length);
        starts[size + 1] = from + length;
        put(((long) hash << 32) | (size + 1));
        return size++;
    }

    int add(String word) {
        return add(word.toCharArray(), word.length(), word.hashCode());
    }

    String word(int index) {
        return new String(arena, starts[index], starts[index + 1] - starts[index]);
    }

    private boolean same(int index, char[] word, int length) {
        int from = starts[index];
        if (starts[index + 1] - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (arena[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                put(entry);
            }
        }
    }

    private void put(long entry) {
        int mask = slots.length - 1;
        int slot = spread((int) (entry >>> 32)) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
