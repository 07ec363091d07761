// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Path;

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
        check("dimensions", dimensions, 1, 10_000);
        check("window", window, 1, 1_000);
        check("negative", negative, hierarchicalSoftmax ? 0 : 1, 1_000);
        check("sample", sample, 0, 1);
        check("minCount", minCount, 1, Integer.MAX_VALUE);
        check("epochs", epochs, 1, 100_000);
        check("learningRate", learningRate, 1e-9, 100);
        check("threads", threads, 1, 1_000);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("The setting " + name + " must lie in its range. Received: " + name + "="
                    + value + ". Give " + least + " to " + most + ".");
        }
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
        return new Word2Vec(
                cbow,
                value,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                learningRate,
                threads,
                seed);
    }

    /** With {@code window} changed. */
    public Word2Vec window(int value) {
        return new Word2Vec(
                cbow,
                dimensions,
                value,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                learningRate,
                threads,
                seed);
    }

    /** With {@code negative} changed. */
    public Word2Vec negative(int value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                value,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                learningRate,
                threads,
                seed);
    }

    /** With {@code hierarchicalSoftmax} changed. */
    public Word2Vec hierarchicalSoftmax(boolean value) {
        return new Word2Vec(
                cbow, dimensions, window, negative, value, sample, minCount, epochs, learningRate, threads, seed);
    }

    /** With {@code sample} changed. */
    public Word2Vec sample(double value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                value,
                minCount,
                epochs,
                learningRate,
                threads,
                seed);
    }

    /** With {@code minCount} changed. */
    public Word2Vec minCount(int value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                value,
                epochs,
                learningRate,
                threads,
                seed);
    }

    /** With {@code epochs} changed. */
    public Word2Vec epochs(int value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                value,
                learningRate,
                threads,
                seed);
    }

    /** With {@code learningRate} changed. */
    public Word2Vec learningRate(double value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                value,
                threads,
                seed);
    }

    /** With {@code threads} changed. */
    public Word2Vec threads(int value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                learningRate,
                value,
                seed);
    }

    /** With {@code seed} changed. */
    public Word2Vec seed(long value) {
        return new Word2Vec(
                cbow,
                dimensions,
                window,
                negative,
                hierarchicalSoftmax,
                sample,
                minCount,
                epochs,
                learningRate,
                threads,
                value);
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
        try (Word2VecRun run = new Word2VecRun(this, corpus, watch)) {
            return run.run();
        }
    }
}
