// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.nio.file.Path;

/** Watches the training of word vectors. Every method has a default that does nothing. */
public interface TrainingWatch {
    /** Nobody watches. */
    TrainingWatch NONE = new TrainingWatch() {};

    /**
     * How far it is.
     *
     * @param stage what is done now: {@code counting}, {@code encoding}, {@code training}
     * @param done words done of this stage
     * @param total words of this stage; -1 if not known
     * @param loss mean loss of a word pair of late, NaN if not known
     */
    default void progress(String stage, long done, long total, double loss) {}

    /** Something a user should know, one line. */
    default void note(String line) {}

    /** True if the training should end; asked often, by several threads. With a checkpoint it can be gone on with. */
    default boolean stop() {
        return false;
    }

    /** Where to keep a stopped training, and from where to go on if the file is there; null for nowhere. */
    default Path checkpoint() {
        return null;
    }
}
