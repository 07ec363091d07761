// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Arrays;
import java.util.List;

/**
 * Different texts by 64 bits of their characters, 8 bytes each: equal texts are found without the texts in memory. Among ten
 * million texts two different ones count as equal with a chance of 3 in a million.
 */
final class TextHashes {
    /** Ascending, none twice. */
    private final long[] hashes;

    private final int size;

    /** Of all texts but blank ones, which are read once. */
    TextHashes(List<String> texts) {
        long[] all = new long[texts.size()];
        int count = 0;
        for (String text : texts) {
            if (!text.isBlank()) {
                all[count++] = hash(text);
            }
        }
        Arrays.sort(all, 0, count);
        int different = 0;
        for (int i = 0; i < count; i++) {
            if (different == 0 || all[i] != all[different - 1]) {
                all[different++] = all[i];
            }
        }
        hashes = all;
        size = different;
    }

    /** How many different texts there are. */
    int size() {
        return size;
    }

    /** The number of a text, from 0, below {@link #size}; negative if it is none of the texts. */
    int indexOf(String text) {
        return Arrays.binarySearch(hashes, 0, size, hash(text));
    }

    /** FNV-1a over the characters (Fowler, Noll and Vo), its bits then mixed. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
