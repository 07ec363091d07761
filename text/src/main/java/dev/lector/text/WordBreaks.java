// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.WordBreak;
import com.ibm.icu.lang.UProperty;

/**
 * The word breaks of UAX #29 between simple characters: those of Latin, Greek and Cyrillic text that neither combine with
 * others nor need a dictionary. For a stretch of simple characters between blanks, the rules below give ICU's answer.
 */
final class WordBreaks {
    /** Not simple: ICU decides. */
    static final byte COMPLEX = 0;
    /** Simple, and no part of a word. */
    static final byte OTHER = 1;
    /** Blank, at which text may be cut into stretches. */
    static final byte BLANK = 2;

    static final byte LETTER = 3;
    static final byte NUMBER = 4;
    /** Joins words and numbers: _. */
    static final byte CONNECTOR = 5;
    /** Joins two letters: : ·. */
    static final byte MID_LETTER = 6;
    /** Joins two numbers: , ;. */
    static final byte MID_NUMBER = 7;
    /** Joins two letters or two numbers: . ' ’. */
    static final byte MID_EITHER = 8;

    /** Characters from here on are not simple, but for a part of General Punctuation. */
    private static final int LATIN_AND_CYRILLIC = 0x483;

    private static final int PUNCTUATION = 0x2010;
    private static final int PUNCTUATION_END = 0x2028;

    private static final byte[] KINDS = new byte[PUNCTUATION_END];

    static {
        for (int c = 0; c < LATIN_AND_CYRILLIC; c++) {
            KINDS[c] = kind(c);
        }
        for (int c = PUNCTUATION; c < PUNCTUATION_END; c++) {
            KINDS[c] = kind(c);
        }
    }

    private WordBreaks() {}

    private static byte kind(int c) {
        return switch (UCharacter.getIntPropertyValue(c, UProperty.WORD_BREAK)) {
            case WordBreak.OTHER, WordBreak.CR, WordBreak.LF, WordBreak.NEWLINE, WordBreak.DOUBLE_QUOTE -> OTHER;
            case WordBreak.WSEGSPACE -> c == ' ' ? BLANK : OTHER;
            case WordBreak.ALETTER -> LETTER;
            case WordBreak.NUMERIC -> NUMBER;
            case WordBreak.EXTENDNUMLET -> CONNECTOR;
            case WordBreak.MIDLETTER -> MID_LETTER;
            case WordBreak.MIDNUM -> MID_NUMBER;
            case WordBreak.MIDNUMLET, WordBreak.SINGLE_QUOTE -> MID_EITHER;
            default -> COMPLEX;
        };
    }

    /** The kind of a char. */
    static byte of(char c) {
        return c < PUNCTUATION_END ? KINDS[c] : COMPLEX;
    }

    /** Whether a word may begin with a char of this kind. */
    static boolean begins(byte kind) {
        return kind == LETTER || kind == NUMBER || kind == CONNECTOR;
    }

    /** Where the word ends that begins at {@code from}; {@code end} is behind the last simple character. */
    static int wordEnd(char[] text, int from, int end) {
        byte last = of(text[from]);
        int at = from + 1;
        while (at < end) {
            byte kind = of(text[at]);
            if (begins(kind)) {
                last = kind;
                at++;
            } else if (at + 1 < end && joins(last, kind, of(text[at + 1]))) {
                last = of(text[at + 1]);
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    /** Whether a stretch between breaks is a word to ICU: a connector alone is none. */
    static boolean isWord(char[] text, int from, int end) {
        return end > from + 1 || of(text[from]) != CONNECTOR;
    }

    private static boolean joins(byte before, byte joiner, byte after) {
        if (before != after) {
            return false;
        }
        return before == LETTER
                ? joiner == MID_LETTER || joiner == MID_EITHER
                : before == NUMBER && (joiner == MID_NUMBER || joiner == MID_EITHER);
    }
}
