// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * fastText's features (Joulin et al. 2016, Bag of tricks for efficient text classification): a text is the mean of its
 * words, of its n-grams of words, and of the n-grams of characters in its words. A word of the vocabulary has a column of
 * its own; n-grams are hashed into buckets, whose columns follow. A row's values are count/length and sum to 1.
 *
 * <p>Every text ends with the token {@code </s>}, which n-grams of words include. n-grams of characters are those of
 * {@code <word>}, of unknown words, too. Hashes are fastText's: FNV-1a over the bytes of UTF-8, taken with their sign, and
 * {@code h·116049371 + next} over the words of an n-gram; so the columns of one vocabulary are those of fastText.
 *
 * @param wordNgrams words of the longest n-gram of words; 1 for none
 * @param minn characters of the shortest n-gram of characters
 * @param maxn characters of the longest; 0 for none
 * @param buckets of the n-grams
 */
public record HashedNgrams(int wordNgrams, int minn, int maxn, Buckets buckets) implements HashedFeatures {
    /** The token behind every text. */
    public static final String END = "</s>";

    /** Checks the settings. */
    public HashedNgrams {
        boolean ngrams = wordNgrams > 1 || maxn > 0;
        if (wordNgrams < 1 || minn < 0 || maxn < 0 || (maxn > 0 && minn > maxn) || ngrams != (buckets.count() > 0)) {
            throw new IllegalArgumentException(
                    "n-grams need lengths from 1 on, the shortest first, and buckets; without"
                            + " n-grams there are no buckets. Received: wordNgrams=" + wordNgrams + ", minn=" + minn
                            + ", maxn="
                            + maxn + ", bucket=" + buckets.count()
                            + ". Use wordNgrams=1, minn=0, maxn=0, bucket=0 for words"
                            + " alone.");
        }
    }

    @Override
    public int columns(Vocabulary vocabulary) {
        return vocabulary.size() + buckets.columns();
    }

    @Override
    public FeaturePass pass(Vocabulary vocabulary) {
        return new HashedNgramPass(this, vocabulary);
    }

    /** The same with other buckets. */
    public HashedNgrams buckets(Buckets value) {
        return new HashedNgrams(wordNgrams, minn, maxn, value);
    }

    /**
     * The rule by which fastText cuts a text: at blanks, tabs, line ends, form feeds and zeros.
     *
     * @param lower whether the text is lower-cased first, which fastText leaves to the user
     */
    public static KerasWords words(boolean lower) {
        return TokenRule.WORDS.filters("\n\r\t\u000b\f\0").lower(lower);
    }
}
