// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.lector.nn.kernels.SearchKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link SearchKernels} with the Vector API. */
abstract class VectorSearch extends VectorWindows {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

    /** As many shorts as there are ints in a vector. */
    private static final VectorSpecies<Short> HALF =
            VectorSpecies.of(short.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));

    private static final int V = FLOATS.length();
    private static final int GROUP = SHORTS.length();
    private static final int ROWS = SearchKernels.BLOCK_ROWS;
    private static final short LOW = 15;

    @Override
    public void rowDots(
            int rows,
            int n,
            float[] table,
            int tableAt,
            int stride,
            float[] query,
            int queryAt,
            float[] out,
            int outAt) {
        float[] lanes = Tiles.ofThread().sums;
        for (int row = 0; row < rows; row++) {
            int at = tableAt + row * stride;
            one(n, table, at, query, queryAt, lanes);
            out[outAt + row] = rest(n, table, at, query, queryAt, lanes);
        }
    }

    /**
     * One row after the other: several at a time share the loads of the query, but where the table comes from the memory,
     * reading it out of order took twice as long.
     */
    private static void one(int n, float[] table, int at, float[] query, int queryAt, float[] lanes) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = FloatVector.zero(FLOATS);
        FloatVector s2 = FloatVector.zero(FLOATS);
        FloatVector s3 = FloatVector.zero(FLOATS);
        int i = 0;
        for (; i <= n - 4 * V; i += 4 * V) {
            int a = at + i;
            int q = queryAt + i;
            s0 = FloatVector.fromArray(FLOATS, table, a).fma(FloatVector.fromArray(FLOATS, query, q), s0);
            s1 = FloatVector.fromArray(FLOATS, table, a + V).fma(FloatVector.fromArray(FLOATS, query, q + V), s1);
            s2 = FloatVector.fromArray(FLOATS, table, a + 2 * V)
                    .fma(FloatVector.fromArray(FLOATS, query, q + 2 * V), s2);
            s3 = FloatVector.fromArray(FLOATS, table, a + 3 * V)
                    .fma(FloatVector.fromArray(FLOATS, query, q + 3 * V), s3);
        }
        for (; i <= n - V; i += V) {
            s0 = FloatVector.fromArray(FLOATS, table, at + i)
                    .fma(FloatVector.fromArray(FLOATS, query, queryAt + i), s0);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
    }

    /** The lanes in a fixed order, and the values behind the last whole vector. */
    private static float rest(int n, float[] table, int at, float[] query, int queryAt, float[] lanes) {
        float sum = 0;
        for (int i = 0; i < V; i += 4) {
            sum += (lanes[i] + lanes[i + 1]) + (lanes[i + 2] + lanes[i + 3]);
        }
        for (int i = n / V * V; i < n; i++) {
            sum += table[at + i] * query[queryAt + i];
        }
        return sum;
    }

    @Override
    public void blockDots(
            int blocks, int n, short[] codes, int codesAt, short[] query, int start, int[] out, int outAt) {
        Tiles mine = Tiles.ofThread();
        short[] spread = mine.query(n * GROUP);
        for (int i = 0; i < n; i++) {
            Arrays.fill(spread, i * GROUP, (i + 1) * GROUP, query[i]);
        }
        short[] sums = mine.blockSums;
        for (int block = 0; block < blocks; block++) {
            int at = codesAt + block * n / 4 * ROWS;
            for (int group = 0; group < ROWS; group += 2 * GROUP) {
                twoGroups(n, codes, at + group, spread, (short) start, sums, group);
            }
            widen(sums, out, outAt + block * ROWS);
        }
    }

    /**
     * Two vectors of rows; with four, as Java 17 compiles it, the sums leave their registers and it takes three times as
     * long. The query is read as vectors of equal values: so it is an operand of the product and needs no register.
     */
    private static void twoGroups(int n, short[] codes, int at, short[] spread, short start, short[] sums, int to) {
        ShortVector x0 = ShortVector.broadcast(SHORTS, start);
        ShortVector x1 = ShortVector.zero(SHORTS);
        ShortVector y0 = x0;
        ShortVector y1 = ShortVector.zero(SHORTS);
        for (int i = 0; i < n; i += 4) {
            ShortVector x = ShortVector.fromArray(SHORTS, codes, at + i / 4 * ROWS);
            ShortVector y = ShortVector.fromArray(SHORTS, codes, at + i / 4 * ROWS + GROUP);
            int q = i * GROUP;
            ShortVector query0 = ShortVector.fromArray(SHORTS, spread, q);
            ShortVector query1 = ShortVector.fromArray(SHORTS, spread, q + GROUP);
            ShortVector query2 = ShortVector.fromArray(SHORTS, spread, q + 2 * GROUP);
            ShortVector query3 = ShortVector.fromArray(SHORTS, spread, q + 3 * GROUP);
            x0 = x0.add(x.and(LOW).mul(query0));
            x1 = x1.add(x.lanewise(LSHR, 4).and(LOW).mul(query1));
            y0 = y0.add(y.and(LOW).mul(query0));
            y1 = y1.add(y.lanewise(LSHR, 4).and(LOW).mul(query1));
            x0 = x0.add(x.lanewise(LSHR, 8).and(LOW).mul(query2));
            x1 = x1.add(x.lanewise(LSHR, 12).mul(query3));
            y0 = y0.add(y.lanewise(LSHR, 8).and(LOW).mul(query2));
            y1 = y1.add(y.lanewise(LSHR, 12).mul(query3));
        }
        x0.add(x1).intoArray(sums, to);
        y0.add(y1).intoArray(sums, to + GROUP);
    }

    /** Half a vector of shorts from the memory is a vector of ints; parting a register was slower. */
    private static void widen(short[] sums, int[] out, int to) {
        for (int i = 0; i < ROWS; i += GROUP / 2) {
            ((IntVector) ShortVector.fromArray(HALF, sums, i).convertShape(VectorOperators.S2I, INTS, 0))
                    .intoArray(out, to + i);
        }
    }

    @Override
    public int atLeast(int n, float[] x, int xAt, float limit, int[] places) {
        int found = 0;
        int i = 0;
        for (; i <= n - V; i += V) {
            FloatVector values = FloatVector.fromArray(FLOATS, x, xAt + i);
            if (values.compare(VectorOperators.GE, limit).anyTrue()) {
                found = among(i, i + V, x, xAt, limit, places, found);
            }
        }
        return among(i, n, x, xAt, limit, places, found);
    }

    private static int among(int from, int n, float[] x, int xAt, float limit, int[] places, int count) {
        int found = count;
        for (int i = from; i < n; i++) {
            if (x[xAt + i] >= limit) {
                places[found++] = i;
            }
        }
        return found;
    }
}
