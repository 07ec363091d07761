// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** A text in the making, which remembers for each character where it stood in the original. */
final class TextBuffer {
    char[] chars = new char[256];
    int[] origins = new int[256];
    int length;

    void set(String text) {
        length = text.length();
        if (length > chars.length) {
            chars = new char[TokenCursor.grown(chars.length, length)];
            origins = new int[chars.length];
        }
        text.getChars(0, length, chars, 0);
        for (int i = 0; i < length; i++) {
            origins[i] = i;
        }
    }

    void add(char c, int origin) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2);
            origins = Arrays.copyOf(origins, length * 2);
        }
        chars[length] = c;
        origins[length++] = origin;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
