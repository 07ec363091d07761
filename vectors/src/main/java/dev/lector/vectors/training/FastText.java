// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import dev.lector.vectors.CharacterNgrams;
import dev.lector.vectors.SubwordVectors;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Settings of fastText's word vectors (Bojanowski, Grave, Joulin and Mikolov 2017), with its defaults. A word is the mean of
 * a vector of its own and those of its character n-grams, so words never seen have vectors, too. Immutable.
 *
 * @param cbow the context's mean predicts the word, instead of the word each context word
 * @param dimensions numbers of a vector
 * @param window most words on each side that count as context; each place draws its own reach from 1 to this
 * @param negative words drawn by chance for each prediction, in proportion to the root of their counts
 * @param sample words more frequent than this share are left out at random; 0 keeps all
 * @param minCount rarer words are left out
 * @param ngrams characters of the n-grams and their buckets
 * @param epochs passes over the corpus
 * @param learningRate at the start; it falls in a straight line to a ten-thousandth
 * @param threads threads that change the tables at the same time, without locks: with more than one, two runs differ
 *     slightly. With one thread the same seed gives the same bits
 * @param seed of the start, the reaches, the negative words and the words left out
 */
public record FastText(
        boolean cbow,
        int dimensions,
        int window,
        int negative,
        double sample,
        int minCount,
        CharacterNgrams ngrams,
        int epochs,
        double learningRate,
        int threads,
        long seed) {
    private static final double NEGATIVE_POWER = .5;

    /** Checks the ranges. */
    public FastText {
        SettingRange.check("dimensions", dimensions, 1, 10_000);
        SettingRange.check("window", window, 1, 1_000);
        SettingRange.check("negative", negative, 1, 1_000);
        SettingRange.check("sample", sample, 0, 1);
        SettingRange.check("minCount", minCount, 1, Integer.MAX_VALUE);
        SettingRange.check("epochs", epochs, 1, 100_000);
        SettingRange.check("learningRate", learningRate, 1e-9, 100);
        SettingRange.check("threads", threads, 1, 1_000);
    }

    /** Skip-gram with fastText's defaults, on all cores. */
    public static FastText skipGram() {
        CharacterNgrams ngrams = new CharacterNgrams(3, 6, 2_000_000);
        int threads = Runtime.getRuntime().availableProcessors();
        return new FastText(false, 100, 5, 5, 1e-4, 5, ngrams, 5, .05, threads, 1);
    }

    /** CBOW with fastText's defaults, on all cores. */
    public static FastText continuousBag() {
        return Records.with(skipGram(), "cbow", true);
    }

    /** With {@code dimensions} changed. */
    public FastText dimensions(int value) {
        return Records.with(this, "dimensions", value);
    }

    /** With {@code window} changed. */
    public FastText window(int value) {
        return Records.with(this, "window", value);
    }

    /** With {@code negative} changed. */
    public FastText negative(int value) {
        return Records.with(this, "negative", value);
    }

    /** With {@code sample} changed. */
    public FastText sample(double value) {
        return Records.with(this, "sample", value);
    }

    /** With {@code minCount} changed. */
    public FastText minCount(int value) {
        return Records.with(this, "minCount", value);
    }

    /** With {@code ngrams} changed. */
    public FastText ngrams(CharacterNgrams value) {
        return Records.with(this, "ngrams", value);
    }

    /** With {@code epochs} changed. */
    public FastText epochs(int value) {
        return Records.with(this, "epochs", value);
    }

    /** With {@code learningRate} changed. */
    public FastText learningRate(double value) {
        return Records.with(this, "learningRate", value);
    }

    /** With {@code threads} changed. */
    public FastText threads(int value) {
        return Records.with(this, "threads", value);
    }

    /** With {@code seed} changed. */
    public FastText seed(long value) {
        return Records.with(this, "seed", value);
    }

    /** Trains on a text file without anything to watch it; see {@link #train(Path, TrainingWatch)}. */
    public SubwordVectors train(Path corpus) throws IOException {
        return train(corpus, TrainingWatch.NONE);
    }

    /**
     * Trains on a text file as {@link Word2Vec#train(Path, TrainingWatch)} reads it.
     *
     * @param watch hears of the progress, may stop the training and say where to keep it
     * @return vectors of the words that occur {@code minCount} times, the most frequent first, and of their n-grams
     * @throws IOException if the corpus cannot be read, holds no such word, or the disk is full; a checkpoint of another
     *     corpus or of other settings
     */
    public SubwordVectors train(Path corpus, TrainingWatch watch) throws IOException {
        try (TrainingCorpus text = TrainingCorpus.open(corpus, minCount, EncodedCorpus.Options.SENTENCES, watch)) {
            TrainingVocabulary words = text.vocabulary();
            Subwords subwords = Subwords.of(words.words(), ngrams);
            Tables tables = Tables.start(subwords.size(), words.size(), dimensions, 1, CounterRandom.key(seed, 1));
            Kernels kernels = KernelChoice.best();
            AliasSampler sampler = NegativeWords.sampler(words, NEGATIVE_POWER);
            SentenceRun.Plan plan = new SentenceRun.Plan(
                    window,
                    epochs,
                    learningRate,
                    threads,
                    seed,
                    words.keepChances(sample),
                    threads(1).toString());
            new SentenceRun(
                            plan,
                            text,
                            tables,
                            () -> new MeanObjective(
                                    kernels,
                                    tables,
                                    subwords.rows(),
                                    cbow,
                                    window,
                                    new NegativeWords(sampler, words.size(), negative, tables.stride()),
                                    MeanObjective.GROUP),
                            watch)
                    .run();
            return subwords.vectors(words.words(), tables, kernels);
        }
    }
}
