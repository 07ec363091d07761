// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;
import java.util.Map;

/** A library that takes part. */
interface Contestant {
    /** Short name for the tables. */
    String name();

    /** Versions and settings, one a line. */
    List<String> settings();

    /**
     * Builds a network with random weights, ready to train with Adam (rate 0.001) on binary cross-entropy.
     *
     * @param batch samples of a training step
     */
    Session open(Network network, int batch, int threads, long seed);

    /** A network in training. Not thread-safe. */
    interface Session extends AutoCloseable {
        /**
         * One update.
         *
         * @param rows the samples {@code rows[from .. from + count)} make the batch
         * @return mean loss of the batch before the update
         */
        double step(Reviews reviews, int[] rows, int from, int count);

        /** From ids to the probability of the positive class. */
        float probability(int[] ids);

        /** Copies of all weights by name. */
        Map<String, float[]> weights();

        @Override
        void close();
    }
}
