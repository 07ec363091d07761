// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.train.History;
import java.util.List;

/** How the weights of a prepared network are found; one object a training. */
interface Learning {
    /**
     * What came of it.
     *
     * @param history the figures of each epoch
     * @param bestEpoch whose weights the network has
     * @param found what a solver says, in sentences; null if there is none
     */
    record Learnt(History history, int bestEpoch, List<String> found) {}

    /** Updates an epoch; 0 if there are no epochs. */
    default int batches() {
        return 0;
    }

    /** Epochs at most; 0 if there are none. */
    default int epochs() {
        return 0;
    }

    /** Memory beside the texts, about. */
    long bytes();

    /** Seconds that it takes at most, about; 0 if nobody knows. */
    default double estimateSeconds() {
        return 0;
    }

    /** Finds the weights. */
    Learnt learn();
}
