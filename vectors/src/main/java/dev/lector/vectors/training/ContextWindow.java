// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/**
 * Which words count as the context of a word, and how much. Windows end with the sentence.
 *
 * @param size most words on a side
 * @param side the words before, the words after, or both
 * @param positions true: a word at another distance or on the other side is another context; false: a bag
 * @param weight what a word counts at its distance
 */
public record ContextWindow(int size, Side side, boolean positions, Weight weight) {
    /** Sides of a word. */
    public enum Side {
        /** Words before it. */
        LEFT,
        /** Words after it. */
        RIGHT,
        /** Words before and after it. */
        BOTH
    }

    /** What a context word counts at distance d of K. */
    public enum Weight {
        /** 1 at every distance. */
        FLAT,
        /** 1/d, as GloVe. */
        HARMONIC,
        /** (K - d + 1)/K, the mean of word2vec's windows, whose size is drawn from 1 to K. */
        DYNAMIC
    }

    /** Checks the range. */
    public ContextWindow {
        SettingRange.check("window", size, 1, 1_000);
    }

    double weight(int distance) {
        if (weight == Weight.FLAT) {
            return 1;
        }
        return weight == Weight.HARMONIC ? 1. / distance : (size - distance + 1.) / size;
    }

    /** Kinds of context: 1 for a bag, else one for each place of the window. */
    int kinds() {
        return !positions ? 1 : side == Side.BOTH ? 2 * size : size;
    }

    /** The kind of a place: those before the word first, nearest first. */
    int kind(boolean before, int distance) {
        return !positions ? 0 : distance - 1 + (side == Side.BOTH && !before ? size : 0);
    }
}
