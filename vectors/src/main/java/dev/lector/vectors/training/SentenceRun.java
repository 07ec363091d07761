// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One training on sentences: threads take chunk after chunk and change the tables without locks. */
final class SentenceRun {
    /** Chunks between two looks at the clock: the threads meet there, and a checkpoint may be written. */
    private static final int ROUND = 1_000;

    private static final double LEAST_RATE = 1e-4;

    private final Plan plan;
    private final TrainingWatch watch;
    private final EncodedCorpus corpus;
    private final Tables tables;
    private final Worker[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong words = new AtomicLong();
    private final Checkpoint checkpoint;
    private int epoch;

    /**
     * How it is done.
     *
     * @param window most words on each side
     * @param learningRate at the start
     * @param keep chance of each word to be kept at one place
     * @param settings what a checkpoint must agree with
     */
    record Plan(int window, int epochs, double learningRate, int threads, long seed, float[] keep, String settings) {}

    /**
     * Prepares.
     *
     * @param tables modified by the training
     * @param objectives one for each thread
     */
    SentenceRun(Plan plan, TrainingCorpus text, Tables tables, Supplier<Objective> objectives, TrainingWatch watch) {
        this.plan = plan;
        this.watch = watch;
        this.tables = tables;
        corpus = text.encoded();
        workers = new Worker[plan.threads()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(objectives.get());
        }
        TrainingVocabulary vocabulary = text.vocabulary();
        checkpoint = new Checkpoint(watch.checkpoint(), plan.settings(), vocabulary.size(), vocabulary.occurrences());
    }

    /** Trains to the end, or until it is stopped. */
    void run() throws IOException {
        restore();
        long written = System.nanoTime();
        try (Workers threads = new Workers(workers.length)) {
            boolean stopped = false;
            while (epoch < plan.epochs() && !stopped) {
                int end = Math.min(corpus.chunks(), next.get() + ROUND);
                threads.run(workers.length, (worker, task) -> workers[task].work(end));
                stopped = next.get() < end;
                next.set(Math.min(next.get(), end));
                if (next.get() == corpus.chunks()) {
                    next.set(0);
                    epoch++;
                }
                boolean kept = stopped && checkpoint.file() != null || checkpoint.due(written);
                if (kept && epoch < plan.epochs()) {
                    save();
                    written = System.nanoTime();
                }
            }
            if (stopped && checkpoint.file() != null) {
                watch.note("Stopped in epoch " + (epoch + 1) + " of " + plan.epochs() + "; the training can go on from "
                        + checkpoint.file() + ".");
            }
        }
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

        void work(int end) throws IOException {
            while (!watch.stop()) {
                int chunk = next.getAndUpdate(value -> Math.min(value + 1, end));
                if (chunk >= end) {
                    return;
                }
                learn(chunk);
            }
        }

        private void learn(int chunk) throws IOException {
            if (reader == null) {
                reader = corpus.new Reader();
            }
            int n = reader.read(chunk);
            int[] ids = reader.ids();
            long total = corpus.wordsBefore(corpus.chunks());
            double done = (epoch * (double) total + corpus.wordsBefore(chunk)) / (plan.epochs() * (double) total);
            float rate = (float) (plan.learningRate() * Math.max(LEAST_RATE, 1 - done));
            random.restart(CounterRandom.key(CounterRandom.key(plan.seed(), 2 + epoch), chunk));
            int length = 0;
            for (int i = 0; i < n; i++) {
                if (ids[i] == EncodedCorpus.SENTENCE_END) {
                    learnSentence(length, rate);
                    length = 0;
                } else if (plan.keep()[ids[i]] >= 1 || random.uniform() < plan.keep()[ids[i]]) {
                    sentence[length++] = ids[i];
                }
            }
            objective.finish(rate, random);
            long all = words.addAndGet(corpus.wordsBefore(chunk + 1) - corpus.wordsBefore(chunk));
            PairStep pairs = objective.pairs();
            watch.progress("training", all, plan.epochs() * total, pairs.recentLoss());
        }

        private void learnSentence(int length, float rate) {
            for (int place = 0; place < length; place++) {
                int reach = plan.window() - random.below(plan.window());
                objective.learn(sentence, length, place, reach, rate, random);
            }
        }
    }

    private void save() throws IOException {
        checkpoint.save(Map.of("epoch", epoch, "chunk", next.get()), tables.input(), tables.output());
    }

    private void restore() throws IOException {
        Map<String, String> saved = checkpoint.restore(tables.input(), tables.output());
        if (saved == null) {
            return;
        }
        epoch = Integer.parseInt(saved.get("epoch"));
        next.set(Integer.parseInt(saved.get("chunk")));
        words.set(epoch * corpus.wordsBefore(corpus.chunks()) + corpus.wordsBefore(next.get()));
        watch.note("Goes on from " + checkpoint.file() + ": epoch " + (epoch + 1) + " of " + plan.epochs() + ".");
    }
}
