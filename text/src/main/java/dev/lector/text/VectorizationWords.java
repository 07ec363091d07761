// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/**
 * The tokens of Keras's {@code TextVectorization}. Unlike its {@code Tokenizer} it lower-cases ASCII only, takes
 * punctuation out without leaving a blank ("don't" becomes "dont", "a,b" becomes "ab"), and splits at ASCII white space
 * only.
 *
 * @param standardize what is done to the text first
 * @param split where tokens end
 */
public record VectorizationWords(Standardize standardize, Split split) implements TokenRule {
    /** Keras's defaults. */
    public static final VectorizationWords DEFAULT =
            new VectorizationWords(Standardize.LOWER_AND_STRIP_PUNCTUATION, Split.WHITESPACE);

    /** What is done to a text before it is split. */
    public enum Standardize {
        /** Nothing. */
        NONE,
        /** ASCII letters are lower-cased. */
        LOWER,
        /** ASCII punctuation, the apostrophe too, is left out. */
        STRIP_PUNCTUATION,
        /** Both. */
        LOWER_AND_STRIP_PUNCTUATION
    }

    /** Where tokens end. */
    public enum Split {
        /** The whole text is one token. */
        NONE,
        /** At ASCII white space. */
        WHITESPACE,
        /** Behind each code point. */
        CHARACTER
    }

    /** Checks that nothing is missing. */
    public VectorizationWords {
        if (standardize == null || split == null) {
            throw new IllegalArgumentException("Standardisation and split must be given. Received: standardize="
                    + standardize + ", split=" + split + ". Use NONE for none.");
        }
    }

    @Override
    public boolean charLevel() {
        return split == Split.CHARACTER;
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor(this);
    }

    private static final class Cursor extends TokenCursor {
        private static final char SPACE = '\ufffe';
        private static final char STRIPPED = '\uffff';

        private final Split split;
        private final char[] ascii = new char[128];
        private int position;

        Cursor(VectorizationWords rule) {
            this.split = rule.split;
            boolean lower = rule.standardize == Standardize.LOWER
                    || rule.standardize == Standardize.LOWER_AND_STRIP_PUNCTUATION;
            boolean strip = rule.standardize == Standardize.STRIP_PUNCTUATION
                    || rule.standardize == Standardize.LOWER_AND_STRIP_PUNCTUATION;
            for (char c = 0; c < ascii.length; c++) {
                boolean punctuation = c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
                boolean space = c == ' ' || (c >= '\t' && c <= '\r');
                ascii[c] = lower && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
                if (strip && punctuation) {
                    ascii[c] = STRIPPED;
                } else if (split == Split.WHITESPACE && space) {
                    ascii[c] = SPACE;
                }
            }
        }

        @Override
        void begin() {
            position = 0;
        }

        @Override
        public boolean next() {
            tokenLength = 0;
            hash = 0;
            boolean complete = false;
            while (position < length && !complete) {
                char c = text[position];
                char mapped = c < 128 ? ascii[c] : c;
                position++;
                if (c < 128 && mapped == SPACE) {
                    complete = tokenLength > 0;
                } else if (c >= 128 || mapped != STRIPPED) {
                    add(mapped);
                    complete = split == Split.CHARACTER && !pairGoesOn(c);
                }
            }
            return tokenLength > 0;
        }

        private boolean pairGoesOn(char c) {
            return Character.isHighSurrogate(c) && position < length && Character.isLowSurrogate(text[position]);
        }

        private void add(char c) {
            if (tokenLength == 0) {
                start = position - 1;
            }
            if (tokenLength == token.length) {
                token = Arrays.copyOf(token, grown(tokenLength, tokenLength + 1L));
            }
            token[tokenLength++] = c;
            hash = 31 * hash + c;
            end = position;
        }
    }
}
