// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something that watches a training and may stop it. One object serves one training at a time. */
public interface Callback {
    /** Called first, also when a training is resumed; then {@link #restore} follows. */
    default void trainBegin(Training training) throws IOException {}

    /**
     * Called after each batch.
     *
     * @param batch from 1
     * @param loss mean loss of the epoch so far
     */
    default void batchEnd(Training training, int batch, double loss) throws IOException {}

    /**
     * Called after each epoch, when the weights are up to date.
     *
     * @param logs the epoch's figures, see {@link History.Epoch}
     */
    default void epochEnd(Training training, Map<String, Double> logs) throws IOException {}

    /** Called last, also when the training was cancelled. */
    default void trainEnd(Training training) throws IOException {}

    /** What a checkpoint must keep of this. */
    default WeightsFile state() {
        return new WeightsFile(Map.of(), List.of());
    }

    /** Goes on from what {@link #state} gave. */
    default void restore(WeightsFile state) throws IOException {}
}
