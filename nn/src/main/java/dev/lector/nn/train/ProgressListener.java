// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** Hears how a training goes on, to show it; called on the training's thread, so it should be quick. */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * The training begins.
     *
     * @param firstEpoch 1, or where it is resumed
     * @param epochs the last epoch
     * @param samples of one epoch
     * @param batches of one epoch
     */
    default void trainingBegins(int firstEpoch, int epochs, int samples, int batches) {}

    /**
     * A batch is done.
     *
     * @param epoch from 1
     * @param batch from 1
     * @param samples of this epoch done so far
     * @param loss mean of the epoch so far; NaN if none is known
     * @param samplesPerSecond of the epoch so far; NaN if not known
     */
    default void batchDone(int epoch, int batch, int samples, double loss, double samplesPerSecond) {}

    /** An epoch and its validation are done. */
    default void epochDone(History.Epoch epoch) {}
}
