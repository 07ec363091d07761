// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import dev.lector.nn.kernels.SearchKernels;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link SearchKernels} with the Vector API. */
final class VectorSearch {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    /** As many bytes as there are shorts in a vector. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));

    private static final int V = FLOATS.length();
    private static final int GROUP = SHORTS.length();
    private static final int ROWS = SearchKernels.BLOCK_ROWS;

    private VectorSearch() {}

    static void rowDots(
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

    static void blockDots(int blocks, int n, byte[] codes, int codesAt, short[] query, int[] out, int outAt) {
        int[] sums = Tiles.ofThread().blockSums;
        for (int block = 0; block < blocks; block++) {
            for (int group = 0; group < ROWS; group += 2 * GROUP) {
                twoGroups(n, codes, codesAt + block * n * ROWS + group, query, sums, group / 2);
            }
            int to = outAt + block * ROWS;
            for (int i = 0; i < ROWS / 2; i++) {
                out[to + 2 * i] = sums[i];
                out[to + 2 * i + 1] = sums[ROWS / 2 + i];
            }
        }
    }

    /**
     * Two products of int8 fit a short: 2·127² is below 2¹⁵. Pairs of shorts are parted by shifts, into the sums of even
     * and of odd rows.
     */
    private static void twoGroups(int n, byte[] codes, int at, short[] query, int[] sums, int to) {
        IntVector even0 = IntVector.zero(INTS);
        IntVector odd0 = IntVector.zero(INTS);
        IntVector even1 = IntVector.zero(INTS);
        IntVector odd1 = IntVector.zero(INTS);
        for (int i = 0; i < n - 1; i += 2) {
            ShortVector first = ShortVector.broadcast(SHORTS, query[i]);
            ShortVector second = ShortVector.broadcast(SHORTS, query[i + 1]);
            int from = at + i * ROWS;
            IntVector x0 = shorts(codes, from)
                    .mul(first)
                    .add(shorts(codes, from + ROWS).mul(second))
                    .reinterpretAsInts();
            IntVector x1 = shorts(codes, from + GROUP)
                    .mul(first)
                    .add(shorts(codes, from + ROWS + GROUP).mul(second))
                    .reinterpretAsInts();
            odd0 = odd0.add(x0.lanewise(VectorOperators.ASHR, 16));
            even0 = even0.add(x0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
            odd1 = odd1.add(x1.lanewise(VectorOperators.ASHR, 16));
            even1 = even1.add(x1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
        }
        even0.intoArray(sums, to);
        even1.intoArray(sums, to + GROUP / 2);
        odd0.intoArray(sums, ROWS / 2 + to);
        odd1.intoArray(sums, ROWS / 2 + to + GROUP / 2);
    }

    private static ShortVector shorts(byte[] codes, int at) {
        return (ShortVector) ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2S, SHORTS, 0);
    }
}
