// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text made by chance for tests. */
final class MadeCorpus {
    private MadeCorpus() {}

    /** Sentences about one of two topics, whose words share no sentence; "the" stands everywhere. */
    static Path topics(Path folder, int sentences) throws IOException {
        return topics(folder, sentences, 0);
    }

    /** The same, but of ten words {@code astray} are of the other topic. */
    static Path topics(Path folder, int sentences, int astray) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            for (int j = 0; j < 10; j++) {
                boolean other = CounterRandom.below(10, i, 100 + j) < astray;
                String topic = i % 2 == 0 ^ other ? "sea" : "hill";
                text.append(j % 4 == 3 ? "the" : topic + CounterRandom.below(8, i, j))
                        .append(' ');
            }
            text.append('\n');
        }
        return Files.writeString(folder.resolve("topics.txt"), text);
    }

    static double cosine(WordVectors vectors, String a, String b) {
        return cosine(vectors.vector(a), vectors.vector(b));
    }

    static double cosine(float[] x, float[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** How much nearer the words of a topic are to each other than to those of the other, the least of all words. */
    static double margin(WordVectors vectors) {
        double least = 2;
        for (int i = 0; i < 8; i++) {
            double within = -1;
            double across = -1;
            for (int j = 0; j < 8; j++) {
                within = Math.max(within, i == j ? -1 : cosine(vectors, "sea" + i, "sea" + j));
                across = Math.max(across, cosine(vectors, "sea" + i, "hill" + j));
            }
            least = Math.min(least, within - across);
        }
        return least;
    }

    /** Stops a training once half of it is done, and remembers what is said. */
    static final class Stopper implements TrainingWatch {
        final java.util.List<String> notes = new java.util.ArrayList<>();
        private final Path checkpoint;
        private final double share;
        volatile boolean stopped;
        private boolean over;

        Stopper(Path checkpoint, double share) {
            this.checkpoint = checkpoint;
            this.share = share;
        }

        /** From now on it does not stop. */
        Stopper letGo() {
            over = true;
            stopped = false;
            return this;
        }

        @Override
        public synchronized void progress(String stage, long done, long total, double loss) {
            stopped = !over && (stopped || stage.equals("training") && done > share * total);
        }

        @Override
        public synchronized void note(String line) {
            notes.add(line);
        }

        @Override
        public boolean stop() {
            return stopped;
        }

        @Override
        public Path checkpoint() {
            return checkpoint;
        }
    }
}
