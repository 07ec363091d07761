// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * Neighbouring tokens joined by a blank: all of {@code min} tokens in the order of the text, then all of {@code min + 1},
 * up to {@code max}, as scikit-learn's {@code ngram_range} and Keras's {@code ngrams} order them.
 *
 * @param tokens what cuts the text
 * @param min tokens of the shortest
 * @param max tokens of the longest
 */
public record WordNgrams(TokenRule tokens, int min, int max) implements TokenRule {
    /** Checks the lengths. */
    public WordNgrams {
        CharacterNgrams.check(min, max);
        if (tokens instanceof WordNgrams || tokens instanceof CharacterNgrams) {
            throw new IllegalArgumentException("N-grams are made of tokens, not of n-grams. Received: tokens=" + tokens
                    + ". Give the rule of the tokens.");
        }
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor(this);
    }

    /** Cuts the whole text once; its tokens, joined by blanks, are the buffer that every n-gram is a part of. */
    private static final class Cursor extends TokenCursor {
        private final WordNgrams rule;
        private final TokenCursor words;
        /** By token: where it begins in the buffer, in the text, and where it ends there; hash and 31 to its length. */
        private int[] froms = new int[64];

        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int[] hashes = new int[64];
        private int[] powers = new int[64];
        /** The hash of the n-gram of the current width that begins at each token. */
        private int[] joined = new int[64];

        private int count;
        private int width;
        private int at;

        Cursor(WordNgrams rule) {
            this.rule = rule;
            this.words = rule.tokens.cursor();
        }

        @Override
        void begin() {
            words.reset(text, length, origins);
            count = 0;
            int used = 0;
            while (words.next()) {
                reserve(used + 1L + words.tokenLength);
                System.arraycopy(words.token, words.tokenStart, token, used, words.tokenLength);
                froms[count] = used;
                starts[count] = words.start();
                ends[count] = words.end();
                hashes[count] = words.hash;
                joined[count] = words.hash;
                powers[count] = power(words.tokenLength);
                count++;
                used += words.tokenLength;
                token[used++] = ' ';
            }
            froms[count] = used;
            // Places are the original's from here on.
            origins = null;
            width = 1;
            while (width < rule.min) {
                widen();
            }
            at = -1;
        }

        @Override
        public boolean next() {
            at++;
            while (at + width > count) {
                if (width >= rule.max || width >= count) {
                    at--;
                    return false;
                }
                widen();
                at = 0;
            }
            tokenStart = froms[at];
            tokenLength = froms[at + width] - 1 - tokenStart;
            hash = joined[at];
            start = starts[at];
            end = ends[at + width - 1];
            return true;
        }

        /** One token more an n-gram. */
        private void widen() {
            for (int i = 0; i + width < count; i++) {
                joined[i] = (31 * joined[i] + ' ') * powers[i + width] + hashes[i + width];
            }
            width++;
        }

        /** 31 to the power of n, in 32 bits. */
        private static int power(int n) {
            int result = 1;
            for (int i = 0; i < n; i++) {
                result *= 31;
            }
            return result;
        }

        private void reserve(long characters) {
            if (characters > token.length) {
                token = Arrays.copyOf(token, grown(token.length, characters));
            }
            if (count + 1 >= froms.length) {
                int size = grown(froms.length, count + 2L);
                froms = Arrays.copyOf(froms, size);
                starts = Arrays.copyOf(starts, size);
                ends = Arrays.copyOf(ends, size);
                hashes = Arrays.copyOf(hashes, size);
                powers = Arrays.copyOf(powers, size);
                joined = Arrays.copyOf(joined, size);
            }
        }
    }
}
