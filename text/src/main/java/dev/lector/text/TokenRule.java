// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text is cut into tokens: a value that is saved in the model file. Rules that take another rule
 * ({@link WordNgrams}) go on with its tokens.
 */
public sealed interface TokenRule
        permits KerasWords,
                VectorizationWords,
                ScikitWords,
                IcuWords,
                PennWords,
                Utf8Bytes,
                BytePairs,
                StopWords,
                Stems,
                WordNgrams,
                CharacterNgrams {
    /** Keras's default filters: ASCII punctuation without the apostrophe, tab and newline. */
    String KERAS_FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /** Keras's defaults: lower-cased words without punctuation, separated by blanks. */
    KerasWords WORDS = new KerasWords(KERAS_FILTERS, true, " ", false);

    /** Every code point as it is. */
    KerasWords CHARACTERS = new KerasWords(KERAS_FILTERS, false, " ", true);

    /** A new cursor; each thread takes its own. */
    TokenCursor cursor();

    /** Whether each token is one character, so that a text is shown by its tokens without blanks between them. */
    default boolean charLevel() {
        return false;
    }

    /**
     * The n-grams of this rule's tokens.
     *
     * @param min tokens of the shortest
     * @param max tokens of the longest; 1 and 1 for this rule itself
     */
    default TokenRule ngrams(int min, int max) {
        return min == 1 && max == 1 ? this : new WordNgrams(this, min, max);
    }

    /** The tokens of a text. */
    default List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        TokenCursor cursor = cursor();
        cursor.reset(text);
        while (cursor.next()) {
            tokens.add(cursor.token());
        }
        return tokens;
    }
}
