// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.records.Records;
import dev.lector.vectors.WordVectors;
import dev.lector.vectors.matrix.RandomizedSvd;
import dev.lector.vectors.matrix.SparseMatrix;
import dev.lector.vectors.matrix.Svd;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Vectors without a network: counts of contexts, pointwise mutual information, singular value decomposition, after Levy,
 * Goldberg and Dagan (2015). Immutable; the same bits on any number of threads.
 *
 * <p>The matrix has {@code max(0, log2(C(w,c)·ΣC(c)^s / (C(w)·C(c)^s)) - log2(shift))}, for s = 1 the lecture's
 * {@code log2(N·C(w,c)/(C(w)·C(c)))}; word vectors are {@code (U + V)·Σ^p} of its largest singular
 * values, or {@code U·Σ^p} without their vectors as contexts.
 *
 * @param dimensions singular values kept
 * @param window what counts as context
 * @param sample words more frequent than this share are left out at random before counting; 0 keeps all
 * @param minCount rarer words are left out
 * @param positive cells below 0 become 0
 * @param shift log2 of this is taken away; the number of negative words that skip-gram would have
 * @param smoothing the power s of the counts of contexts
 * @param eigenvalueWeight the power p of the singular values
 * @param addContexts adds to each word its vector as a context (section 3.3), unless positions make several contexts of it
 * @param threads threads
 * @param seed of words left out and of the decomposition
 */
public record PpmiSvd(
        int dimensions,
        ContextWindow window,
        double sample,
        int minCount,
        boolean positive,
        double shift,
        double smoothing,
        double eigenvalueWeight,
        boolean addContexts,
        int threads,
        long seed) {
    private static final int EXTRA = 10;
    private static final int ITERATIONS = 4;

    /** Checks the ranges. */
    public PpmiSvd {
        SettingRange.check("dimensions", dimensions, 1, 10_000);
        SettingRange.check("sample", sample, 0, 1);
        SettingRange.check("minCount", minCount, 1, Integer.MAX_VALUE);
        SettingRange.check("shift", shift, 1e-9, 1e9);
        SettingRange.check("smoothing", smoothing, 0, 1);
        SettingRange.check("eigenvalueWeight", eigenvalueWeight, 0, 1);
        SettingRange.check("threads", threads, 1, 1_000);
    }

    /** 100 dimensions, ten words on each side, smoothing .75, shift 1, eigenvalue weight 0, contexts added, on all cores. */
    public static PpmiSvd defaults() {
        ContextWindow window = new ContextWindow(10, ContextWindow.Side.BOTH, false, ContextWindow.Weight.DYNAMIC);
        int threads = Runtime.getRuntime().availableProcessors();
        return new PpmiSvd(100, window, 0, 5, true, 1, .75, 0, true, threads, 1);
    }

    /** With {@code dimensions} changed. */
    public PpmiSvd dimensions(int value) {
        return Records.with(this, "dimensions", value);
    }

    /** With {@code window} changed. */
    public PpmiSvd window(ContextWindow value) {
        return Records.with(this, "window", value);
    }

    /** With {@code sample} changed. */
    public PpmiSvd sample(double value) {
        return Records.with(this, "sample", value);
    }

    /** With {@code minCount} changed. */
    public PpmiSvd minCount(int value) {
        return Records.with(this, "minCount", value);
    }

    /** With {@code positive} changed. */
    public PpmiSvd positive(boolean value) {
        return Records.with(this, "positive", value);
    }

    /** With {@code shift} changed. */
    public PpmiSvd shift(double value) {
        return Records.with(this, "shift", value);
    }

    /** With {@code smoothing} changed. */
    public PpmiSvd smoothing(double value) {
        return Records.with(this, "smoothing", value);
    }

    /** With {@code eigenvalueWeight} changed. */
    public PpmiSvd eigenvalueWeight(double value) {
        return Records.with(this, "eigenvalueWeight", value);
    }

    /** With {@code addContexts} changed. */
    public PpmiSvd addContexts(boolean value) {
        return Records.with(this, "addContexts", value);
    }

    /** With {@code threads} changed. */
    public PpmiSvd threads(int value) {
        return Records.with(this, "threads", value);
    }

    /** With {@code seed} changed. */
    public PpmiSvd seed(long value) {
        return Records.with(this, "seed", value);
    }

    /** Works on a text file without anything to watch it; see {@link #train(Path, TrainingWatch)}. */
    public WordVectors train(Path corpus) throws IOException {
        return train(corpus, TrainingWatch.NONE);
    }

    /**
     * Works on a text file as {@link GloVe#train(Path, TrainingWatch)} reads it. The matrix of the decomposition is held
     * in memory, 16 bytes a cell.
     *
     * @param watch hears of the progress, may stop it and say where to keep it: of the decomposition, counts are made anew
     * @return {@code min(dimensions, words, contexts)} numbers for every word that occurs {@code minCount} times, the most
     *     frequent first
     * @throws IOException if the corpus cannot be read, holds no such word, or the disk is full; a checkpoint of
     *     another corpus or of other settings
     */
    public WordVectors train(Path corpus, TrainingWatch watch) throws IOException {
        TrainingVocabulary words = TrainingCorpus.count(corpus, minCount, watch);
        EncodedCorpus.Options options = new EncodedCorpus.Options(
                Integer.MAX_VALUE, sample == 0 ? null : words.keepChances(sample), CounterRandom.key(seed, 1));
        try (TrainingCorpus text = TrainingCorpus.encode(corpus, words, options, watch);
                Workers workers = new Workers(threads)) {
            WordBlocks blocks = new WordBlocks(words.size());
            Cooccurrences counts = new Cooccurrences(text, window, blocks, GloVeRun.folder(), Cooccurrences.RUN);
            PmiMatrix matrix = new PmiMatrix(words.size(), counts.columns());
            if (!counts.count(workers, watch, matrix)) {
                return stopped(words);
            }
            SparseMatrix pmi = matrix.transformed(positive, shift, smoothing);
            watch.note(String.format(Locale.ROOT, "%,d cells of the matrix are not 0.", pmi.cells()));
            int kept = Math.min(dimensions, Math.min(words.size(), counts.columns()));
            Checkpoint checkpoint =
                    new Checkpoint(watch.checkpoint(), threads(1).toString(), words.size(), words.occurrences());
            Svd svd = new RandomizedSvd(kept, EXTRA, ITERATIONS, threads, CounterRandom.key(seed, 2))
                    .of(pmi, new KeptPasses(checkpoint, watch, words.size()));
            if (svd == null) {
                return stopped(words);
            }
            float[] vectors = svd.rowVectors(eigenvalueWeight);
            if (addContexts && counts.columns() == words.size()) {
                float[] contexts = svd.columnVectors(eigenvalueWeight);
                KernelChoice.best().add(vectors.length, contexts, 0, vectors, 0);
            } else if (addContexts) {
                watch.note("Vectors of contexts are not added: by position, a word is several contexts.");
            }
            watch.progress("training", words.size(), words.size(), Double.NaN);
            return new WordVectors(words.words(), kept, vectors);
        }
    }

    /** What a caller gets that stopped it. */
    private static WordVectors stopped(TrainingVocabulary words) {
        return new WordVectors(words.words(), 1, new float[words.size()]);
    }

    /** Keeps the decomposition when it is stopped, and every few minutes. */
    private static final class KeptPasses implements RandomizedSvd.Passes {
        private final Checkpoint checkpoint;
        private final TrainingWatch watch;
        private final int words;
        private long saved = System.nanoTime();

        KeptPasses(Checkpoint checkpoint, TrainingWatch watch, int words) {
            this.checkpoint = checkpoint;
            this.watch = watch;
            this.words = words;
        }

        @Override
        public int restore(float[] range) throws IOException {
            watch.progress("training", 0, words, Double.NaN);
            Map<String, String> found = checkpoint.restore(range);
            if (found == null) {
                return -1;
            }
            int done = Integer.parseInt(found.get("iterations"));
            watch.note("Goes on from " + checkpoint.file() + ": iteration " + done + " of " + ITERATIONS + ".");
            return done;
        }

        @Override
        public boolean done(int iterations, float[] range) throws IOException {
            // The beginning and the end cost about as much as an iteration each.
            watch.progress("training", (long) words * (iterations + 1) / (ITERATIONS + 2), words, Double.NaN);
            boolean stop = watch.stop();
            if (checkpoint.file() != null && (stop || checkpoint.due(saved))) {
                checkpoint.save(Map.of("iterations", iterations), range);
                saved = System.nanoTime();
            }
            if (stop && checkpoint.file() != null) {
                watch.note("Stopped after iteration " + iterations + " of " + ITERATIONS
                        + "; the decomposition can go on from " + checkpoint.file() + ".");
            }
            return !stop;
        }
    }

    /** Collects the rows of counts and turns them into mutual information. */
    static final class PmiMatrix implements Cooccurrences.Sink {
        private final int columns;
        private final int[][] indexes;
        private final float[][] values;

        PmiMatrix(int words, int columns) {
            this.columns = columns;
            indexes = new int[words][0];
            values = new float[words][0];
        }

        @Override
        public void row(int worker, int task, int word, RowSum row) {
            indexes[word] = new int[row.count()];
            values[word] = new float[row.count()];
            for (int i = 0; i < row.count(); i++) {
                indexes[word][i] = row.column(i);
                values[word][i] = (float) row.sum(i);
            }
        }

        @Override
        public void end(int worker, int task) {}

        /** The matrix of the settings; the counts are gone afterwards. */
        SparseMatrix transformed(boolean positive, double shift, double smoothing) {
            double[] contexts = new double[columns];
            double[] words = new double[indexes.length];
            for (int word = 0; word < indexes.length; word++) {
                for (int i = 0; i < indexes[word].length; i++) {
                    words[word] += values[word][i];
                    contexts[indexes[word][i]] += values[word][i];
                }
            }
            double total = 0;
            for (int context = 0; context < columns; context++) {
                contexts[context] = contexts[context] == 0 ? 0 : StrictMath.pow(contexts[context], smoothing);
                total += contexts[context];
            }
            double log2 = StrictMath.log(2);
            for (int word = 0; word < indexes.length; word++) {
                int kept = 0;
                for (int i = 0; i < indexes[word].length; i++) {
                    int context = indexes[word][i];
                    double ratio = values[word][i] * total / (words[word] * contexts[context] * shift);
                    double pmi = StrictMath.log(ratio) / log2;
                    if (positive ? pmi > 0 : pmi != 0) {
                        indexes[word][kept] = context;
                        values[word][kept++] = (float) pmi;
                    }
                }
                indexes[word] = Arrays.copyOf(indexes[word], kept);
                values[word] = Arrays.copyOf(values[word], kept);
            }
            return new SparseMatrix(columns, indexes, values);
        }
    }
}
