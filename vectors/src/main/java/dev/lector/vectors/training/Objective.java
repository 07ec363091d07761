// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/** What is learned at each place of a sentence. One a thread. */
interface Objective {
    /**
     * A step at one place.
     *
     * @param sentence ranks of words, {@code length} of them
     * @param reach words before and after the place that count as its context
     */
    void learn(int[] sentence, int length, int place, int reach, float rate, RandomBits random);

    /** Learns what an objective has put off, at the end of a chunk. */
    default void finish(float rate, RandomBits random) {}

    /** The pairs and their loss so far. */
    PairStep pairs();
}
