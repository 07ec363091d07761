// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Times a library of this process; {@code race.py} does the same for those of Python. */
final class TimedSession implements Contestant.Session {
    private static final int MOST_ANSWERS = 1 << 16;

    private final Steps steps;
    private final Task task;
    private final int batch;
    private int epoch;
    private int at;
    /** Read by nobody; keeps the JIT compiler from leaving predictions out. */
    private float sink;

    TimedSession(Steps steps, Task task, int batch) {
        this.steps = steps;
        this.task = task;
        this.batch = Math.min(batch, task.rows());
    }

    @Override
    public String mode() {
        return "";
    }

    @Override
    public Contestant.Proof prove(double seconds) {
        Map<String, float[]> start = steps.weights();
        long begin = System.nanoTime();
        double first = steps.update(task.order(0), 0, batch);
        double last = first;
        int updates = 1;
        while (updates < Contestant.FEWEST_UPDATES
                || secondsSince(begin) < seconds
                || (last >= first && updates < Contestant.MOST_UPDATES)) {
            last = steps.update(task.order(0), 0, batch);
            updates++;
        }
        Map<String, float[]> end = steps.weights();
        List<String> unmoved = start.keySet().stream()
                .filter(name -> Arrays.equals(start.get(name), end.get(name)))
                .toList();
        return new Contestant.Proof(first, last, updates, unmoved);
    }

    @Override
    public Contestant.Sprint train(double seconds) {
        long begin = System.nanoTime();
        long texts = 0;
        do {
            steps.update(task.order(epoch), at, batch);
            texts += batch;
            advance();
        } while (secondsSince(begin) < seconds);
        return new Contestant.Sprint(texts, secondsSince(begin));
    }

    @Override
    public Contestant.Sprint predict(double seconds) {
        long begin = System.nanoTime();
        long texts = 0;
        do {
            sink += steps.probabilities(task.order(epoch), at, batch)[0];
            texts += batch;
            advance();
        } while (secondsSince(begin) < seconds);
        checkSink();
        return new Contestant.Sprint(texts, secondsSince(begin));
    }

    @Override
    public Contestant.Latency answer(double seconds) {
        long[] nanos = new long[MOST_ANSWERS];
        int answers = 0;
        long begin = System.nanoTime();
        do {
            long start = System.nanoTime();
            sink += steps.probabilities(task.order(epoch), at, 1)[0];
            nanos[answers++] = System.nanoTime() - start;
            advance();
        } while (secondsSince(begin) < seconds && answers < nanos.length);
        checkSink();
        Arrays.sort(nanos, 0, answers);
        return new Contestant.Latency(nanos[answers / 2] * 1e-3, nanos[(int) (answers * 0.99)] * 1e-3);
    }

    /** The next batch; what is left of an epoch when no whole batch remains is not used. */
    private void advance() {
        at += batch;
        if (at + batch > task.rows()) {
            at = 0;
            epoch++;
        }
    }

    private void checkSink() {
        if (Float.isNaN(sink)) {
            throw new IllegalStateException("A probability must be a number. Received: network="
                    + task.network().label() + ", NaN. Look at its training.");
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) * 1e-9;
    }

    @Override
    public void close() {
        steps.close();
    }
}
