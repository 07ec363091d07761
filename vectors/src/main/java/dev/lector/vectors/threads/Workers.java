// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.threads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Threads that take numbered tasks. Which thread takes which is left to chance, so results must not depend on it. */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /** A numbered task. */
    public interface Task {
        /**
         * Carries out one.
         *
         * @param worker number of the thread, from 0
         * @param task from 0
         */
        void run(int worker, int task) throws IOException;
    }

    /** Starts them. */
    public Workers(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads, Workers::thread);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lector-vectors");
        thread.setDaemon(true);
        return thread;
    }

    /** How many there are. */
    public int threads() {
        return threads;
    }

    /** Carries out all tasks; the first fault is thrown on. */
    public void run(int tasks, Task task) throws IOException {
        run(tasks, () -> false, task);
    }

    /**
     * Carries out all tasks, or none more once {@code stop} says so.
     *
     * @return false if it was stopped before all were done
     */
    public boolean run(int tasks, BooleanSupplier stop, Task task) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = IntStream.range(0, threads)
                .<Future<?>>mapToObj(worker -> pool.submit(() -> take(worker, tasks, next, stop, task)))
                .toList();
        IOException fault = null;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                next.set(tasks);
                fault = fault == null ? unwrapped(e) : fault;
            } catch (InterruptedException e) {
                next.set(tasks);
                Thread.currentThread().interrupt();
                throw new IOException("The training was interrupted. Start it again.", e);
            }
        }
        if (fault != null) {
            throw fault;
        }
        return !stop.getAsBoolean();
    }

    private static void take(int worker, int tasks, AtomicInteger next, BooleanSupplier stop, Task task) {
        try {
            for (int i = next.getAndIncrement(); i < tasks && !stop.getAsBoolean(); i = next.getAndIncrement()) {
                task.run(worker, i);
            }
        } catch (IOException e) {
            next.set(tasks);
            throw new UncheckedIOException(e);
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof UncheckedIOException io) {
            return io.getCause();
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("A thread of the training failed.", e.getCause());
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
