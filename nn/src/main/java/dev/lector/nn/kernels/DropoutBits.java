// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import dev.lector.nn.CounterRandom;

/**
 * The random bits of dropout: 16 for each position, so that one draw of 64 serves four positions. A block of 32 positions
 * takes 8 draws. Seen as 16 ints, low half first, they serve positions 0 to 15 with the low halves of the ints and
 * positions 16 to 31 with the high halves: the order in which vectors of any width can take them.
 */
public final class DropoutBits {
    /** Positions that share 8 draws. */
    public static final int BLOCK = 32;

    /** Draws for a block. */
    public static final int DRAWS = 8;

    private DropoutBits() {}

    /** A value is kept where its 16 bits are at least this. */
    public static int threshold(float rate) {
        return Math.round(rate * 65536);
    }

    /** The 16 bits of a position. */
    public static int uniform16(long key, long position) {
        long counter = (position >>> 5) * DRAWS + ((position & 15) >>> 1);
        int shift = (int) ((position & 1) << 5 | (position & 16));
        return (int) (CounterRandom.bits(key, counter) >>> shift) & 0xFFFF;
    }
}
