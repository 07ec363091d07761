// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Neighbouring code points, as scikit-learn's analyzers {@code char} and {@code char_wb} cut them: all of {@code min} code
 * points, then all of {@code min + 1}, up to {@code max}; within words the same for one word after the other.
 *
 * <p>Across words, two or more neighbouring white-space characters count as one blank. Within words, words are what white
 * space separates, with a blank at each end; a word shorter than an n-gram is one n-gram, once, and no longer ones follow.
 *
 * @param lower whether the text is lower-cased first, as Python's {@code str.lower} does it
 * @param withinWords whether n-grams end where a word ends ({@code char_wb})
 * @param min code points of the shortest
 * @param max code points of the longest
 */
public record CharacterNgrams(boolean lower, boolean withinWords, int min, int max) implements TokenRule {
    /** Checks the lengths. */
    public CharacterNgrams {
        check(min, max);
    }

    static void check(int min, int max) {
        if (min < 1 || max < min || max > 1_000) {
            throw new IllegalArgumentException("N-grams have at least 1 part, and min is at most max, which is at most"
                    + " 1,000. Received: min=" + min + ", max=" + max + ". Give for instance 1 and 2.");
        }
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor(this);
    }

    /** Puts the code points of the whole text into the buffer that every n-gram is a part of. */
    private static final class Cursor extends TokenCursor {
        private final CharacterNgrams rule;
        /** By code point: where it begins in the buffer, and where the original of it begins and ends. */
        private int[] froms = new int[257];

        private int[] starts = new int[257];
        private int[] ends = new int[257];
        private int count;
        private int used;

        /** The code points that n-grams are taken from now: all of them, or those of a word. */
        private int first;

        private int last;
        private int width;
        private int at;

        Cursor(CharacterNgrams rule) {
            this.rule = rule;
        }

        @Override
        void begin() {
            count = 0;
            used = 0;
            for (int i = 0; i < length; ) {
                int codePoint = Character.codePointAt(text, i, length);
                int next = i + Character.charCount(codePoint);
                if (PythonText.isSpace(codePoint)) {
                    while (next < length && PythonText.isSpace(text[next])) {
                        next++;
                    }
                    add(rule.withinWords || next > i + 1 ? ' ' : codePoint, i, next);
                } else {
                    addWord(codePoint, i, next);
                }
                i = next;
            }
            close();
            origins = null;
            first = 0;
            last = 0;
            at = 0;
            width = rule.max;
        }

        private void addWord(int codePoint, int from, int to) {
            if (rule.withinWords && count == 0) {
                add(' ', from, from);
            }
            if (!rule.lower) {
                add(codePoint, from, to);
            } else if (codePoint == LowerCase.DOTTED_I) {
                add('i', from, to);
                add(LowerCase.DOT_ABOVE, from, to);
            } else {
                add(
                        codePoint == LowerCase.SIGMA ? LowerCase.sigma(text, length, from) : LowerCase.of(codePoint),
                        from,
                        to);
            }
        }

        /** Ends the buffer; the last word needs its blank. */
        private void close() {
            if (rule.withinWords && count > 0 && token[used - 1] != ' ') {
                add(' ', length, length);
            }
            froms[count] = used;
        }

        private void add(int codePoint, int from, int to) {
            if (used + 2 > token.length) {
                token = Arrays.copyOf(token, grown(token.length, used + 2L));
            }
            if (count + 1 >= froms.length) {
                int size = grown(froms.length, count + 2L);
                froms = Arrays.copyOf(froms, size);
                starts = Arrays.copyOf(starts, size);
                ends = Arrays.copyOf(ends, size);
            }
            froms[count] = used;
            starts[count] = originOf(from);
            ends[count++] = to > from ? originOf(to - 1) + 1 : originOf(from);
            used += Character.toChars(codePoint, token, used);
        }

        private int originOf(int place) {
            if (origins == null) {
                return place;
            }
            return place < length ? origins[place] : length == 0 ? 0 : origins[length - 1] + 1;
        }

        @Override
        public boolean next() {
            at++;
            if (at + width > last) {
                if (width < rule.max && width < last - first) {
                    width++;
                    at = first;
                } else if (rule.withinWords ? !nextWord() : !wholeText()) {
                    return false;
                }
            }
            set(at, Math.min(at + width, last));
            return true;
        }

        private boolean wholeText() {
            if (last > 0 || count < rule.min) {
                at = last = count;
                return false;
            }
            last = count;
            width = rule.min;
            at = 0;
            return true;
        }

        /** Goes to the next word with its two blanks, one of which it shares with the word before. */
        private boolean nextWord() {
            first = last == 0 ? 0 : last - 1;
            if (first + 1 >= count) {
                at = last = count;
                return false;
            }
            last = first + 1;
            while (token[froms[last]] != ' ') {
                last++;
            }
            last++;
            width = rule.min;
            at = first;
            return true;
        }

        private void set(int from, int to) {
            tokenStart = froms[from];
            tokenLength = froms[to] - tokenStart;
            start = starts[from];
            end = ends[to - 1];
            hash = 0;
            for (int i = tokenStart; i < froms[to]; i++) {
                hash = 31 * hash + token[i];
            }
        }
    }
}
