// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import java.util.List;

/** A training loop of a recipe's own, for a network over rows of texts: it knows more about its network than the engine. */
@FunctionalInterface
public interface TrainingLoop {
    /**
     * Trains a network that has its first weights.
     *
     * @param model its weights are modified
     * @param rows the training rows, not modified
     * @param labels of each row, from 0; one a row
     * @param run seed, threads and who watches
     * @return what there is to say about the way, in sentences for the training report
     * @throws IllegalStateException if the loss becomes NaN, or the user ended it
     */
    List<String> train(Model model, Samples rows, int[] labels, Run run);

    /**
     * How to train.
     *
     * @param labels how many there are
     * @param seed of all that is drawn
     * @param threads at most
     * @param watch hears how far it is, from 0 to 1
     */
    record Run(int labels, long seed, int threads, Solver.Watch watch) {}
}
