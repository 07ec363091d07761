// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * Lower-casing as Python's {@code str.lower}: Unicode's full mapping, in no locale. Java's {@code toLowerCase} differs in
 * the final sigma, which it decides by word boundaries instead of Unicode's condition (The Unicode Standard, 3.13,
 * Final_Sigma).
 */
final class LowerCase {
    static final int DOTTED_I = 0x130;
    static final int SIGMA = 0x3A3;
    static final int DOT_ABOVE = 0x307;

    /** Word_Break = MidLetter, MidNumLet or Single_Quote: case-ignorable beside the categories. */
    private static final String IGNORABLE =
            "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    private LowerCase() {}

    /** The lower case of a code point other than {@link #DOTTED_I} (which becomes two) and {@link #SIGMA}. */
    static int of(int codePoint) {
        return Character.toLowerCase(codePoint);
    }

    /** The lower case of a string. */
    static String of(String text) {
        char[] chars = text.toCharArray();
        StringBuilder lower = new StringBuilder(chars.length);
        for (int i = 0; i < chars.length; ) {
            int codePoint = Character.codePointAt(chars, i);
            if (codePoint == DOTTED_I) {
                lower.append('i').append((char) DOT_ABOVE);
            } else {
                lower.appendCodePoint(codePoint == SIGMA ? sigma(chars, chars.length, i) : of(codePoint));
            }
            i += Character.charCount(codePoint);
        }
        return lower.toString();
    }

    /** The lower case of the capital sigma at {@code at}: final if a cased letter precedes and none follows. */
    static int sigma(char[] text, int length, int at) {
        int before = at;
        int codePoint = 0;
        while (before > 0) {
            codePoint = Character.codePointBefore(text, before);
            if (!ignorable(codePoint)) {
                break;
            }
            before -= Character.charCount(codePoint);
        }
        if (before == 0 || !cased(codePoint)) {
            return 0x3C3;
        }
        int after = at + 1;
        while (after < length) {
            codePoint = Character.codePointAt(text, after, length);
            if (!ignorable(codePoint)) {
                return cased(codePoint) ? 0x3C3 : 0x3C2;
            }
            after += Character.charCount(codePoint);
        }
        return 0x3C2;
    }

    private static boolean cased(int codePoint) {
        return Character.isLowerCase(codePoint) || Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    private static boolean ignorable(int codePoint) {
        if (IGNORABLE.indexOf(codePoint) >= 0) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.MODIFIER_LETTER
                || type == Character.MODIFIER_SYMBOL;
    }
}
