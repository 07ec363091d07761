// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text is cut into tokens: the settings of Keras's {@code Tokenizer} that concern a single text.
 *
 * <p>The text is lower-cased as Python's {@code str.lower} does it (also in a Turkish locale), each code point of the
 * filters is replaced by the separator, and what stands between separators is a token; empty tokens are dropped. At
 * character level every code point of the (lower-cased) text is a token and the filters do not matter.
 *
 * @param filters the code points that separate tokens besides {@code split}; may be empty
 * @param lower whether the text is lower-cased first
 * @param split the separator, at least one character
 * @param charLevel whether each code point is a token
 */
public record TokenRule(String filters, boolean lower, String split, boolean charLevel) {
    /** Keras's default filters: ASCII punctuation without the apostrophe, tab and newline. */
    public static final String KERAS_FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /** Keras's defaults: lower-cased words without punctuation, separated by blanks. */
    public static final TokenRule WORDS = new TokenRule(KERAS_FILTERS, true, " ", false);

    /** Every code point as it is. */
    public static final TokenRule CHARACTERS = new TokenRule(KERAS_FILTERS, false, " ", true);

    /** Checks the separator. */
    public TokenRule {
        if (filters == null || split == null || split.isEmpty()) {
            throw new IllegalArgumentException(
                    "Filters must not be null and the separator not empty. Received: filters=" + filters + ", split="
                            + split + ". Use \"\" for no filters and \" \" to split at blanks.");
        }
    }

    /** A copy with other filters. */
    public TokenRule filters(String value) {
        return new TokenRule(value, lower, split, charLevel);
    }

    /** A copy that lower-cases, or does not. */
    public TokenRule lower(boolean value) {
        return new TokenRule(filters, value, split, charLevel);
    }

    /** A copy with another separator. */
    public TokenRule split(String value) {
        return new TokenRule(filters, lower, value, charLevel);
    }

    /** A copy that cuts into characters, or into words. */
    public TokenRule charLevel(boolean value) {
        return new TokenRule(filters, lower, split, value);
    }

    /** A new cursor; each thread takes its own. */
    public TokenCursor cursor() {
        return new TokenCursor(this);
    }

    /** The tokens of a text. */
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        TokenCursor cursor = cursor();
        cursor.reset(text);
        while (cursor.next()) {
            tokens.add(cursor.token());
        }
        return tokens;
    }
}
