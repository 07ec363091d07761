// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Walks over the tokens of a text without an object for each token: the current token stands in a buffer that the next
 * one overwrites. Not thread-safe; take one a thread from {@link TokenRule#cursor()}.
 */
public abstract class TokenCursor {
    private char[] own = new char[256];
    /** The text; not modified. */
    char[] text = own;
    /** Characters of the text. */
    int length;
    /** Where each character of the text stood in the original, or null if the text is the original. */
    int[] origins;

    /** Holds the current token. */
    char[] token = new char[64];
    /** Where the current token begins in {@link #token}. */
    int tokenStart;

    int tokenLength;
    /** The current token's {@link String#hashCode()}. */
    int hash;
    /** Where the current token begins in {@link #text}. */
    int start;
    /** Where the current token ends in {@link #text}, exclusive. */
    int end;

    TokenCursor() {}

    /** Begins a text. */
    public final void reset(String newText) {
        if (newText.length() > own.length) {
            own = new char[Math.max(newText.length(), (int) Math.min(Integer.MAX_VALUE - 8, own.length * 2L))];
        }
        newText.getChars(0, newText.length(), own, 0);
        reset(own, newText.length(), null);
    }

    /** Begins a cleaned text: {@code newOrigins[i]} is where character {@code i} stood in the original. */
    final void reset(char[] chars, int newLength, int[] newOrigins) {
        text = chars;
        length = newLength;
        origins = newOrigins;
        begin();
    }

    /** Goes before the first token of the text. */
    abstract void begin();

    /**
     * Goes to the next token.
     *
     * @return false at the end of the text
     */
    public abstract boolean next();

    /** The current token. */
    public final String token() {
        return new String(token, tokenStart, tokenLength);
    }

    /** Where the current token begins in the text (in chars). */
    public final int start() {
        return origins == null ? start : origins[start];
    }

    /** Where the current token ends in the text, exclusive (in chars). */
    public final int end() {
        return origins == null ? end : origins[end - 1] + 1;
    }

    /** Appends to the token and its hash. */
    final void addCodePoint(int codePoint) {
        int from = tokenStart + tokenLength;
        if (from + 2 > token.length) {
            token = Arrays.copyOf(token, grown(token.length, from + 2));
        }
        int added = Character.toChars(codePoint, token, from);
        for (int i = 0; i < added; i++) {
            hash = 31 * hash + token[from + i];
        }
        tokenLength += added;
    }

    /** Appends the lower case of the code point that stands at a place of the text, as Python's {@code str.lower}. */
    final void addLowered(int codePoint, int at) {
        if (codePoint == LowerCase.DOTTED_I) {
            addCodePoint('i');
            addCodePoint(LowerCase.DOT_ABOVE);
        } else {
            addCodePoint(codePoint == LowerCase.SIGMA ? LowerCase.sigma(text, length, at) : LowerCase.of(codePoint));
        }
    }

    /** A length above {@code needed}, and about twice the old one. */
    static int grown(int old, long needed) {
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("The tokens of one text must stay below 2^31 characters together."
                    + " Received: characters=" + needed + ". Cut the text, or take shorter n-grams.");
        }
        return (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, old * 2L));
    }
}
