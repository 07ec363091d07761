// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** Turns texts into {@link CharacterBags}. */
final class CharacterBagPass extends FeaturePass {
    private static final int BORDER = 0x10FFFF;

    private final int[] buckets;
    private int[] points = new int[64];

    CharacterBagPass(CharacterBags settings) {
        this.buckets = settings.buckets().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    void word(char[] chars, int from, int count, int place) {
        if (points.length < count + 2) {
            points = new int[Math.addExact(count, 64)];
        }
        int n = 0;
        points[n++] = BORDER;
        for (int i = from; i < from + count; ) {
            int point = Character.codePointAt(chars, i, from + count);
            points[n++] = point;
            i += Character.charCount(point);
        }
        points[n++] = BORDER;
        int offset = 0;
        for (int size = 1; size <= buckets.length; size++) {
            int skip = size == 1 ? 1 : 0;
            for (int i = skip; i + size <= n - skip; i++) {
                add(offset + Math.floorMod(hash(i, size), buckets[size - 1]));
                known++;
            }
            offset += buckets[size - 1];
        }
    }

    /** Each code point mixed in, and the last step of MurmurHash3. */
    private int hash(int from, int size) {
        int h = size;
        for (int i = from; i < from + size; i++) {
            h = (h ^ points[i]) * 0x5bd1e995;
            h ^= h >>> 15;
        }
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
