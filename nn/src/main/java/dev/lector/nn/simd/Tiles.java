// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import dev.lector.nn.kernels.SearchKernels;
import jdk.incubator.vector.FloatVector;

/**
 * How a matrix product is cut into tiles, whose sums stay in registers while up to {@link #STEPS} steps are added, and the
 * memory of one thread for it.
 *
 * <p>A tile is 2 vectors wide, the last one of a row 1 if that is enough, and has {@link #TALL} rows, or {@link #SHORT} where
 * no more are left. Its methods ({@link ProductTiles}, {@link TransposedTiles}) are written out and small on purpose: a
 * vector in an array or a field would leave its register, and the compiler inlines only so much into one method; what
 * is over becomes a call that makes an object. They read the left operand from a copy whose strides are constants (so the
 * loop has one index and no check), and write the sums to an array, from which {@link #add} and {@link #put} take them to C.
 *
 * <p>The last vector of a row is moved back so that it ends with the row; its first lanes belong to its neighbour, and B
 * counts as 0 there. So nothing outside the named ranges is read or written, and no mask is needed.
 */
final class Tiles {
    /** Most steps that are added before the sums go to C: so many of a panel stay in the first-level cache. */
    static final int STEPS = 304;
    /** Rows of C whose left operands are copied together: a multiple of all heights; they stay in the second-level cache. */
    static final int ROWS = 60;
    /** Most columns of C whose right operands are copied together, in the transposed product. */
    static final int COLUMNS = 8 * V;
    /**
     * Rows of a tile: as many as registers allow, which are 32 with vectors of 512 bits, else 16. The compiler loads all
     * operands of a step before its first multiplication, so sums, rows and vectors together must fit.
     */
    static final int TALL = V >= 16 ? 10 : 4;
    /** Rows of a tile that is one vector wide: with 4 sums each multiplication would wait for the one before. */
    static final int TALL_NARROW = V >= 16 ? 10 : 6;
    /** Rows of a tile where no more are left. */
    static final int SHORT = 4;
    /** Most steps of a product without copies. */
    private static final int FEW = 128;

    private static final ThreadLocal<Tiles> MINE = ThreadLocal.withInitial(Tiles::new);

    /** Copy of the left operand: ROWS × STEPS for a product, STEPS × ROWS for a transposed one. */
    final float[] left = new float[ROWS * STEPS];
    /** Copy of the right operand of a transposed product, in panels. */
    final float[] right = new float[STEPS * COLUMNS];
    /** Where the rows begin in C. */
    final int[] starts = new int[ROWS];
    /** The sums of a tile, row after row. */
    final float[] sums = new float[TALL * 2 * V];

    /** The sums of a block of {@link VectorSearch}. */
    final short[] blockSums = new short[SearchKernels.BLOCK_ROWS];

    private short[] query = new short[0];

    private Tiles() {}

    /** The calling thread's memory, made at its first product. */
    static Tiles ofThread() {
        return MINE.get();
    }

    /** Memory for the question of {@link VectorSearch}: at least {@code n} numbers, of any values. */
    short[] query(int n) {
        if (query.length < n) {
            query = new short[n];
        }
        return query;
    }

    /** True if a product has so few steps, and so even columns, that it is made without copies; on 16 registers. */
    static boolean few(int n, int k) {
        return V < 16 && k <= FEW && n % (2 * V) == 0;
    }

    /** Vectors of the panel that begins where {@code columns} are left. */
    static int panelVectors(int columns) {
        return columns > V ? 2 : 1;
    }

    /** Rows of the tile that begins where {@code left} rows of C are left. */
    static int rows(int left, int vectors) {
        return left <= SHORT ? SHORT : vectors == 2 ? TALL : TALL_NARROW;
    }

    /** Lanes of the panel's last vector that belong to its neighbour. */
    static int skip(int columns, int vectors) {
        return Math.max(0, vectors * V - columns);
    }

    /** Steps of a block, which cuts {@code k} steps into blocks of about equal length, at most {@link #STEPS}. */
    static int blockSteps(int k) {
        int blocks = (k + STEPS - 1) / STEPS;
        return blocks == 0 ? 1 : (k + blocks - 1) / blocks;
    }

    /**
     * Adds a tile's sums to C.
     *
     * @param rows how many of the tile's rows C has
     * @param first the tile's first row, counted in {@link #starts}
     * @param column the tile's first column
     * @param last distance from there to the last vector
     */
    void add(int rows, int vectors, float[] c, int first, int column, int last) {
        for (int i = 0; i < rows; i++) {
            int at = starts[first + i] + column;
            int from = i * vectors * V;
            if (vectors == 2) {
                FloatVector.fromArray(S, c, at)
                        .add(FloatVector.fromArray(S, sums, from))
                        .intoArray(c, at);
                from += V;
            }
            FloatVector.fromArray(S, c, at + last)
                    .add(FloatVector.fromArray(S, sums, from))
                    .intoArray(c, at + last);
        }
    }

    /**
     * As {@link #add} where C has no values yet. A last vector that was moved back is added all the same: behind the lanes that belong
     * to its neighbour C has zeros.
     */
    void put(int rows, int vectors, float[] c, int first, int column, int last) {
        boolean movedBack = last < (vectors - 1) * V;
        for (int i = 0; i < rows; i++) {
            int at = starts[first + i] + column;
            int from = i * vectors * V;
            if (vectors == 2) {
                FloatVector.fromArray(S, sums, from).intoArray(c, at);
                from += V;
            }
            if (movedBack) {
                FloatVector.fromArray(S, c, at + last)
                        .add(FloatVector.fromArray(S, sums, from))
                        .intoArray(c, at + last);
            } else {
                FloatVector.fromArray(S, sums, from).intoArray(c, at + last);
            }
        }
    }
}
