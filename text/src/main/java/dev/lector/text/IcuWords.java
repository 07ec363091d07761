// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * Words as Unicode defines them (UAX #29, by ICU's rules in the root locale), and by dictionaries where a script has no
 * blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. Punctuation and blanks are no tokens; "don't", "3.14"
 * and "snake_case" are one each.
 *
 * @param lower whether words are lower-cased, in no locale
 */
public record IcuWords(boolean lower) implements TokenRule {
    /** Lower-cased words. */
    public static final IcuWords DEFAULT = new IcuWords(true);

    @Override
    public TokenCursor cursor() {
        return new IcuCursor(this, true);
    }
}
