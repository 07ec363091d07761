// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;

/** What one thread that turns texts into {@link HashedFeatures} scribbles on. */
public abstract class FeaturePass {
    /** Columns of the features; those that only count are {@link Integer#MAX_VALUE}. */
    int[] ids = new int[512];

    int length;
    /** How many of them say something about the text. */
    int known;

    FeaturePass() {}

    /** Begins a text. */
    void begin() {
        length = 0;
        known = 0;
    }

    /**
     * The next word of the text.
     *
     * @param place in the vocabulary, or -1
     */
    abstract void word(char[] chars, int from, int count, int place);

    /** The next word is not there. */
    void gap() {}

    /** Ends the text. */
    void end() {}

    final void add(int id) {
        if (length == ids.length) {
            ids = Arrays.copyOf(ids, TokenCursor.grown(length, length + 1L));
        }
        ids[length++] = id;
    }
}
