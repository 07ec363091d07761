// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs numbered tasks on a fixed set of threads, the caller's being one of them. Which thread runs which task is left to
 * chance, so tasks must not depend on it: that is what makes results the same on any number of threads.
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

    private final Helper[] helpers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile Throwable failure;
    private Task task;
    private int tasks;

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
        next.set(0);
        busy.set(helpers.length);
        round++;
        for (Helper helper : helpers) {
            if (helper.parked) {
                LockSupport.unpark(helper);
            }
        }
        take(0);
        for (int spin = 0; busy.get() > 0; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        task = null;
        if (failure != null) {
            throwOn(failure);
        }
    }

    private void take(int worker) {
        try {
            for (int i = next.getAndIncrement(); i < tasks && failure == null; i = next.getAndIncrement()) {
                task.run(i, worker);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
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
                seen++;
                take(worker);
                busy.decrementAndGet();
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
