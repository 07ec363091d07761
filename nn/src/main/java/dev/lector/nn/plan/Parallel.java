// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs numbered tasks on a fixed set of threads, the caller's being one of them. Each has a run of the numbers to itself, the
 * same whenever there are as many tasks, so what they work on stays in its cache; who is through with them helps the others.
 * Which thread runs which task so is left to chance, and tasks must not depend on it: that is what makes results the same on
 * any number of threads. The caller waits for tasks that were begun, not for threads: one that another program keeps from
 * running is not missed, its tasks are done by the others.
 */
final class Parallel implements AutoCloseable {
    /** A numbered task. */
    interface Task {
        /**
         * Runs one task.
         *
         * @param task from 0
         * @param worker number of the thread that runs it, from 0: the index of its workspace
         */
        void run(int task, int worker);

        /** The end of the tasks that a worker begins with, of {@code count}; they begin where those of the worker before it end. */
        default int end(int worker, int threads, int count) {
            return share(worker, threads, count);
        }
    }

    /** The end of a worker's share in {@code count} tasks that are about equal. */
    static int share(int worker, int threads, int count) {
        return (int) ((worker + 1L) * count / threads);
    }

    /**
     * Deals tasks that cost less and less to the shares of the threads, there and back, so that these cost about the same.
     *
     * @return for each number its task
     */
    static int[] deal(int threads, int count) {
        int[] tasks = new int[count];
        int next = 0;
        for (int row = 0; next < count; row++) {
            for (int i = 0; i < threads; i++) {
                int worker = row % 2 == 0 ? i : threads - 1 - i;
                int place = share(worker - 1, threads, count) + row;
                if (place < share(worker, threads, count)) {
                    tasks[place] = next++;
                }
            }
        }
        return tasks;
    }

    /** A step is a few milliseconds long and has a handful of stages: parking in between would cost a tenth of it. */
    private static final int SPINS = 20_000;

    /** Nanoseconds. */
    private static final long BREATHER = 20_000;

    /** Longs that are far enough apart for two threads to write them without meeting. */
    private static final int APART = 16;

    private final Helper[] helpers;
    /** For each thread, the tasks of its own that are left: the first in the lower half, the one behind the last in the upper. */
    private final AtomicLongArray left;

    private final AtomicInteger done = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile Throwable failure;
    private volatile Task task;

    /**
     * Starts {@code threads - 1} daemon threads.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    Parallel(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed. Received: threads=" + threads + ".");
        }
        left = new AtomicLongArray((threads + 1) * APART);
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    /** Number of threads, the caller's included. */
    int threads() {
        return helpers.length + 1;
    }

    /** Runs tasks 0 to {@code count - 1} and returns when all are done. The first exception of a task is thrown on. */
    void run(int count, Task work) {
        if (helpers.length == 0 || count <= 1) {
            for (int i = 0; i < count; i++) {
                work.run(i, 0);
            }
            return;
        }
        task = work;
        failure = null;
        done.set(0);
        // From the first of these on, a thread that comes late from another round may begin: all else is set.
        for (int i = 0, from = 0; i < threads(); i++) {
            int to = work.end(i, threads(), count);
            left.set(place(i), range(from, to));
            from = to;
        }
        round = round + 1;
        for (Helper helper : helpers) {
            if (helper.parked) {
                LockSupport.unpark(helper);
            }
        }
        take(0);
        for (int spin = 0; done.get() < count; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                // Another program has a helper's processor: give it this one.
                LockSupport.parkNanos(BREATHER);
            }
        }
        task = null;
        if (failure != null) {
            throwOn(failure);
        }
    }

    private static int place(int worker) {
        return (worker + 1) * APART;
    }

    private static long range(int from, int to) {
        return (long) to << Integer.SIZE | from;
    }

    private void take(int worker) {
        int taken = 0;
        for (int i = claim(worker); i >= 0; i = claim(worker)) {
            try {
                if (failure == null) {
                    task.run(i, worker);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            taken++;
        }
        if (taken > 0) {
            done.addAndGet(taken);
        }
    }

    /** The next of a thread's own tasks, or the last of another's, or -1. Who has claimed one keeps the round from ending. */
    private int claim(int worker) {
        for (int i = 0; i < threads(); i++) {
            int owner = (worker + i) % threads();
            while (true) {
                long seen = left.get(place(owner));
                int from = (int) seen;
                int to = (int) (seen >>> Integer.SIZE);
                if (from == to) {
                    break;
                }
                boolean own = owner == worker;
                if (left.compareAndSet(place(owner), seen, own ? range(from + 1, to) : range(from, to - 1))) {
                    return own ? from : to - 1;
                }
            }
        }
        return -1;
    }

    private static void throwOn(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Helper extends Thread {
        private final int worker;
        private volatile boolean parked;

        private Helper(int worker) {
            super("lector-" + worker);
            this.worker = worker;
            setDaemon(true);
        }

        @Override
        public void run() {
            int seen = 0;
            while (awaitRound(seen)) {
                seen = round;
                take(worker);
            }
        }

        /** True when there is a new round, false when all is over. */
        private boolean awaitRound(int seen) {
            for (int spin = 0; round == seen; spin++) {
                if (closed) {
                    return false;
                }
                if (spin < SPINS) {
                    Thread.onSpinWait();
                    continue;
                }
                parked = true;
                if (round == seen && !closed) {
                    LockSupport.park(Parallel.this);
                }
                parked = false;
            }
            return !closed;
        }
    }
}
