// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** What one thread that turns texts into {@link HashedNgrams} scribbles on. */
final class HashedNgramPass extends FeaturePass {
    private static final int FNV_START = 0x811C9DC5;
    private static final int FNV_PRIME = 16777619;
    private static final long WORD_PRIME = 116049371;
    private static final char[] END = HashedNgrams.END.toCharArray();

    private final HashedNgrams settings;
    private final Buckets buckets;
    private final int words;
    private final int end;

    /** The current word as UTF-8 between {@code <} and {@code >}. */
    private byte[] bytes = new byte[64];
    /** Hashes of the words since the text began, or since a gap. */
    private int[] hashes = new int[256];

    private int hashCount;

    HashedNgramPass(HashedNgrams settings, Vocabulary vocabulary) {
        this.settings = settings;
        this.buckets = settings.buckets();
        this.words = vocabulary.size();
        this.end = vocabulary.indexOf(HashedNgrams.END);
    }

    @Override
    void begin() {
        super.begin();
        hashCount = 0;
    }

    @Override
    void word(char[] chars, int from, int count, int place) {
        int size = encode(chars, from, count);
        addHash(size);
        if (place >= 0) {
            add(place);
            known++;
        }
        if (settings.maxn() > 0 && (place < 0 || place != end)) {
            addCharacters(size);
        }
    }

    /** No n-gram of words reaches over it. */
    @Override
    void gap() {
        addWords();
        hashCount = 0;
    }

    @Override
    void end() {
        addHash(encode(END, 0, END.length));
        if (end >= 0) {
            add(end);
        }
        addWords();
    }

    private void addHash(int size) {
        int h = FNV_START;
        for (int i = 1; i < size - 1; i++) {
            h = (h ^ bytes[i]) * FNV_PRIME;
        }
        if (hashCount == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * hashCount);
        }
        hashes[hashCount++] = h;
    }

    /** n-grams of the characters of the current word; one that is {@code <} or {@code >} alone is none. */
    private void addCharacters(int size) {
        for (int i = 0; i < size; i++) {
            if (isContinuation(bytes[i])) {
                continue;
            }
            int h = FNV_START;
            int j = i;
            for (int n = 1; n <= settings.maxn() && j < size; n++) {
                do {
                    h = (h ^ bytes[j++]) * FNV_PRIME;
                } while (j < size && isContinuation(bytes[j]));
                if (n >= settings.minn() && !(n == 1 && (i == 0 || j == size))) {
                    addBucket((int) (Integer.toUnsignedLong(h) % buckets.count()));
                }
            }
        }
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private void addWords() {
        for (int i = 0; i < hashCount && settings.wordNgrams() > 1; i++) {
            long h = hashes[i];
            for (int j = i + 1; j < hashCount && j < i + settings.wordNgrams(); j++) {
                h = h * WORD_PRIME + hashes[j];
                addBucket(remainder(h, buckets.count()));
            }
        }
    }

    /** {@code h mod divisor} with h taken as unsigned. */
    private static int remainder(long h, int divisor) {
        long quotient = ((h >>> 1) / divisor) << 1;
        long rest = h - quotient * divisor;
        return (int) (rest >= divisor ? rest - divisor : rest);
    }

    private void addBucket(int bucket) {
        int column = buckets.column(bucket);
        if (column >= 0) {
            add(words + column);
            known++;
        } else if (buckets.othersCount()) {
            add(Integer.MAX_VALUE);
        }
    }

    /** The word as UTF-8 between {@code <} and {@code >}; half a surrogate pair is a question mark, as in Java. */
    private int encode(char[] chars, int from, int count) {
        if (bytes.length < 3L * count + 2) {
            bytes = new byte[Math.multiplyExact(3, count) + 64];
        }
        int n = 0;
        bytes[n++] = '<';
        for (int i = from; i < from + count; i++) {
            int c = chars[i];
            if (c < 0x80) {
                bytes[n++] = (byte) c;
            } else if (c < 0x800) {
                bytes[n++] = (byte) (0xC0 | c >> 6);
                bytes[n++] = (byte) (0x80 | c & 63);
            } else if (!Character.isSurrogate((char) c)) {
                bytes[n++] = (byte) (0xE0 | c >> 12);
                bytes[n++] = (byte) (0x80 | c >> 6 & 63);
                bytes[n++] = (byte) (0x80 | c & 63);
            } else if (Character.isHighSurrogate((char) c)
                    && i + 1 < from + count
                    && Character.isLowSurrogate(chars[i + 1])) {
                int point = Character.toCodePoint((char) c, chars[++i]);
                bytes[n++] = (byte) (0xF0 | point >> 18);
                bytes[n++] = (byte) (0x80 | point >> 12 & 63);
                bytes[n++] = (byte) (0x80 | point >> 6 & 63);
                bytes[n++] = (byte) (0x80 | point & 63);
            } else {
                bytes[n++] = '?';
            }
        }
        bytes[n++] = '>';
        return n;
    }
}
