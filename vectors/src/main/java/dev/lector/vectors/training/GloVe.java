// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.records.Records;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Settings of GloVe (Pennington, Socher and Manning 2014), with the defaults of its C program but for 100 dimensions.
 * Vectors {@code w} and {@code c} are sought with {@code w·c + b + d = log x} for every count x, weighted by
 * {@code min(1, (x/xMax)^alpha)} (equations 8 and 9), by AdaGrad. Immutable.
 *
 * <p>Cells are dealt out to 16 × 16 blocks by word and context. Blocks that share neither rows nor columns are trained at
 * the same time (Gemulla et al. 2011, distributed stochastic gradient descent): so there is nothing to lock, the
 * rows of a block stay in the cache, and one seed gives the same bits on any number of threads.
 *
 * @param dimensions numbers of a vector
 * @param window words on each side that count, each 1/distance
 * @param xMax counts from which on the weight is 1
 * @param alpha power of the weight below
 * @param learningRate of AdaGrad
 * @param minCount rarer words are left out
 * @param epochs passes over the counts
 * @param threads at most 16 are of use
 * @param seed of the start and the order
 */
public record GloVe(
        int dimensions,
        int window,
        double xMax,
        double alpha,
        double learningRate,
        int minCount,
        int epochs,
        int threads,
        long seed) {

    /** Checks the ranges. */
    public GloVe {
        SettingRange.check("dimensions", dimensions, 1, 10_000);
        SettingRange.check("window", window, 1, 1_000);
        SettingRange.check("xMax", xMax, 1e-9, 1e12);
        SettingRange.check("alpha", alpha, 0, 10);
        SettingRange.check("learningRate", learningRate, 1e-9, 100);
        SettingRange.check("minCount", minCount, 1, Integer.MAX_VALUE);
        SettingRange.check("epochs", epochs, 1, 100_000);
        SettingRange.check("threads", threads, 1, 1_000);
    }

    /** The C program's defaults, 100 dimensions, on all cores. */
    public static GloVe defaults() {
        return new GloVe(100, 15, 100, .75, .05, 5, 25, Runtime.getRuntime().availableProcessors(), 1);
    }

    /** With {@code dimensions} changed. */
    public GloVe dimensions(int value) {
        return Records.with(this, "dimensions", value);
    }

    /** With {@code window} changed. */
    public GloVe window(int value) {
        return Records.with(this, "window", value);
    }

    /** With {@code xMax} changed. */
    public GloVe xMax(double value) {
        return Records.with(this, "xMax", value);
    }

    /** With {@code alpha} changed. */
    public GloVe alpha(double value) {
        return Records.with(this, "alpha", value);
    }

    /** With {@code learningRate} changed. */
    public GloVe learningRate(double value) {
        return Records.with(this, "learningRate", value);
    }

    /** With {@code minCount} changed. */
    public GloVe minCount(int value) {
        return Records.with(this, "minCount", value);
    }

    /** With {@code epochs} changed. */
    public GloVe epochs(int value) {
        return Records.with(this, "epochs", value);
    }

    /** With {@code threads} changed. */
    public GloVe threads(int value) {
        return Records.with(this, "threads", value);
    }

    /** With {@code seed} changed. */
    public GloVe seed(long value) {
        return Records.with(this, "seed", value);
    }

    /** Trains on a text file without anything to watch it; see {@link #train(Path, TrainingWatch)}. */
    public WordVectors train(Path corpus) throws IOException {
        return train(corpus, TrainingWatch.NONE);
    }

    /**
     * Trains on a text file as {@link Word2Vec#train(Path, TrainingWatch)} reads it, but lines of any length are one
     * sentence. Counts lie in temporary files, 12 bytes for each pair of words that occurs.
     *
     * @param watch hears of the progress, may stop the training and say where to keep it
     * @return the sum of {@code w} and {@code c} for every word that occurs {@code minCount} times, the most frequent first
     * @throws IOException if the corpus cannot be read, holds no such word, or the disk is full; a checkpoint of another
     *     corpus or of other settings
     */
    public WordVectors train(Path corpus, TrainingWatch watch) throws IOException {
        EncodedCorpus.Options whole = new EncodedCorpus.Options(Integer.MAX_VALUE, null, 0);
        try (TrainingCorpus text = TrainingCorpus.open(corpus, minCount, whole, watch);
                GloVeRun run = new GloVeRun(this, text, watch)) {
            return run.run();
        }
    }
}
