// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import opennlp.tools.stemmer.snowball.SnowballStemmer;
import opennlp.tools.stemmer.snowball.SnowballStemmer.ALGORITHM;

/**
 * The stems of another rule's tokens by the Snowball algorithm of a language (snowballstem.org): "films" and "filming"
 * become "film". Tokens should be in lower case.
 *
 * @param tokens what cuts the text
 * @param language one of {@link #languages()}
 */
public record Stems(TokenRule tokens, String language) implements TokenRule {
    /** No word of a language is so long; longer tokens stay as they are, for stemming may take quadratic time. */
    private static final int LONGEST = 256;

    /** Checks the language. */
    public Stems {
        if (!languages().contains(language)) {
            throw new IllegalArgumentException("There must be a stemmer for the language. Received: language="
                    + language + ". Use one of " + String.join(", ", languages()) + ".");
        }
    }

    /** The languages that have a stemmer, by their English names; {@code porter} is Porter's of 1980 for English. */
    public static List<String> languages() {
        return Arrays.stream(ALGORITHM.values())
                .map(algorithm -> algorithm.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    @Override
    public TokenCursor cursor() {
        return new Cursor(this);
    }

    private static final class Cursor extends TokenFilter {
        private final SnowballStemmer stemmer;

        Cursor(Stems rule) {
            super(rule.tokens);
            stemmer = new SnowballStemmer(ALGORITHM.valueOf(rule.language.toUpperCase(Locale.ROOT)));
        }

        @Override
        public boolean next() {
            while (words.next()) {
                takeOver();
                if (tokenLength > LONGEST) {
                    return true;
                }
                String stem = stemmer.stem(words.token()).toString();
                if (!stem.isEmpty()) {
                    token = stem.toCharArray();
                    tokenStart = 0;
                    tokenLength = token.length;
                    hash = stem.hashCode();
                    return true;
                }
            }
            return false;
        }
    }
}
