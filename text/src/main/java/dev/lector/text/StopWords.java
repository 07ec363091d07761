// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Set;

/**
 * The tokens of another rule without some words.
 *
 * @param tokens what cuts the text
 * @param words what is left out, as the other rule writes it (lower case, if it lower-cases)
 */
public record StopWords(TokenRule tokens, Set<String> words) implements TokenRule {
    /** Copies the words. */
    public StopWords {
        words = Set.copyOf(words);
    }

    @Override
    public TokenCursor cursor() {
        WordTable table = new WordTable();
        words.forEach(table::add);
        return new TokenFilter(tokens) {
            @Override
            public boolean next() {
                while (words.next()) {
                    if (table.find(words) < 0) {
                        takeOver();
                        return true;
                    }
                }
                return false;
            }
        };
    }
}
