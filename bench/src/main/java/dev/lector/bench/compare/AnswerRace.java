// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.Arrays;

/** One contestant answering one text after the other, from ids to the probability. */
final class AnswerRace {
    private final Contestant contestant;
    private final Contestant.Session session;
    private final Reviews reviews;
    private final Figures median = new Figures();
    private final Figures high = new Figures();
    private int next;
    private float sink;

    AnswerRace(Contestant contestant, Contestant.Session session, Reviews reviews) {
        this.contestant = contestant;
        this.session = session;
        this.reviews = reviews;
    }

    /** Answers for some seconds without counting. */
    void warmUp(double seconds) {
        run(seconds);
    }

    /** Answers for some seconds and notes median and 99th percentile in microseconds. */
    void round(double seconds) {
        double others = Machine.secondsOfOthers();
        long begin = System.nanoTime();
        long[] nanos = run(seconds);
        double taken = (System.nanoTime() - begin) * 1e-9;
        double share = Math.max(0, Machine.secondsOfOthers() - others) / taken;
        Arrays.sort(nanos);
        median.add(nanos[nanos.length / 2] * 1e-3, share);
        high.add(nanos[(int) (nanos.length * 0.99)] * 1e-3, share);
    }

    private long[] run(double seconds) {
        long[] nanos = new long[1 << 16];
        int answers = 0;
        long begin = System.nanoTime();
        do {
            int[] ids = Arrays.copyOfRange(reviews.ids(), next * reviews.steps(), (next + 1) * reviews.steps());
            next = (next + 1) % reviews.rows();
            long start = System.nanoTime();
            sink += session.probability(ids);
            nanos[answers++] = System.nanoTime() - start;
        } while (System.nanoTime() - begin < seconds * 1e9 && answers < nanos.length);
        if (Float.isNaN(sink)) {
            throw new IllegalStateException("A probability must be a number. Received: contestant=" + contestant.name()
                    + ", NaN among " + answers + " answers. Look at its training.");
        }
        return Arrays.copyOf(nanos, answers);
    }

    Contestant contestant() {
        return contestant;
    }

    /** Microseconds. */
    Figures median() {
        return median;
    }

    /** Microseconds. */
    Figures high() {
        return high;
    }
}
