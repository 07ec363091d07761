// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads for the length of one training. Tasks share no results, so their order does not matter. */
public final class Parallel implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    /** With at most so many threads, the caller's counted. */
    public Parallel(int threads) {
        this.threads = threads;
        this.others = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "lector-training");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs each task once, the caller's thread among those that do; returns when all are done. */
    public void each(int tasks, IntConsumer task) {
        if (others == null || tasks == 1) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                task.accept(i);
            }
        };
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            running.add(others.submit(worker));
        }
        try {
            worker.run();
        } finally {
            // No task of the others is begun after one has failed.
            next.addAndGet(tasks);
        }
        running.forEach(Parallel::join);
    }

    private static void join(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(
                    "A thread of a training must come to its end. Received: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "A training must come to its end. Received: interrupted. Let it run longer.", e);
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
