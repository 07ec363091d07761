// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.List;

/** Keras's {@code pad_sequences}. */
public final class PadSequences {
    private PadSequences() {}

    /** Pads with 0 and truncates at the beginning: Keras's defaults. */
    public static IdRows pad(List<int[]> sequences, int maxlen) {
        return pad(sequences, maxlen, Side.PRE, Side.PRE, 0);
    }

    /**
     * Makes rows of equal length.
     *
     * @param sequences not modified
     * @param maxlen ids a row; 0 for the length of the longest sequence (Keras's {@code None})
     * @param padding where {@code value} is put in a row that is too short
     * @param truncating where ids are left out of a sequence that is too long
     * @param value the id of padding
     */
    public static IdRows pad(List<int[]> sequences, int maxlen, Side padding, Side truncating, int value) {
        int steps = maxlen == 0 ? longest(sequences) : maxlen;
        if (steps < 1) {
            throw new IllegalArgumentException("Rows need at least one step. Received: maxlen=" + maxlen
                    + ", longest sequence=" + longest(sequences) + ". Give a maxlen of 1 or more.");
        }
        if (padding == Side.MIDDLE) {
            throw new IllegalArgumentException("Rows are padded at an end. Received: padding=MIDDLE. Use PRE or POST.");
        }
        int[] ids = new int[checkedSize(sequences.size(), steps)];
        if (value != 0) {
            Arrays.fill(ids, value);
        }
        for (int r = 0; r < sequences.size(); r++) {
            place(sequences.get(r), sequences.get(r).length, ids, r * steps, steps, padding, truncating);
        }
        return new IdRows(sequences.size(), steps, ids);
    }

    static int checkedSize(int rows, int steps) {
        long size = (long) rows * steps;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Padded rows must fit an array of 2^31 ids. Received: rows=" + rows
                    + ", steps=" + steps + ". Encode fewer texts at a time, or use fewer steps.");
        }
        return (int) size;
    }

    /** Copies a sequence into the row at {@code at}; returns how many of its ids were left out. */
    static int place(int[] sequence, int length, int[] ids, int at, int steps, Side padding, Side truncating) {
        int kept = Math.min(length, steps);
        int to = padding == Side.PRE ? steps - kept : 0;
        int head = head(length, kept, truncating);
        System.arraycopy(sequence, 0, ids, at + to, head);
        System.arraycopy(sequence, length - kept + head, ids, at + to + head, kept - head);
        return length - kept;
    }

    /** How many of the ids that are kept are the first of the sequence; the others are its last. */
    static int head(int length, int kept, Side truncating) {
        if (length == kept || truncating == Side.POST) {
            return kept;
        }
        return truncating == Side.PRE ? 0 : (kept + 1) / 2;
    }

    private static int longest(List<int[]> sequences) {
        int longest = 0;
        for (int[] sequence : sequences) {
            longest = Math.max(longest, sequence.length);
        }
        return longest;
    }
}
