// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.AtomicFile;
import dev.lector.vectors.VectorFormat;
import dev.lector.vectors.VectorWriter;
import dev.lector.vectors.WordVectors;
import dev.lector.vectors.training.TrainingWatch;
import dev.lector.vectors.training.Word2Vec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes word vectors of a text. */
@Command(
        name = "train",
        header = "Makes word vectors of a text with word2vec.",
        description =
                "The text has words parted by white space, a sentence a line, in UTF-8, plain or gzipped. Ctrl-C keeps a"
                        + " checkpoint beside the output; the same command then goes on from there. With several threads the"
                        + " tables are changed without locks, so two runs differ slightly; --threads 1 gives the same bits.",
        footer = {
            "",
            "Examples:",
            "  lector vectors train corpus.txt -o vectors.txt",
            "  lector vectors train corpus.txt.gz -o vectors.txt.gz --cbow --dimensions 200 --window 8"
        })
final class VectorsTrainCommand extends LectorCommand {
    private static final long SECONDS_TO_SAVE = 60;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private Path text;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the vectors go: word2vec's text, gzipped if the name ends in .gz.")
    private Path output;

    @Option(names = "--cbow", description = "The mean of the context predicts the word, instead of skip-gram.")
    private boolean cbow;

    @Option(names = "--dimensions", defaultValue = "100", description = "Numbers of a vector (${DEFAULT-VALUE}).")
    private int dimensions;

    @Option(names = "--window", defaultValue = "5", description = "Words on each side (${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--negative", defaultValue = "5", description = "Words drawn by chance (${DEFAULT-VALUE}).")
    private int negative;

    @Option(names = "--hierarchical-softmax", description = "A Huffman tree instead of words drawn by chance.")
    private boolean hierarchicalSoftmax;

    @Option(
            names = "--sample",
            defaultValue = "1e-3",
            description = "Leave out words more frequent than this at random (${DEFAULT-VALUE}); 0 keeps all.")
    private double sample;

    @Option(names = "--min-count", defaultValue = "5", description = "Rarer words are left out (${DEFAULT-VALUE}).")
    private int minCount;

    @Option(names = "--epochs", defaultValue = "5", description = "Passes over the text (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--learning-rate", description = "At the start (0.025; 0.05 for --cbow).")
    private Double learningRate;

    @Option(names = "--threads", description = "Threads (all cores).")
    private Integer threads;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all that is random (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    void run() throws IOException {
        AtomicFile.check(output);
        FastPath.open();
        long start = System.nanoTime();
        try (Watch watch = new Watch()) {
            WordVectors vectors = settings().train(text, watch);
            if (watch.stopped) {
                return;
            }
            VectorWriter.write(vectors, VectorFormat.WORD2VEC, output);
            Files.deleteIfExists(watch.checkpoint());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("seconds", seconds);
                object.put("words", vectors.size());
                object.put("dimensions", vectors.dimensions());
                object.put("wordsPerSecond", watch.wordsPerSecond());
                object.put("output", output.toString());
                printJson(object);
            } else {
                print(String.format(
                        Locale.ROOT,
                        "%,d words, %d dimensions, in %s (%,.0f words a second while training): %s",
                        vectors.size(),
                        vectors.dimensions(),
                        Progress.duration(seconds),
                        watch.wordsPerSecond(),
                        output));
            }
        }
    }

    private Word2Vec settings() {
        Word2Vec start = cbow ? Word2Vec.continuousBag() : Word2Vec.skipGram();
        try {
            return start.hierarchicalSoftmax(hierarchicalSoftmax)
                    .dimensions(dimensions)
                    .window(window)
                    .negative(negative)
                    .sample(sample)
                    .minCount(minCount)
                    .epochs(epochs)
                    .learningRate(learningRate == null ? start.learningRate() : learningRate)
                    .threads(threads == null ? start.threads() : threads)
                    .seed(seed);
        } catch (IllegalArgumentException outOfRange) {
            throw Failure.usage(outOfRange.getMessage());
        }
    }

    /** Shows the progress, and on Ctrl-C lets the training write its checkpoint. */
    private final class Watch implements TrainingWatch, AutoCloseable {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread hook = new Thread(this::interrupted, "lector-stop");
        private volatile boolean stopped;
        private Progress progress;
        private String stage = "";
        private long began;
        private long first;
        private long done;
        private long last;

        Watch() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        private void interrupted() {
            stopped = true;
            try {
                if (!ended.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                    console.err().println("warning: The checkpoint took too long and is not written.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void progress(String now, long words, long total, double loss) {
            if (!now.equals(stage)) {
                closeBar();
                stage = now;
                began = System.nanoTime();
                first = words;
                progress = new Progress(console, now, " words", total, total > 0);
            }
            done = Math.max(done, words);
            last = System.nanoTime();
            progress.to(done);
            if (!Double.isNaN(loss)) {
                progress.note(String.format(Locale.ROOT, " loss %.4f", loss));
            }
        }

        double wordsPerSecond() {
            return (done - first) / ((last - began) / 1e9);
        }

        @Override
        public void note(String line) {
            say(line);
        }

        @Override
        public boolean stop() {
            return stopped;
        }

        @Override
        public Path checkpoint() {
            return output.resolveSibling(output.getFileName() + ".checkpoint");
        }

        private void closeBar() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }

        @Override
        public synchronized void close() {
            closeBar();
            ended.countDown();
            if (!stopped) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}
