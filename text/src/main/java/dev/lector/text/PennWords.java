// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * English tokens in the style of the Penn Treebank: punctuation marks are tokens; {@code n't}, {@code 's}, {@code 'll},
 * {@code 're}, {@code 've}, {@code 'd}, {@code 'm} stand apart from their words; "cannot", "gonna", "gotta" and "wanna" are
 * two tokens; a period is a token only at the end of the text, other periods stay with their word ("Mr.", "U.S."), and
 * so do commas and colons within numbers. Quotation marks and brackets stay as written (the Treebank writes {@code ``} and
 * {@code -LRB-}).
 *
 * <p>One sentence a text is what the Treebank has: cut longer texts with {@link SentenceSegmenter} first, or a period
 * within the text stays with its word.
 *
 * @param lower whether tokens are lower-cased, in no locale
 */
public record PennWords(boolean lower) implements TokenRule {
    private static final String MARKS = ";@#$%&?!()[]{}<>\"\u201c\u201d\u201e\u00ab\u00bb\u2026\u2013\u2014`\u2018";
    private static final String CLOSING = "\"')]}>\u201d\u2019\u00bb";
    private static final String[] CLITICS = {"'s", "'m", "'d", "'ll", "'re", "'ve", "n't"};
    private static final String[] PAIRS = {"can|not", "gon|na", "got|ta", "wan|na", "gim|me", "lem|me", "d'|ye"};

    @Override
    public TokenCursor cursor() {
        return new Cursor(lower);
    }

    private static final class Cursor extends TokenCursor {
        private final boolean lower;
        private int position;
        /** The current run without blanks is read up to here; 0 before the first. */
        private int runEnd;
        /** Where the final period of the text stands, or -1. */
        private int lastPeriod;

        Cursor(boolean lower) {
            this.lower = lower;
        }

        @Override
        void begin() {
            position = 0;
            runEnd = 0;
            int last = length - 1;
            while (last >= 0 && (PythonText.isSpace(text[last]) || CLOSING.indexOf(text[last]) >= 0)) {
                last--;
            }
            lastPeriod = last >= 0 && text[last] == '.' && !(last > 0 && text[last - 1] == '.') ? last : -1;
        }

        @Override
        public boolean next() {
            while (position < length && PythonText.isSpace(text[position])) {
                position++;
            }
            if (position == length) {
                return false;
            }
            if (position >= runEnd) {
                runEnd = position;
                while (runEnd < length && !PythonText.isSpace(text[runEnd])) {
                    runEnd++;
                }
            }
            take(position, tokenEnd());
            return true;
        }

        private int tokenEnd() {
            int at = position;
            if (isMark(at)) {
                return at + repeated(at);
            }
            if (isQuote(text[at]) && clitic(at) == 0) {
                return at + 1;
            }
            int clitic = clitic(at);
            if (clitic > 0) {
                return at + clitic;
            }
            int wordEnd = at + 1;
            while (wordEnd < runEnd && !isMark(wordEnd) && clitic(wordEnd) == 0 && !closingQuote(wordEnd)) {
                wordEnd++;
            }
            return pairEnd(at, wordEnd);
        }

        /** Whether the character at a place is a token of its own, wherever it stands in a word. */
        private boolean isMark(int at) {
            char c = text[at];
            if (MARKS.indexOf(c) >= 0 || at == lastPeriod) {
                return true;
            }
            if (c == ',' || c == ':') {
                return !(at > position && at + 1 < runEnd && isDigit(text[at - 1]) && isDigit(text[at + 1]));
            }
            return (c == '-' && repeated(at) > 1) || (c == '.' && repeated(at) > 1);
        }

        /** How often the mark is repeated that begins here: "--", "..." and "``" are one token. */
        private int repeated(int at) {
            char c = text[at];
            if (c != '-' && c != '.' && c != '`') {
                return 1;
            }
            int end = at + 1;
            while (end < runEnd && text[end] == c) {
                end++;
            }
            return end - at;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isQuote(char c) {
            return c == '\'' || c == '\u2019';
        }

        /** Whether a quotation mark at the end of a word does not belong to it. */
        private boolean closingQuote(int at) {
            return isQuote(text[at]) && (at + 1 == runEnd || !Character.isLetterOrDigit(text[at + 1]));
        }

        /** The length of the clitic that begins here and ends its word, or 0. */
        private int clitic(int at) {
            char c = text[at];
            if (at == 0 || (!isQuote(c) && (c | 32) != 'n') || !Character.isLetterOrDigit(text[at - 1])) {
                return 0;
            }
            for (String clitic : CLITICS) {
                int end = at + clitic.length();
                boolean ends = end == runEnd || end < runEnd && !Character.isLetterOrDigit(text[end]);
                if (ends && matches(at, clitic)) {
                    return clitic.length();
                }
            }
            return 0;
        }

        /** Where the first of two words ends that are written as one, or {@code wordEnd}. */
        private int pairEnd(int at, int wordEnd) {
            if (at > 0 && Character.isLetterOrDigit(text[at - 1])) {
                return wordEnd;
            }
            for (String pair : PAIRS) {
                int first = pair.indexOf('|');
                if (wordEnd - at == pair.length() - 1
                        && matches(at, pair.substring(0, first))
                        && matches(at + first, pair.substring(first + 1))) {
                    return at + first;
                }
            }
            return wordEnd;
        }

        /** Whether ASCII text stands here, in any case and with either apostrophe. */
        private boolean matches(int at, String part) {
            if (at + part.length() > runEnd) {
                return false;
            }
            for (int i = 0; i < part.length(); i++) {
                char c = text[at + i] == '\u2019' ? '\'' : text[at + i];
                if (part.charAt(i) != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                    return false;
                }
            }
            return true;
        }

        private void take(int from, int to) {
            start = from;
            end = to;
            position = to;
            tokenLength = 0;
            hash = 0;
            if (token.length < to - from) {
                token = Arrays.copyOf(token, grown(token.length, to - from));
            }
            for (int i = from; i < to; ) {
                int codePoint = Character.codePointAt(text, i, to);
                if (lower) {
                    addLowered(codePoint, i);
                } else {
                    addCodePoint(codePoint);
                }
                i += Character.charCount(codePoint);
            }
        }
    }
}
