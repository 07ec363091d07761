// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The machine's peak: fused multiply-adds that touch nothing but registers. */
final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ACCUMULATORS = 12;
    private static final int TURNS = 2_000_000;
    private static final int ROUNDS = 12;

    private static volatile float sink;

    private Peak() {}

    /** Lanes of a vector. */
    static int lanes() {
        return SPECIES.length();
    }

    /** Single-precision operations a second of all threads together, the best of several rounds. */
    static double operationsPerSecond(int threads) throws InterruptedException {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, round(threads));
        }
        return best;
    }

    private static double round(int threads) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        Thread[] workers = new Thread[threads];
        long[] nanos = new long[threads];
        for (int i = 0; i < threads; i++) {
            int worker = i;
            workers[i] = new Thread(() -> {
                ready.countDown();
                while (ready.getCount() > 0) {
                    Thread.onSpinWait();
                }
                long start = System.nanoTime();
                sink = multiplyAdd(TURNS);
                nanos[worker] = System.nanoTime() - start;
            });
            workers[i].start();
        }
        double rate = 0;
        for (int i = 0; i < threads; i++) {
            workers[i].join();
            rate += 2.0 * TURNS * ACCUMULATORS * SPECIES.length() / (nanos[i] * 1e-9);
        }
        return rate;
    }

    /** Twelve chains, more than the latency of two units can hide behind; each runs to the limit 2. */
    private static float multiplyAdd(int turns) {
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector a = one;
        FloatVector b = one;
        FloatVector c = one;
        FloatVector d = one;
        FloatVector e = one;
        FloatVector f = one;
        FloatVector g = one;
        FloatVector h = one;
        FloatVector i = one;
        FloatVector j = one;
        FloatVector k = one;
        FloatVector l = one;
        for (int turn = 0; turn < turns; turn++) {
            a = a.fma(half, one);
            b = b.fma(half, one);
            c = c.fma(half, one);
            d = d.fma(half, one);
            e = e.fma(half, one);
            f = f.fma(half, one);
            g = g.fma(half, one);
            h = h.fma(half, one);
            i = i.fma(half, one);
            j = j.fma(half, one);
            k = k.fma(half, one);
            l = l.fma(half, one);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
        return sum.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }
}
