// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** The tokens of {@link KerasWords}, in one pass over the text. */
final class KerasCursor extends TokenCursor {
    private static final char SEPARATOR = '\uffff';

    private final KerasWords rule;
    private final boolean lower;
    private final String splitter;
    private final char[] ascii = new char[128];
    private final int[] separators;

    private int position;
    private boolean dotPending;

    KerasCursor(KerasWords rule) {
        this.rule = rule;
        this.lower = rule.lower();
        // A separator of several code points can arise across filtered ones, so it is searched in the filtered text.
        this.splitter = rule.split().codePointCount(0, rule.split().length()) > 1 ? rule.split() : null;
        this.separators = (splitter == null ? rule.filters() + rule.split() : rule.filters())
                .codePoints()
                .sorted()
                .distinct()
                .toArray();
        for (int c = 0; c < ascii.length; c++) {
            int mapped = lower && c >= 'A' && c <= 'Z' ? c + 32 : c;
            ascii[c] = isSeparator(mapped) ? SEPARATOR : (char) mapped;
        }
    }

    @Override
    void begin() {
        position = 0;
        dotPending = false;
        if (splitter != null && !rule.charLevel()) {
            filterForSplitter();
        }
    }

    @Override
    public boolean next() {
        tokenLength = 0;
        hash = 0;
        if (rule.charLevel()) {
            return nextCharacter();
        }
        return splitter == null ? nextWord() : nextPiece();
    }

    private boolean nextWord() {
        if (dotPending) {
            dotPending = false;
            start = position;
            addCodePoint(LowerCase.DOT_ABOVE);
            position++;
        }
        if (tokenLength == 0) {
            skipAscii();
        }
        takeAscii();
        if (position < length && text[position] >= 128) {
            return nextWideWord();
        }
        end = position;
        return tokenLength > 0;
    }

    /** Goes on with a word at a character beyond ASCII. */
    private boolean nextWideWord() {
        while (position < length) {
            char c = text[position];
            if (c >= 128) {
                if (wide(c)) {
                    return true;
                }
            } else if (ascii[c] != SEPARATOR) {
                takeAscii();
            } else if (tokenLength > 0) {
                break;
            } else {
                skipAscii();
            }
        }
        end = position;
        return tokenLength > 0;
    }

    /** Adds ASCII characters to the token, up to the first separator. */
    private void takeAscii() {
        char[] source = text;
        char[] table = ascii;
        int at = position;
        int count = tokenLength;
        int h = hash;
        if (count == 0) {
            start = at;
        }
        char[] to = token;
        while (at < length) {
            char c = source[at];
            if (c >= 128) {
                break;
            }
            char mapped = table[c];
            if (mapped == SEPARATOR) {
                break;
            }
            if (count == to.length) {
                to = Arrays.copyOf(to, grown(count, count + 1L));
                token = to;
            }
            to[count++] = mapped;
            h = 31 * h + mapped;
            at++;
        }
        position = at;
        tokenLength = count;
        hash = h;
    }

    private void skipAscii() {
        int at = position;
        while (at < length && text[at] < 128 && ascii[text[at]] == SEPARATOR) {
            at++;
        }
        position = at;
    }

    /** Takes the non-ASCII code point at {@code position}; true if a token ends before or within it. */
    private boolean wide(char c) {
        int codePoint = c;
        int width = 1;
        if (Character.isHighSurrogate(c)) {
            codePoint = Character.codePointAt(text, position, length);
            width = Character.charCount(codePoint);
        }
        int mapped = lowered(codePoint);
        if (isSeparator(mapped)) {
            if (tokenLength > 0) {
                // The separator is met again, and skipped, by the next call.
                end = position;
                if (codePoint == LowerCase.DOTTED_I) {
                    pendDot();
                }
                return true;
            }
        } else {
            if (tokenLength == 0) {
                start = position;
            }
            addCodePoint(mapped);
        }
        if (codePoint == LowerCase.DOTTED_I && lower) {
            if (!isSeparator(LowerCase.DOT_ABOVE)) {
                if (tokenLength == 0) {
                    start = position;
                }
                addCodePoint(LowerCase.DOT_ABOVE);
            } else if (tokenLength > 0) {
                position += width;
                end = position;
                return true;
            }
        }
        position += width;
        return false;
    }

    private void pendDot() {
        if (!lower || isSeparator(LowerCase.DOT_ABOVE)) {
            return;
        }
        dotPending = true;
    }

    private boolean nextCharacter() {
        if (dotPending) {
            dotPending = false;
            addCodePoint(LowerCase.DOT_ABOVE);
            return true;
        }
        if (position >= length) {
            return false;
        }
        int codePoint = Character.codePointAt(text, position, length);
        addCodePoint(lowered(codePoint));
        start = position;
        position += Character.charCount(codePoint);
        end = position;
        dotPending = lower && codePoint == LowerCase.DOTTED_I;
        return true;
    }

    /** The code point in lower case; of the dotted capital I only the i. */
    private int lowered(int codePoint) {
        if (!lower) {
            return codePoint;
        }
        if (codePoint == LowerCase.DOTTED_I) {
            return 'i';
        }
        return codePoint == LowerCase.SIGMA ? LowerCase.sigma(text, length, position) : LowerCase.of(codePoint);
    }

    private boolean isSeparator(int codePoint) {
        return Arrays.binarySearch(separators, codePoint) >= 0;
    }

    private void filterForSplitter() {
        TextBuffer filtered = new TextBuffer();
        for (position = 0; position < length; ) {
            int codePoint = Character.codePointAt(text, position, length);
            int origin = origins == null ? position : origins[position];
            addFiltered(filtered, lowered(codePoint), origin);
            if (lower && codePoint == LowerCase.DOTTED_I) {
                addFiltered(filtered, LowerCase.DOT_ABOVE, origin);
            }
            position += Character.charCount(codePoint);
        }
        text = filtered.chars;
        length = filtered.length;
        origins = filtered.origins;
        position = 0;
    }

    private void addFiltered(TextBuffer filtered, int codePoint, int origin) {
        if (isSeparator(codePoint)) {
            for (int i = 0; i < splitter.length(); i++) {
                filtered.add(splitter.charAt(i), origin);
            }
        } else if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            filtered.add((char) codePoint, origin);
        } else {
            filtered.add(Character.highSurrogate(codePoint), origin);
            filtered.add(Character.lowSurrogate(codePoint), origin + 1);
        }
    }

    private boolean nextPiece() {
        while (position < length) {
            int at = position;
            while (at < length && !splitterAt(at)) {
                at++;
            }
            start = position;
            end = at;
            position = at < length ? at + splitter.length() : length;
            if (end > start) {
                if (token.length < end - start) {
                    token = new char[grown(token.length, end - start)];
                }
                for (int i = start; i < end; i++) {
                    token[tokenLength++] = text[i];
                    hash = 31 * hash + text[i];
                }
                return true;
            }
        }
        return false;
    }

    private boolean splitterAt(int at) {
        if (at + splitter.length() > length) {
            return false;
        }
        for (int i = 0; i < splitter.length(); i++) {
            if (text[at + i] != splitter.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
