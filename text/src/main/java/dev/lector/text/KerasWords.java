// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

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
public record KerasWords(String filters, boolean lower, String split, boolean charLevel) implements TokenRule {
    /** Checks the separator. */
    public KerasWords {
        if (filters == null || split == null || split.isEmpty()) {
            throw new IllegalArgumentException(
                    "Filters must not be null and the separator not empty. Received: filters=" + filters + ", split="
                            + split + ". Use \"\" for no filters and \" \" to split at blanks.");
        }
    }

    /** A copy with other filters. */
    public KerasWords filters(String value) {
        return new KerasWords(value, lower, split, charLevel);
    }

    /** A copy that lower-cases, or does not. */
    public KerasWords lower(boolean value) {
        return new KerasWords(filters, value, split, charLevel);
    }

    /** A copy with another separator. */
    public KerasWords split(String value) {
        return new KerasWords(filters, lower, value, charLevel);
    }

    /** A copy that cuts into characters, or into words. */
    public KerasWords charLevel(boolean value) {
        return new KerasWords(filters, lower, split, value);
    }

    @Override
    public TokenCursor cursor() {
        return new KerasCursor(this);
    }
}
