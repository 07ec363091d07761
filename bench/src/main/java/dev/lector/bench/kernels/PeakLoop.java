// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Fused multiply-adds on twelve registers, without a memory access: the most that one core can do. */
public final class PeakLoop {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int REPEATS = 20_000;
    private static final int REGISTERS = 12;

    private float sink;

    /** Floating-point operations of one run. */
    public double operations() {
        return 2.0 * REPEATS * REGISTERS * S.length();
    }

    /** The result of the runs so far, which keeps the compiler from dropping them. */
    public float sink() {
        return sink;
    }

    /** One run, some tens of microseconds. */
    public void run() {
        sink += loop(0.999f, 1e-3f);
    }

    private static float loop(float factor, float start) {
        FloatVector m = FloatVector.broadcast(S, factor);
        FloatVector d = FloatVector.broadcast(S, start);
        FloatVector c0 = d;
        FloatVector c1 = d;
        FloatVector c2 = d;
        FloatVector c3 = d;
        FloatVector c4 = d;
        FloatVector c5 = d;
        FloatVector c6 = d;
        FloatVector c7 = d;
        FloatVector c8 = d;
        FloatVector c9 = d;
        FloatVector c10 = d;
        FloatVector c11 = d;
        for (int i = 0; i < REPEATS; i++) {
            c0 = c0.fma(m, d);
            c1 = c1.fma(m, d);
            c2 = c2.fma(m, d);
            c3 = c3.fma(m, d);
            c4 = c4.fma(m, d);
            c5 = c5.fma(m, d);
            c6 = c6.fma(m, d);
            c7 = c7.fma(m, d);
            c8 = c8.fma(m, d);
            c9 = c9.fma(m, d);
            c10 = c10.fma(m, d);
            c11 = c11.fma(m, d);
        }
        return c0.add(c1)
                .add(c2.add(c3))
                .add(c4.add(c5))
                .add(c6.add(c7))
                .add(c8.add(c9))
                .add(c10.add(c11))
                .lane(0);
    }
}
