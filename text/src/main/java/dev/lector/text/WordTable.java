// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Words in the order of arrival, found by their characters without making a string: open addressing over one array of
 * bytes. A word of characters below 256 takes a byte a character there, any other takes two.
 */
final class WordTable {
    private byte[] pool = new byte[1024];
    /** Where each word begins in the pool; complemented if its characters take two bytes. */
    private int[] starts = new int[65];

    private int used;
    private int size;
    /** Hash in the high half, index + 1 in the low half; 0 is free. */
    private long[] slots = new long[128];

    int size() {
        return size;
    }

    int find(TokenCursor cursor) {
        return find(cursor.token, cursor.tokenStart, cursor.tokenLength, cursor.hash);
    }

    int find(String word) {
        return find(word.toCharArray(), 0, word.length(), word.hashCode());
    }

    /** The index of a word, or -1; {@code hash} is that of {@link String#hashCode()}. */
    int find(char[] word, int from, int length, int hash) {
        int mask = slots.length - 1;
        for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash) {
                int index = (int) entry - 1;
                if (same(index, word, from, length)) {
                    return index;
                }
            }
        }
    }

    int add(TokenCursor cursor) {
        return add(cursor.token, cursor.tokenStart, cursor.tokenLength, cursor.hash);
    }

    int add(String word) {
        return add(word.toCharArray(), 0, word.length(), word.hashCode());
    }

    /** Adds a word that is not yet there. */
    int add(char[] word, int from, int length, int hash) {
        boolean wide = false;
        for (int i = from; i < from + length && !wide; i++) {
            wide = word[i] > 255;
        }
        int at = reserve(wide ? 2L * length : length);
        for (int i = 0; i < length; i++) {
            char c = word[from + i];
            if (wide) {
                pool[used++] = (byte) (c >> 8);
            }
            pool[used++] = (byte) c;
        }
        return link(at, wide, hash);
    }

    /** Adds word {@code index} of another table, which is not yet in this one; {@code hash} is the word's. */
    private int add(WordTable other, int index, int hash) {
        int bytes = other.end(index) - other.start(index);
        int at = reserve(bytes);
        System.arraycopy(other.pool, other.start(index), pool, used, bytes);
        used += bytes;
        return link(at, other.starts[index] < 0, hash);
    }

    /** The words of {@code order}, which differ, in that order. */
    WordTable select(int[] order, int count) {
        int[] hashes = hashes();
        WordTable selected = new WordTable();
        for (int i = 0; i < count; i++) {
            selected.add(this, order[i], hashes[order[i]]);
        }
        return selected;
    }

    /** The place in this table of each word of another, which are added where they are missing. */
    int[] addAll(WordTable other) {
        int[] hashes = other.hashes();
        int[] places = new int[other.size];
        char[] word = new char[64];
        for (int i = 0; i < places.length; i++) {
            int length = other.length(i);
            if (length > word.length) {
                word = new char[TokenCursor.grown(word.length, length)];
            }
            other.copy(i, word);
            int found = find(word, 0, length, hashes[i]);
            places[i] = found >= 0 ? found : add(other, i, hashes[i]);
        }
        return places;
    }

    String word(int index) {
        char[] word = new char[length(index)];
        copy(index, word);
        return new String(word);
    }

    private void copy(int index, char[] word) {
        int at = start(index);
        int length = length(index);
        boolean wide = starts[index] < 0;
        for (int i = 0; i < length; i++) {
            word[i] = wide ? wide(at + 2 * i) : (char) (pool[at + i] & 0xff);
        }
    }

    private char wide(int at) {
        return (char) (pool[at] << 8 | pool[at + 1] & 0xff);
    }

    private int start(int index) {
        return starts[index] < 0 ? ~starts[index] : starts[index];
    }

    private int end(int index) {
        return index + 1 == size ? used : start(index + 1);
    }

    private int length(int index) {
        int bytes = end(index) - start(index);
        return starts[index] < 0 ? bytes / 2 : bytes;
    }

    private boolean same(int index, char[] word, int from, int length) {
        if (length(index) != length) {
            return false;
        }
        int at = start(index);
        if (starts[index] < 0) {
            for (int i = 0; i < length; i++) {
                if (wide(at + 2 * i) != word[from + i]) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < length; i++) {
            if ((pool[at + i] & 0xff) != word[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Room for a word's bytes; returns where they go. */
    private int reserve(long bytes) {
        if (used + bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("The different words together must stay below 2^31 bytes. Received: words="
                    + size + ". Read less text, hash the words, or cut it into smaller tokens.");
        }
        if (used + bytes > pool.length) {
            pool = Arrays.copyOf(pool, TokenCursor.grown(pool.length, used + bytes));
        }
        return used;
    }

    private int link(int at, boolean wide, int hash) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, TokenCursor.grown(size, size + 1L));
        }
        // Three quarters full: neighbouring slots lie in one line of the cache.
        if ((size + 1L) * 4 > slots.length * 3L) {
            grow();
        }
        starts[size] = wide ? ~at : at;
        put(((long) hash << 32) | (size + 1));
        return size++;
    }

    /** The hash of each word, from the slots. */
    private int[] hashes() {
        int[] hashes = new int[size];
        for (long entry : slots) {
            if (entry != 0) {
                hashes[(int) entry - 1] = (int) (entry >>> 32);
            }
        }
        return hashes;
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

    /** Whether the same words stand in the same order. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof WordTable that) || size != that.size || used != that.used) {
            return false;
        }
        return Arrays.equals(starts, 0, size, that.starts, 0, size) && Arrays.equals(pool, 0, used, that.pool, 0, used);
    }

    @Override
    public int hashCode() {
        return 31 * size + Arrays.hashCode(hashes());
    }
}
