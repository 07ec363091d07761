// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.IOException;
import java.util.List;

/** A library that takes part. */
interface Contestant extends AutoCloseable {
    /** Versions and settings, one a line. */
    List<String> settings() throws IOException;

    /**
     * Builds a network with random weights, ready to train with Adam (rate 0.001) on binary cross-entropy.
     *
     * @param job what it is timed at; a library with several ways of running takes the faster one for it
     */
    Session open(Task task, Job job) throws IOException;

    @Override
    default void close() {}

    /** What is timed. */
    enum Kind {
        /** Updates of the weights. */
        TRAIN,
        /** Probabilities of many texts. */
        PREDICT,
        /** The probability of one text, each time. */
        ANSWER
    }

    /**
     * What is timed, how large.
     *
     * @param batch texts of an update or of a call
     * @param threads of the library
     */
    record Job(Kind kind, int batch, int threads) {}

    /**
     * Texts that went through, and how long it took.
     *
     * @param texts how many
     */
    record Sprint(long texts, double seconds) {}

    /** Microseconds of single answers. */
    record Latency(double median, double p99) {}

    /**
     * What shows that a network learns: training on one batch again and again.
     *
     * @param first loss of the first update
     * @param last loss of the last
     * @param unmoved names of weights that are trained but are as they were
     */
    record Proof(double first, double last, int updates, List<String> unmoved) {
        /** Says so in a line, or that it does not learn. */
        String check(String contestant, Network network) {
            List<String> wrong =
                    unmoved.stream().filter(name -> !network.mustStay(name)).toList();
            if (!wrong.isEmpty()) {
                throw new IllegalStateException("Training must move every weight. Received: contestant=" + contestant
                        + ", as they were=" + wrong + ". Look at their gradients.");
            }
            if (!(last < first)) {
                throw new IllegalStateException("Training must lower the loss. Received: contestant=" + contestant
                        + ", first=" + first + ", after " + updates + " updates with one batch=" + last
                        + ". Look at its gradients.");
            }
            return "loss %.3f to %.3f in %d updates with one batch".formatted(first, last, updates);
        }
    }

    /** A network of one contestant. Not thread-safe. */
    interface Session extends AutoCloseable {
        /** The way of running that was taken, and what the others did; empty if there is one only. */
        String mode();

        /**
         * Trains on the first batch for some seconds, at least {@link #FEWEST_UPDATES} times, and until the loss is below
         * the first, or {@link #MOST_UPDATES} times.
         */
        Proof prove(double seconds) throws IOException;

        /** Trains for some seconds, at least one update, going on where it stopped. */
        Sprint train(double seconds) throws IOException;

        /** Predicts for some seconds, at least one batch. */
        Sprint predict(double seconds) throws IOException;

        /** Answers one text after the other for some seconds. */
        Latency answer(double seconds) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** With fewer updates a batch size of 1,024 and dropout may hide that the loss falls. */
    int FEWEST_UPDATES = 6;

    /** A loss that has not fallen by now does not fall: dropout before batch normalization needs some dozen updates. */
    int MOST_UPDATES = 60;
}
