// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The character n-grams of words, by fastText's rules (Bojanowski, Grave, Joulin and Mikolov 2017, section 3.2): of the
 * word between {@code <} and {@code >}, hashed to buckets by FNV-1a over UTF-8, each byte widened with its sign.
 *
 * @param least characters of the shortest n-gram
 * @param most characters of the longest
 * @param buckets that n-grams are hashed to
 */
public record CharacterNgrams(int least, int most, int buckets) {
    /** Checks the ranges. */
    public CharacterNgrams {
        if (least < 1 || most < least || most > 100 || buckets < 1) {
            throw new IllegalArgumentException("N-grams have 1 to 100 characters, and a bucket each. Received: least="
                    + least + ", most=" + most + ", buckets=" + buckets + ". Give least ≤ most, and buckets ≥ 1.");
        }
    }

    /** The buckets of a word's n-grams, in the order of the word, one for each n-gram. */
    public int[] of(String word) {
        byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);
        int[] found = new int[bytes.length * (most - least + 1)];
        int count = 0;
        for (int from = 0; from < bytes.length; from++) {
            if (continues(bytes[from])) {
                continue;
            }
            int hash = 0x811C9DC5;
            int to = from;
            for (int n = 1; n <= most && to < bytes.length; n++) {
                do {
                    hash = (hash ^ bytes[to++]) * 0x01000193;
                } while (to < bytes.length && continues(bytes[to]));
                boolean bracket = n == 1 && (from == 0 || to == bytes.length);
                if (n >= least && !bracket) {
                    found[count++] = (int) (Integer.toUnsignedLong(hash) % buckets);
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
