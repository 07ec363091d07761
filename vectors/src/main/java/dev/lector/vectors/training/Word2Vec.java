// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Settings of word2vec (Mikolov et al. 2013), with the defaults of its C program. Immutable; {@link #train} makes vectors
 * of a text file.
 *
 * <pre>{@code
 * WordVectors vectors = Word2Vec.skipGram().dimensions(100).epochs(5).train(Path.of("corpus.txt"));
 * }</pre>
 *
 * @param cbow the context's mean predicts the word, instead of each context word
 * @param dimensions numbers of a vector
 * @param window most words on each side that count as context; each place draws its own reach from 1 to this
 * @param negative words drawn by chance for each place; 0 only with {@code hierarchicalSoftmax}
 * @param hierarchicalSoftmax a Huffman tree instead of negative words
 * @param sample words more frequent than this share are left out at random; 0 keeps all
 * @param minCount rarer words are left out
 * @param epochs passes over the corpus
 * @param learningRate at the start; it falls in a straight line to a ten-thousandth
 * @param threads threads that change the tables at the same time, without locks: with more than one, two runs differ
 *     slightly. With one thread the same seed gives the same bits
 * @param seed of the start, the reaches, the negative words and the words left out
 */
public record Word2Vec(
        boolean cbow,
        int dimensions,
        int window,
        int negative,
        boolean hierarchicalSoftmax,
        double sample,
        int minCount,
        int epochs,
        double learningRate,
        int threads,
        long seed) {

    /** Checks the ranges. */
    public Word2Vec {
        SettingRange.check("dimensions", dimensions, 1, 10_000);
        SettingRange.check("window", window, 1, 1_000);
        SettingRange.check("negative", negative, hierarchicalSoftmax ? 0 : 1, 1_000);
        SettingRange.check("sample", sample, 0, 1);
        SettingRange.check("minCount", minCount, 1, Integer.MAX_VALUE);
        SettingRange.check("epochs", epochs, 1, 100_000);
        SettingRange.check("learningRate", learningRate, 1e-9, 100);
        SettingRange.check("threads", threads, 1, 1_000);
    }

    /** Skip-gram with word2vec's defaults, on all cores. */
    public static Word2Vec skipGram() {
        return new Word2Vec(
                false, 100, 5, 5, false, 1e-3, 5, 5, .025, Runtime.getRuntime().availableProcessors(), 1);
    }

    /** CBOW with word2vec's defaults, on all cores. */
    public static Word2Vec continuousBag() {
        return new Word2Vec(
                true, 100, 5, 5, false, 1e-3, 5, 5, .05, Runtime.getRuntime().availableProcessors(), 1);
    }

    /** With {@code dimensions} changed. */
    public Word2Vec dimensions(int value) {
        return Records.with(this, "dimensions", value);
    }

    /** With {@code window} changed. */
    public Word2Vec window(int value) {
        return Records.with(this, "window", value);
    }

    /** With {@code negative} changed. */
    public Word2Vec negative(int value) {
        return Records.with(this, "negative", value);
    }

    /** With {@code hierarchicalSoftmax} changed. */
    public Word2Vec hierarchicalSoftmax(boolean value) {
        return Records.with(this, "hierarchicalSoftmax", value);
    }

    /** With {@code sample} changed. */
    public Word2Vec sample(double value) {
        return Records.with(this, "sample", value);
    }

    /** With {@code minCount} changed. */
    public Word2Vec minCount(int value) {
        return Records.with(this, "minCount", value);
    }

    /** With {@code epochs} changed. */
    public Word2Vec epochs(int value) {
        return Records.with(this, "epochs", value);
    }

    /** With {@code learningRate} changed. */
    public Word2Vec learningRate(double value) {
        return Records.with(this, "learningRate", value);
    }

    /** With {@code threads} changed. */
    public Word2Vec threads(int value) {
        return Records.with(this, "threads", value);
    }

    /** With {@code seed} changed. */
    public Word2Vec seed(long value) {
        return Records.with(this, "seed", value);
    }

    /** Trains on a text file without anything to watch it; see {@link #train(Path, TrainingWatch)}. */
    public WordVectors train(Path corpus) throws IOException {
        return train(corpus, TrainingWatch.NONE);
    }

    /**
     * Trains on a text file: words parted by white space, a sentence a line (lines of more than 1,000 words are cut), UTF-8,
     * plain or gzipped. The file is read twice; then the ranks of its words lie in a temporary file, 4 bytes a word.
     *
     * @param watch hears of the progress, may stop the training and say where to keep it
     * @return a vector for every word that occurs {@code minCount} times, the most frequent first
     * @throws IOException if the corpus cannot be read, holds no such word, or the disk is full; a checkpoint of another
     *     corpus or of other settings
     */
    public WordVectors train(Path corpus, TrainingWatch watch) throws IOException {
        try (TrainingCorpus text = TrainingCorpus.open(corpus, minCount, EncodedCorpus.Options.SENTENCES, watch)) {
            TrainingVocabulary words = text.vocabulary();
            Tables tables = Tables.start(words.size(), words.size(), dimensions, .5f, CounterRandom.key(seed, 1));
            SentenceRun.Plan plan = new SentenceRun.Plan(
                    window,
                    epochs,
                    learningRate,
                    threads,
                    seed,
                    words.keepChances(sample),
                    threads(1).toString());
            new SentenceRun(plan, text, tables, objectives(words, tables), watch).run();
            return new WordVectors(words.words(), dimensions, tables.vectors(words.size()));
        }
    }

    private Supplier<Objective> objectives(TrainingVocabulary words, Tables tables) {
        Kernels kernels = KernelChoice.best();
        HuffmanRows tree = hierarchicalSoftmax ? HuffmanRows.of(words, tables.stride()) : null;
        AliasSampler sampler = hierarchicalSoftmax ? null : NegativeWords.sampler(words, NegativeWords.POWER);
        return () -> {
            if (tree != null) {
                return cbow
                        ? new ContinuousBag(kernels, tables, window, tree)
                        : new SkipGram(kernels, tables, window, tree);
            }
            NegativeWords negatives = new NegativeWords(sampler, words.size(), negative, tables.stride());
            return cbow
                    ? new MeanObjective(kernels, tables, null, true, window, negatives, MeanObjective.GROUP)
                    : new SkipGram(kernels, tables, window, negatives);
        };
    }
}
