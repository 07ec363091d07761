// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Shape;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.vectors.WordVectors;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/** One training of word2vec: counts, encodes, then lets threads take chunk after chunk. */
final class Word2VecRun implements AutoCloseable {
    /** Chunks between two looks at the clock: the threads meet there, and a checkpoint may be written. */
    private static final int ROUND = 1_000;

    private static final long NANOS_BETWEEN_CHECKPOINTS = 300_000_000_000L;
    private static final double LEAST_RATE = 1e-4;

    private final Word2Vec settings;
    private final TrainingWatch watch;
    private final Kernels kernels = KernelChoice.best();
    private final TrainingVocabulary vocabulary;
    private final EncodedCorpus corpus;
    private final Tables tables;
    private final float[] keep;
    private final Worker[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong words = new AtomicLong();
    private int epoch;

    Word2VecRun(Word2Vec settings, Path file, TrainingWatch watch) throws IOException {
        this.settings = settings;
        this.watch = watch;
        watch.progress("counting", 0, -1, Double.NaN);
        try (InputStream in = CorpusFile.open(file)) {
            vocabulary = TrainingVocabulary.count(in, settings.minCount());
        } catch (EOFException | ZipException damaged) {
            throw CorpusFile.damaged(file, damaged);
        }
        if (vocabulary.size() < 2) {
            throw new IOException(
                    "A corpus must hold at least two different words that occur often enough. Received: file="
                            + file + ", words=" + vocabulary.size() + ", min-count=" + settings.minCount()
                            + ". Give more text, or lower min-count.");
        }
        if (vocabulary.tooLong() > 0) {
            watch.note(vocabulary.tooLong() + " runs of more than " + TokenReader.LONGEST_WORD
                    + " bytes without a blank are no words and left out.");
        }
        if (vocabulary.notUtf8() > 0) {
            watch.note(vocabulary.notUtf8()
                    + " different words are no UTF-8 and left out. Convert the file if they matter.");
        }
        tables = Tables.start(vocabulary.size(), settings.dimensions(), CounterRandom.key(settings.seed(), 1));
        keep = keep();
        workers = workers();
        watch.progress("encoding", 0, vocabulary.occurrences(), Double.NaN);
        try (InputStream in = CorpusFile.open(file)) {
            corpus = EncodedCorpus.encode(in, vocabulary);
        }
    }

    /** Chance of each word to be kept at one place: word2vec's formula, which differs from the paper's. */
    private float[] keep() {
        float[] chances = new float[vocabulary.size()];
        double threshold = settings.sample() * vocabulary.occurrences();
        for (int word = 0; word < chances.length; word++) {
            double share = vocabulary.count(word) / threshold;
            chances[word] = threshold == 0 ? 1 : (float) ((StrictMath.sqrt(share) + 1) / share);
        }
        return chances;
    }

    private Worker[] workers() {
        AliasSampler sampler = settings.hierarchicalSoftmax() ? null : NegativeWords.sampler(vocabulary);
        HuffmanRows tree = settings.hierarchicalSoftmax() ? HuffmanRows.of(vocabulary, tables.stride()) : null;
        Worker[] all = new Worker[settings.threads()];
        for (int i = 0; i < all.length; i++) {
            OutputRows outputs = tree != null
                    ? tree
                    : new NegativeWords(sampler, vocabulary.size(), settings.negative(), tables.stride());
            all[i] = new Worker(
                    settings.cbow()
                            ? new ContinuousBag(kernels, tables, settings.window(), outputs)
                            : new SkipGram(kernels, tables, settings.window(), outputs));
        }
        return all;
    }

    /** Trains to the end, or until it is stopped. */
    WordVectors run() throws IOException {
        restore();
        ExecutorService threads = Executors.newFixedThreadPool(workers.length, Word2VecRun::thread);
        long written = System.nanoTime();
        try {
            boolean stopped = false;
            while (epoch < settings.epochs() && !stopped) {
                int end = Math.min(corpus.chunks(), next.get() + ROUND);
                stopped = round(threads, end);
                if (next.get() == corpus.chunks()) {
                    next.set(0);
                    epoch++;
                }
                boolean late = System.nanoTime() - written > NANOS_BETWEEN_CHECKPOINTS;
                if (watch.checkpoint() != null && epoch < settings.epochs() && (stopped || late)) {
                    save();
                    written = System.nanoTime();
                }
            }
            if (stopped && watch.checkpoint() != null) {
                watch.note("Stopped in epoch " + (epoch + 1) + " of " + settings.epochs()
                        + "; the training can go on from " + watch.checkpoint() + ".");
            }
        } finally {
            threads.shutdown();
        }
        return new WordVectors(vocabulary.words(), settings.dimensions(), tables.vectors());
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lector-vectors");
        thread.setDaemon(true);
        return thread;
    }

    /** All threads take chunks up to {@code end}; true if the watch stopped them. Afterwards {@link #next} is the first chunk not done. */
    private boolean round(ExecutorService threads, int end) throws IOException {
        List<Future<?>> running = IntStream.range(0, workers.length)
                .<Future<?>>mapToObj(i -> threads.submit(() -> workers[i].work(end)))
                .toList();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UncheckedIOException fault) {
                    throw fault.getCause();
                }
                throw new IllegalStateException("A thread of the training failed.", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The training was interrupted. Start it again.", e);
            }
        }
        boolean stopped = next.get() < end;
        next.set(Math.min(next.get(), end));
        return stopped;
    }

    /** One thread's part. */
    private final class Worker {
        private final Objective objective;
        private final RandomBits random = new RandomBits();
        private final int[] sentence = new int[EncodedCorpus.LONGEST_SENTENCE];
        private EncodedCorpus.Reader reader;

        Worker(Objective objective) {
            this.objective = objective;
        }

        void work(int end) {
            try {
                while (!watch.stop()) {
                    int chunk = next.getAndUpdate(value -> Math.min(value + 1, end));
                    if (chunk >= end) {
                        return;
                    }
                    learn(chunk);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void learn(int chunk) throws IOException {
            if (reader == null) {
                reader = corpus.new Reader();
            }
            int n = reader.read(chunk);
            int[] ids = reader.ids();
            long total = corpus.wordsBefore(corpus.chunks());
            double done = (epoch * (double) total + corpus.wordsBefore(chunk)) / (settings.epochs() * (double) total);
            float rate = (float) (settings.learningRate() * Math.max(LEAST_RATE, 1 - done));
            random.restart(CounterRandom.key(CounterRandom.key(settings.seed(), 2 + epoch), chunk));
            int length = 0;
            for (int i = 0; i < n; i++) {
                if (ids[i] == EncodedCorpus.SENTENCE_END) {
                    learnSentence(length, rate);
                    length = 0;
                } else if (keep[ids[i]] >= 1 || random.uniform() < keep[ids[i]]) {
                    sentence[length++] = ids[i];
                }
            }
            long all = words.addAndGet(corpus.wordsBefore(chunk + 1) - corpus.wordsBefore(chunk));
            PairStep pairs = objective.pairs();
            watch.progress("training", all, settings.epochs() * total, pairs.recentLoss());
        }

        private void learnSentence(int length, float rate) {
            for (int place = 0; place < length; place++) {
                int reach = settings.window() - random.below(settings.window());
                objective.learn(sentence, length, place, reach, rate, random);
            }
        }
    }

    // ---- checkpoints ----

    private Map<String, String> identity() {
        return Map.of(
                "settings",
                settings.threads(1).toString(),
                "words",
                Integer.toString(vocabulary.size()),
                "occurrences",
                Long.toString(vocabulary.occurrences()));
    }

    private void save() throws IOException {
        Shape shape = Shape.of(vocabulary.size(), tables.stride());
        Map<String, String> metadata = new java.util.TreeMap<>(identity());
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("chunk", Integer.toString(next.get()));
        new WeightsFile(
                        metadata,
                        List.of(
                                new WeightsFile.Tensor("input", shape, tables.input()),
                                new WeightsFile.Tensor("output", shape, tables.output())))
                .save(watch.checkpoint());
    }

    private void restore() throws IOException {
        Path file = watch.checkpoint();
        if (file == null || !Files.exists(file)) {
            return;
        }
        WeightsFile saved = WeightsFile.load(file);
        for (Map.Entry<String, String> one : identity().entrySet()) {
            String found = saved.metadata().get(one.getKey());
            if (!one.getValue().equals(found)) {
                throw new IOException(
                        "A training goes on with the same corpus and the same settings. Received: " + one.getKey()
                                + "=" + one.getValue() + ", in " + file + " " + found
                                + ". Give them as before, or delete the checkpoint.");
            }
        }
        System.arraycopy(saved.tensors().get(0).values(), 0, tables.input(), 0, tables.input().length);
        System.arraycopy(saved.tensors().get(1).values(), 0, tables.output(), 0, tables.output().length);
        epoch = Integer.parseInt(saved.metadata().get("epoch"));
        next.set(Integer.parseInt(saved.metadata().get("chunk")));
        words.set(epoch * corpus.wordsBefore(corpus.chunks()) + corpus.wordsBefore(next.get()));
        watch.note("Goes on from " + file + ": epoch " + (epoch + 1) + " of " + settings.epochs() + ".");
    }

    @Override
    public void close() throws IOException {
        corpus.close();
    }
}
