// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * How a matrix product is cut into tiles that stay in registers while {@code k} steps are added to them.
 *
 * <p>A tile has 6 rows. It is 4 vectors wide where there are 32 registers (vectors of 512 bits), else 2: of the shapes
 * that the compiler does not spill these need the fewest loads. Rows left over go to tiles of 6 or 2 rows that compute
 * their last row again in place of the missing ones and do not store it. The last vector of a row is moved back so that it
 * ends with the row; its first {@code skip} lanes belong to its neighbour and stay as they are. So nothing outside the
 * named ranges is read or written, and no mask is needed in memory accesses.
 */
final class Tiles {
    /** Rows of a tall tile. */
    static final int ROWS = 6;
    /** Vectors of the widest tile. */
    static final int WIDEST = V >= 16 ? 4 : 2;
    /** Steps after which a tile is added to the result: so much of a panel stays in the first-level cache. */
    static final int STEPS = V >= 8 ? 128 : 256;
    /** Rows of A that are used for all columns before the next ones: so much stays in the second-level cache. */
    static final int BLOCK_ROWS = 128 * ROWS;

    /** V zeros, then V ones: the vector at index {@code V - skip} selects the lanes from {@code skip} on. */
    private static final float[] LANES = new float[2 * V];

    static {
        Arrays.fill(LANES, V, 2 * V, 1);
    }

    private Tiles() {}

    /** Vectors of the panel that begins where {@code columns} are left: the widest, 2 or 1. */
    static int panelVectors(int columns) {
        int vectors = (columns + V - 1) / V;
        return vectors >= WIDEST ? WIDEST : Math.min(vectors, 2);
    }

    /** Lanes of the panel's last vector that belong to its neighbour. */
    static int skip(int columns, int vectors) {
        return Math.max(0, vectors * V - columns);
    }

    /** The step size that cuts {@code k} steps into blocks of equal length, at most {@link #STEPS}. */
    static int blockSteps(int k) {
        int blocks = (k + STEPS - 1) / STEPS;
        return blocks == 0 ? 0 : (k + blocks - 1) / blocks;
    }

    /** Adds a vector to the result. */
    static void add(FloatVector sum, float[] c, int cAt) {
        sum.add(FloatVector.fromArray(S, c, cAt)).intoArray(c, cAt);
    }

    /** The lanes of a tile's last vector that do not belong to its neighbour. */
    static VectorMask<Float> lanesFrom(int skip) {
        return FloatVector.fromArray(S, LANES, V - skip).compare(VectorOperators.GT, 0);
    }
}
