// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * Each byte of the text's UTF-8 is a token, written as the character of that number (0 to 255); see
 * {@link Vocabulary#bytes()}. A lone surrogate counts as the replacement character U+FFFD. A byte's place is that of its
 * code point.
 */
public record Utf8Bytes() implements TokenRule {
    @Override
    public boolean charLevel() {
        return true;
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor();
    }

    private static final class Cursor extends TokenCursor {
        private int position;
        /** Bytes of the code point that are still to come, the first in the lowest bits. */
        private int left;

        private int leftCount;

        @Override
        void begin() {
            position = 0;
            leftCount = 0;
        }

        @Override
        public boolean next() {
            if (leftCount == 0) {
                if (position == length) {
                    return false;
                }
                encode();
            }
            tokenLength = 0;
            hash = 0;
            addCodePoint(left & 0xff);
            left >>>= 8;
            leftCount--;
            return true;
        }

        private void encode() {
            int c = Character.codePointAt(text, position, length);
            start = position;
            position += Character.charCount(c);
            end = position;
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                c = 0xfffd;
            }
            if (c < 0x80) {
                leftCount = 1;
                left = c;
            } else if (c < 0x800) {
                leftCount = 2;
                left = 0xc0 | c >> 6 | (0x80 | c & 0x3f) << 8;
            } else if (c < 0x10000) {
                leftCount = 3;
                left = 0xe0 | c >> 12 | (0x80 | c >> 6 & 0x3f) << 8 | (0x80 | c & 0x3f) << 16;
            } else {
                leftCount = 4;
                left = 0xf0
                        | c >> 18
                        | (0x80 | c >> 12 & 0x3f) << 8
                        | (0x80 | c >> 6 & 0x3f) << 16
                        | (0x80 | c & 0x3f) << 24;
            }
        }
    }
}
