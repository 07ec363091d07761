// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/** Which rows of the output table stand for a word, and what their scores should be. One a thread. */
interface OutputRows {
    /** Most rows that a word can have. */
    int most();

    /**
     * Chooses the rows of a word.
     *
     * @param step modified: {@code right} and {@code wanted}
     * @return how many there are
     */
    int choose(int word, RandomBits random, PairStep step);
}
