// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * Which of the tokens of texts a vocabulary takes. Immutable; {@code VocabularyLimits.NONE.minTexts(2).maxShare(.5)}.
 *
 * @param maxWords at most so many, the most frequent; 0 for all. Keras's {@code num_words} of n keeps n - 1
 * @param minCount only tokens that occur at least so often in all texts together
 * @param minTexts only tokens of at least so many texts (scikit-learn's {@code min_df} as a whole number)
 * @param minShare only tokens of at least this share of the texts, 0 to 1 ({@code min_df} as a fraction)
 * @param maxTexts only tokens of at most so many texts ({@code max_df} as a whole number); 0 for no limit
 * @param maxShare only tokens of at most this share of the texts ({@code max_df} as a fraction)
 */
public record VocabularyLimits(
        int maxWords, long minCount, int minTexts, double minShare, int maxTexts, double maxShare) {
    /** All tokens. */
    public static final VocabularyLimits NONE = new VocabularyLimits(0, 0, 0, 0, 0, 1);

    /** Checks the limits. */
    public VocabularyLimits {
        if (maxWords < 0 || minCount < 0 || minTexts < 0 || maxTexts < 0) {
            throw new IllegalArgumentException("Limits of a vocabulary must not be negative. Received: maxWords="
                    + maxWords + ", minCount=" + minCount + ", minTexts=" + minTexts + ", maxTexts=" + maxTexts
                    + ". Use 0 for no limit.");
        }
        if (!(minShare >= 0 && minShare <= 1 && maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("Shares of the texts lie between 0 and 1. Received: minShare=" + minShare
                    + ", maxShare=" + maxShare + ". Use minTexts and maxTexts for numbers of texts.");
        }
    }

    /** With {@code maxWords} changed. */
    public VocabularyLimits maxWords(int value) {
        return new VocabularyLimits(value, minCount, minTexts, minShare, maxTexts, maxShare);
    }

    /** With {@code minCount} changed. */
    public VocabularyLimits minCount(long value) {
        return new VocabularyLimits(maxWords, value, minTexts, minShare, maxTexts, maxShare);
    }

    /** With {@code minTexts} changed. */
    public VocabularyLimits minTexts(int value) {
        return new VocabularyLimits(maxWords, minCount, value, minShare, maxTexts, maxShare);
    }

    /** With {@code minShare} changed. */
    public VocabularyLimits minShare(double value) {
        return new VocabularyLimits(maxWords, minCount, minTexts, value, maxTexts, maxShare);
    }

    /** With {@code maxTexts} changed. */
    public VocabularyLimits maxTexts(int value) {
        return new VocabularyLimits(maxWords, minCount, minTexts, minShare, value, maxShare);
    }

    /** With {@code maxShare} changed. */
    public VocabularyLimits maxShare(double value) {
        return new VocabularyLimits(maxWords, minCount, minTexts, minShare, maxTexts, value);
    }

    /** Whether a token that occurs {@code count} times, in {@code texts} of {@code all} texts, is within all but maxWords. */
    boolean allow(long count, int texts, int all) {
        return count >= minCount
                && texts >= minTexts
                && texts >= minShare * all
                && (maxTexts == 0 || texts <= maxTexts)
                && texts <= maxShare * all;
    }
}
