// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** Characters that are the bytes of UTF-8, read as windows-1252. */
final class Mojibake {
    /** The characters of windows-1252 at the bytes 0x80 to 0x9F; the five unused bytes are themselves. */
    private static final String HIGH = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
            + "\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d"
            + "\u017e\u0178";

    private Mojibake() {}

    /** How many characters from {@code at} on are the bytes of one character; 0 if they are none. */
    static int length(TextBuffer text, int at) {
        int lead = value(text.chars[at]);
        int length = lead >= 0xC2 && lead <= 0xDF
                ? 2
                : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > text.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((value(text.chars[at + i]) & 0xC0) != 0x80) {
                return 0;
            }
        }
        int codePoint = codePoint(text, at, length);
        boolean shortest = codePoint >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        return shortest && !surrogate && codePoint <= Character.MAX_CODE_POINT ? length : 0;
    }

    /** The character of so many bytes. */
    static int codePoint(TextBuffer text, int at, int length) {
        int codePoint = value(text.chars[at]) & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            codePoint = codePoint << 6 | (value(text.chars[at + i]) & 0x3F);
        }
        return codePoint;
    }

    /** The byte of a character in windows-1252, from 0x80 on; else 0. */
    private static int value(char c) {
        if (c >= 0xA0 && c <= 0xFF) {
            return c;
        }
        int at = c < 0x80 ? -1 : HIGH.indexOf(c);
        return at < 0 ? 0 : 0x80 + at;
    }
}
