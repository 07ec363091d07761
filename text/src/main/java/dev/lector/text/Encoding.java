// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** What the tokens of a text become. */
public sealed interface Encoding {
    /**
     * Ids of the tokens in order, in rows of equal length. Id 0 is padding; the vocabulary's words begin at id 1, or at 2
     * if unknown words have an id.
     *
     * @param steps ids a row
     * @param padding where a short row is filled
     * @param truncating where tokens of a long text are left out
     * @param unknown whether unknown words have the id 1; else they are left out
     * @param reversed whether the tokens stand in reverse order, turned round before the row is padded and cut
     * @param margin steps of padding that every row has at the end where it is not padded, so that windows may reach
     *     beyond the text at both ends
     */
    record Ids(int steps, Side padding, Side truncating, boolean unknown, boolean reversed, int margin)
            implements Encoding {
        /** Checks the steps. */
        public Ids {
            if (margin < 0 || steps - margin < 1 || padding == null || truncating == null) {
                throw new IllegalArgumentException("Rows of ids need at least one step beside their margin, and sides."
                        + " Received: steps=" + steps + ", margin=" + margin + ", padding=" + padding + ", truncating="
                        + truncating + ".");
            }
        }

        /** Keras's defaults: padded and truncated at the beginning, unknown words left out. */
        public Ids(int steps) {
            this(steps, Side.PRE, Side.PRE, false);
        }

        /** In the order of the text. */
        public Ids(int steps, Side padding, Side truncating, boolean unknown) {
            this(steps, padding, truncating, unknown, false, 0);
        }

        /** With {@code reversed} changed. */
        public Ids reversed(boolean value) {
            return new Ids(steps, padding, truncating, unknown, value, margin);
        }

        /** With {@code margin} changed. */
        public Ids margin(int value) {
            return new Ids(steps, padding, truncating, unknown, reversed, value);
        }

        /** With {@code unknown} changed. */
        public Ids unknown(boolean value) {
            return new Ids(steps, padding, truncating, value, reversed, margin);
        }

        /** Steps that may hold tokens. */
        int room() {
            return steps - margin;
        }
    }

    /**
     * Bags of words: a column for each word. As in Keras the word of id {@code i} has column {@code i}, and column 0 is
     * empty; unknown words are left out.
     *
     * @param mode what stands in the column
     */
    record Bag(Mode mode) implements Encoding {
        /** Checks that there is a mode. */
        public Bag {
            if (mode == null) {
                throw new IllegalArgumentException(
                        "A bag needs a mode. Received: mode=null. Use BINARY, COUNT or FREQ.");
            }
        }

        /** The value of a word that stands c times in a text of n known words. */
        public enum Mode {
            /** 1: multi-hot. */
            BINARY,
            /** c. */
            COUNT,
            /** c/n. */
            FREQ
        }
    }
}
