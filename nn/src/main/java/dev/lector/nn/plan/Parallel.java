// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs numbered tasks on a fixed set of threads, the caller's being one of them. Which thread runs which task is left to
 * chance, so tasks must not depend on it: that is what makes results the same on any number of threads. The caller waits for
 * tasks that were begun, not for threads: one that another program keeps from running is not missed, its tasks are done by
 * the others.
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
    }

    /** A step is a few milliseconds long and has a handful of stages: parking in between would cost a tenth of it. */
    private static final int SPINS = 20_000;

    /** Nanoseconds. */
    private static final long BREATHER = 20_000;

    private final Helper[] helpers;
    /** The round in the upper half, the tasks left in the lower: a thread that wakes late takes no task of another round. */
    private final AtomicLong left = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile Throwable failure;
    private volatile Task task;
    private volatile int tasks;

    /**
     * Starts {@code threads - 1} daemon threads.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    Parallel(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed. Received: threads=" + threads + ".");
        }
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
        tasks = count;
        failure = null;
        done.set(0);
        int current = round + 1;
        left.set((long) current << Integer.SIZE | count);
        round = current;
        for (Helper helper : helpers) {
            if (helper.parked) {
                LockSupport.unpark(helper);
            }
        }
        take(0, current);
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

    private void take(int worker, int current) {
        for (int i = claim(current); i >= 0; i = claim(current)) {
            try {
                if (failure == null) {
                    task.run(i, worker);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            done.incrementAndGet();
        }
    }

    /**
     * The next task of this round, or -1 if there is none left or another round has begun. Who has claimed one keeps the
     * round from ending: {@code task} and {@code tasks} are this round's until it is done.
     */
    private int claim(int current) {
        while (true) {
            long seen = left.get();
            int remaining = (int) seen;
            if ((int) (seen >>> Integer.SIZE) != current || remaining == 0) {
                return -1;
            }
            if (left.compareAndSet(seen, seen - 1)) {
                return tasks - remaining;
            }
        }
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
                take(worker, seen);
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
