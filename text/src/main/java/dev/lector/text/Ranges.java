// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work over contiguous ranges of numbers on several threads. */
final class Ranges {
    /** Work of fewer numbers is not worth a thread. */
    private static final int FEWEST = 256;

    /** What is done with a range. */
    interface Work<T> {
        T of(int from, int to);
    }

    private Ranges() {}

    /** The results for ranges that cover 0 to {@code count}, in their order; at least one. */
    static <T> List<T> map(int count, int threads, Work<T> work) {
        if (threads < 1) {
            throw new IllegalArgumentException("Work needs at least one thread. Received: threads=" + threads
                    + ". Use 1, or the number of processors.");
        }
        int parts = Math.max(1, Math.min(threads, count / FEWEST));
        if (parts == 1) {
            return List.of(work.of(0, count));
        }
        ExecutorService pool = Executors.newFixedThreadPool(parts);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int p = 0; p < parts; p++) {
                int from = (int) ((long) count * p / parts);
                int to = (int) ((long) count * (p + 1) / parts);
                futures.add(pool.submit(() -> work.of(from, to)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The work was interrupted. Received: numbers=" + count + ".", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
