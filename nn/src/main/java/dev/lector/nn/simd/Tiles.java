// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.V;

import java.util.Arrays;

/**
 * How a matrix product is cut into tiles that stay in registers while {@code k} steps are added to them.
 *
 * <p>A tile has 8 rows where there are 32 registers (vectors of 512 bits), else 6, and is 2 vectors wide. Wider tiles, and
 * loops unrolled by hand, are faster alone (up to three quarters of the peak), but in a real network the compiler, which
 * inlines only so much into one method, left single operations out of line: each then makes an object. The last
 * tile of the rows is moved back so that it ends with the rows, and stores only those that are new; one or two rows left
 * over, and matrices of fewer rows than a tile, go to tiles of 2 rows. The last vector of a row is moved back likewise; its
 * first {@code skip} lanes belong to its neighbour, for which B counts as 0. So nothing outside the named ranges is read or
 * written, and no mask is needed in memory accesses.
 */
final class Tiles {
    /** Whether there are 32 vector registers. */
    static final boolean MANY = V >= 16;
    /** Vectors of the widest tile. */
    static final int WIDEST = 2;
    /** Steps after which a tile is added to the result: so much of a panel stays in the first-level cache. */
    static final int STEPS = 256;
    /** Rows of A that are used for all columns before the next ones: so much stays in the second-level cache. */
    static final int BLOCK_ROWS = 768;

    /** V zeros, then V ones: the vector at index {@code V - skip} selects the lanes from {@code skip} on. */
    static final float[] LANES = new float[2 * V];

    static {
        Arrays.fill(LANES, V, 2 * V, 1);
    }

    private Tiles() {}

    /** Vectors of the panel that begins where {@code columns} are left. */
    static int panelVectors(int columns) {
        return Math.min((columns + V - 1) / V, WIDEST);
    }

    /** Rows of the tall tile for panels of so many vectors. */
    static int tall(int vectors) {
        return MANY && vectors > 1 ? 8 : 6;
    }

    /** Rows of the tile at row {@code i} of {@code m} that are new: all of a tall one, its last ones, 2 or 1. */
    static int newRows(int m, int i, int tall) {
        int left = m - i;
        return left >= tall ? tall : m < tall || left <= 2 ? Math.min(left, 2) : left;
    }

    /** Lanes of the panel's last vector that belong to its neighbour. */
    static int skip(int columns, int vectors) {
        return Math.max(0, vectors * V - columns);
    }

    /** The even number of steps that cuts {@code k} steps into blocks of about equal length, at most {@link #STEPS}. */
    static int blockSteps(int k) {
        int blocks = (k + STEPS - 1) / STEPS;
        return blocks == 0 ? 0 : ((k + blocks - 1) / blocks + 1) / 2 * 2;
    }
}
