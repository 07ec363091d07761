// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import java.util.Locale;

/** Counts of letters in texts, in lower case: the matrix of the course's first decomposition. */
public final class LetterCounts {
    /** The 26 letters, then the 14 with accents that French has in Flaubert's Salammbô. */
    public static final String FRENCH = "abcdefghijklmnopqrstuvwxyzàâæçèéêëîïôùûœ";

    private LetterCounts() {}

    /**
     * How often each letter stands in a text; a letter with an accent is another letter.
     *
     * @param letters in lower case, each once
     */
    public static double[] of(String text, String letters) {
        double[] counts = new double[letters.length()];
        text.toLowerCase(Locale.ROOT)
                .chars()
                .map(letters::indexOf)
                .filter(place -> place >= 0)
                .forEach(place -> counts[place]++);
        return counts;
    }
}
