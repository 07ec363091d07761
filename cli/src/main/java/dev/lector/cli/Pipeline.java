// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Reading, work and writing at the same time: one thread reads parts, several work on them, and the caller's takes the
 * results in the order of reading. At most {@code workers + 3} parts are in memory.
 *
 * <p>A fault of any stage ends all: results of parts before it are taken, then it is thrown to the caller, and no thread is
 * left.
 */
final class Pipeline<A, B> {
    /** Work on a part, on any thread. */
    interface Work<A, B> {
        B of(A part) throws Exception;
    }

    /** Takes a result, on the caller's thread. */
    interface Sink<B> {
        void take(B result) throws IOException, InterruptedException;
    }

    private final Iterator<A> source;
    private final Work<A, B> work;
    private final ExecutorService pool;
    /** The results to come, in order; an empty one is the end. */
    private final BlockingQueue<Future<Optional<B>>> results;

    private Pipeline(int workers, Iterator<A> source, Work<A, B> work) {
        this.source = source;
        this.work = work;
        this.pool = Executors.newFixedThreadPool(workers, task -> daemon(task, "lector-work"));
        this.results = new ArrayBlockingQueue<>(workers + 1);
    }

    /**
     * Runs until the source ends.
     *
     * @param workers threads that work, at least 1
     * @param source read on one thread, which is not the caller's
     */
    static <A, B> void run(int workers, Iterator<A> source, Work<A, B> work, Sink<B> sink) throws Exception {
        Pipeline<A, B> pipeline = new Pipeline<>(workers, source, work);
        Thread reader = daemon(pipeline::read, "lector-read");
        reader.start();
        try {
            pipeline.take(sink);
        } finally {
            reader.interrupt();
            pipeline.pool.shutdownNow();
            reader.join();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void read() {
        try {
            while (source.hasNext()) {
                A part = source.next();
                // Its place in the order comes first: a full queue is what holds the reader back.
                FutureTask<Optional<B>> task = new FutureTask<>(() -> Optional.of(work.of(part)));
                results.put(task);
                pool.execute(task);
            }
            put(Optional::empty);
        } catch (InterruptedException stopped) {
            // The caller has gone.
        } catch (RuntimeException | Error fault) {
            giveFault(fault);
        }
    }

    private void giveFault(Throwable fault) {
        try {
            put(() -> {
                if (fault instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) fault;
            });
        } catch (InterruptedException stopped) {
            // The caller has gone.
        }
    }

    private void put(Callable<Optional<B>> last) throws InterruptedException {
        FutureTask<Optional<B>> done = new FutureTask<>(last);
        done.run();
        results.put(done);
    }

    private void take(Sink<B> sink) throws Exception {
        try {
            for (Optional<B> next = results.take().get();
                    next.isPresent();
                    next = results.take().get()) {
                sink.take(next.get());
            }
        } catch (ExecutionException e) {
            throwCause(e);
        }
    }

    private static void throwCause(ExecutionException e) throws Exception {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        throw e.getCause() instanceof Exception fault ? fault : e;
    }
}
