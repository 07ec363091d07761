// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/**
 * The word itself and a few words drawn by chance in proportion to count^0.75 (Mikolov, Sutskever, Chen, Corrado and Dean
 * 2013, equation 4).
 */
final class NegativeWords implements OutputRows {
    /** Of the counts, as in word2vec. */
    static final double POWER = .75;

    private final AliasSampler sampler;
    private final int negative;
    private final int stride;
    private final int words;

    NegativeWords(AliasSampler sampler, int words, int negative, int stride) {
        this.sampler = sampler;
        this.words = words;
        this.negative = negative;
        this.stride = stride;
    }

    /** Draws words in proportion to a power of their counts. */
    static AliasSampler sampler(TrainingVocabulary vocabulary, double power) {
        double[] weights = new double[vocabulary.size()];
        for (int word = 0; word < weights.length; word++) {
            weights[word] = StrictMath.pow(vocabulary.count(word), power);
        }
        return new AliasSampler(weights);
    }

    @Override
    public int most() {
        return 1 + negative;
    }

    @Override
    public int choose(int word, RandomBits random, PairStep step) {
        step.right[0] = word * stride;
        step.wanted[0] = 1;
        if (words == 1) {
            return 1;
        }
        for (int i = 1; i <= negative; i++) {
            int other = sampler.draw(random.next());
            while (other == word) {
                other = sampler.draw(random.next());
            }
            step.right[i] = other * stride;
            step.wanted[i] = 0;
        }
        return 1 + negative;
    }

    /** Words drawn for one. */
    int count() {
        return negative;
    }

    /**
     * Chooses rows of words drawn by chance alone, for several words: any may be one of those they are put against.
     *
     * @param step modified: {@code right} and {@code wanted}
     * @return how many there are: {@code times} those of one word
     */
    int chooseOthers(int times, RandomBits random, PairStep step) {
        int count = times * negative;
        for (int i = 0; i < count; i++) {
            step.right[i] = sampler.draw(random.next()) * stride;
            step.wanted[i] = 0;
        }
        return count;
    }
}
