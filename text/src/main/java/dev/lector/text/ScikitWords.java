// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * The words of scikit-learn's vectorizers: {@code token_pattern=r"(?u)\b\w\w+\b"}, that is runs of at least two letters,
 * digits and underscores as Python's {@code \w} has them (combining marks are none of them).
 *
 * @param lower whether the text is lower-cased first, as Python's {@code str.lower} does it
 * @param shortest code points of the shortest word; shorter runs are left out. scikit-learn's pattern has 2
 */
public record ScikitWords(boolean lower, int shortest) implements TokenRule {
    /** scikit-learn's defaults. */
    public static final ScikitWords DEFAULT = new ScikitWords(true, 2);

    /** Checks the length. */
    public ScikitWords {
        if (shortest < 1) {
            throw new IllegalArgumentException("A word has at least one character. Received: shortest=" + shortest
                    + ". scikit-learn's pattern has 2.");
        }
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor(this);
    }

    private static final class Cursor extends TokenCursor {
        private final ScikitWords rule;
        /** What becomes of an ASCII character; 0 if it is not part of a word. */
        private final char[] ascii = new char[128];

        private int position;

        Cursor(ScikitWords rule) {
            this.rule = rule;
            for (int c = 0; c < ascii.length; c++) {
                if (isWord(c)) {
                    ascii[c] = (char) (rule.lower ? Character.toLowerCase(c) : c);
                }
            }
        }

        @Override
        void begin() {
            position = 0;
        }

        @Override
        public boolean next() {
            while (position < length) {
                tokenLength = 0;
                hash = 0;
                int codePoints = run();
                if (codePoints >= rule.shortest) {
                    return true;
                }
            }
            return false;
        }

        /** Reads what stands up to the next end of a word; returns the code points of the word, 0 if there is none. */
        private int run() {
            int count = 0;
            while (position < length) {
                char c = text[position];
                int width = 1;
                if (c < 128 && ascii[c] == 0) {
                    position++;
                    if (count > 0) {
                        return count;
                    }
                    continue;
                }
                if (count == 0) {
                    start = position;
                }
                if (c < 128) {
                    if (tokenLength == token.length) {
                        token = Arrays.copyOf(token, grown(token.length, tokenLength + 1L));
                    }
                    token[tokenLength++] = ascii[c];
                    hash = 31 * hash + ascii[c];
                } else {
                    int codePoint = Character.codePointAt(text, position, length);
                    width = Character.charCount(codePoint);
                    if (!isWord(codePoint)) {
                        position += width;
                        if (count > 0) {
                            return count;
                        }
                        continue;
                    }
                    if (rule.lower && codePoint == LowerCase.DOTTED_I) {
                        // Its lower case is i and a combining mark, which ends the word.
                        addCodePoint('i');
                        position += width;
                        end = position;
                        return count + 1;
                    }
                    addCodePoint(lowered(codePoint));
                }
                count++;
                position += width;
                end = position;
            }
            return count;
        }

        private int lowered(int codePoint) {
            if (!rule.lower) {
                return codePoint;
            }
            return codePoint == LowerCase.SIGMA ? LowerCase.sigma(text, length, position) : LowerCase.of(codePoint);
        }

        private static boolean isWord(int codePoint) {
            int type = Character.getType(codePoint);
            return codePoint == '_'
                    || Character.isLetterOrDigit(codePoint)
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
        }
    }
}
