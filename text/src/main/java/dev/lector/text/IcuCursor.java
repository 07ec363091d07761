// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import com.ibm.icu.text.BreakIterator;
import java.nio.CharBuffer;
import java.util.Locale;

/**
 * The tokens of {@link IcuWords}. Stretches of {@link WordBreaks simple} characters are cut here; the others, with what
 * stands beside them up to the next blanks, by ICU.
 */
final class IcuCursor extends TokenCursor {
    private final boolean lower;
    /** Whether simple stretches are cut here; the plain path, without it, gives the same tokens. */
    private final boolean fast;

    private final BreakIterator icu = BreakIterator.getWordInstance(Locale.ROOT);
    private int position;
    /** Up to here characters are simple. */
    private int simpleEnd;
    /** Up to here ICU cuts; where its stretch began, and whether it is at work. */
    private int icuEnd;

    private int icuStart;
    private boolean cutting;

    IcuCursor(IcuWords rule, boolean fast) {
        this.lower = rule.lower();
        this.fast = fast;
    }

    @Override
    void begin() {
        position = 0;
        cutting = false;
        findStretches(0);
    }

    /** Finds the simple stretch from a place on, and the other one behind it. */
    private void findStretches(int from) {
        int complex = from;
        int lastBlank = -1;
        while (fast && complex < length) {
            byte kind = WordBreaks.of(text[complex]);
            if (kind == WordBreaks.COMPLEX) {
                break;
            }
            if (kind == WordBreaks.BLANK) {
                lastBlank = complex;
            }
            complex++;
        }
        simpleEnd = complex == length ? length : lastBlank < 0 ? from : lastBlank;
        icuEnd = simpleEnd;
        if (simpleEnd < length) {
            icuEnd = complex;
            while (icuEnd < length && !(fast && simpleBlank(icuEnd))) {
                icuEnd++;
            }
        }
    }

    private boolean simpleBlank(int at) {
        return text[at] == ' ' && (at + 1 == length || WordBreaks.of(text[at + 1]) != WordBreaks.COMPLEX);
    }

    @Override
    public boolean next() {
        while (true) {
            if (cutting) {
                if (nextByIcu()) {
                    return true;
                }
                cutting = false;
                position = icuEnd;
                findStretches(icuEnd);
            }
            while (position < simpleEnd && !WordBreaks.begins(WordBreaks.of(text[position]))) {
                position++;
            }
            if (position < simpleEnd) {
                start = position;
                end = WordBreaks.wordEnd(text, position, simpleEnd);
                position = end;
                if (WordBreaks.isWord(text, start, end)) {
                    take();
                    return true;
                }
                continue;
            }
            if (icuEnd == simpleEnd) {
                return false;
            }
            icuStart = simpleEnd;
            icu.setText(CharBuffer.wrap(text, icuStart, icuEnd - icuStart));
            position = 0;
            cutting = true;
        }
    }

    /** Goes to ICU's next word; {@code position} counts from the beginning of its stretch. */
    private boolean nextByIcu() {
        for (int next = icu.next(); next != BreakIterator.DONE; next = icu.next()) {
            int from = position;
            position = next;
            if (icu.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                start = icuStart + from;
                end = icuStart + next;
                take();
                return true;
            }
        }
        return false;
    }

    /** Copies the token that stands from start to end. */
    private void take() {
        tokenLength = 0;
        int room = end - start;
        if (token.length < room) {
            token = new char[grown(token.length, room)];
        }
        char[] to = token;
        int h = 0;
        int count = 0;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= 128 && lower) {
                tokenLength = count;
                hash = h;
                takeWide(i);
                return;
            }
            char mapped = lower && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            to[count++] = mapped;
            h = 31 * h + mapped;
        }
        tokenLength = count;
        hash = h;
    }

    /** Goes on with the token at {@code at} where lower case is more than a table look-up. */
    private void takeWide(int at) {
        for (int i = at; i < end; ) {
            int codePoint = Character.codePointAt(text, i, end);
            addLowered(codePoint, i);
            i += Character.charCount(codePoint);
        }
    }
}
