// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
    /** Rounds follow each other so fast, and with such different counts, that threads are often a round late. */
    @Test
    void everyTaskRunsOnceInItsOwnRound() {
        AtomicInteger current = new AtomicInteger();
        AtomicInteger strays = new AtomicInteger();
        try (Parallel parallel = new Parallel(4)) {
            for (int round = 0; round < 20_000; round++) {
                int expected = round;
                int count = 2 + round % 13;
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                current.set(round);
                parallel.run(count, (task, worker) -> {
                    runs.incrementAndGet(task);
                    if (current.get() != expected) {
                        strays.incrementAndGet();
                    }
                });
                for (int task = 0; task < count; task++) {
                    assertEquals(1, runs.get(task), "task " + task + " of round " + round);
                }
            }
        }
        assertEquals(0, strays.get());
    }

    @Test
    void tasksThatCostLessAndLessAreDealtEvenly() {
        assertArrayEquals(new int[] {0, 3, 1, 2}, Parallel.deal(2, 4));
        assertArrayEquals(new int[] {0, 1, 2, 3}, Parallel.deal(3, 4));
        assertArrayEquals(new int[] {0, 1, 2}, Parallel.deal(1, 3));
        for (int count = 0; count < 40; count++) {
            for (int threads = 1; threads < 6; threads++) {
                int[] tasks = Parallel.deal(threads, count);
                Arrays.sort(tasks);
                assertArrayEquals(IntStream.range(0, count).toArray(), tasks);
            }
        }
    }

    @Test
    void aThreadKeepsItsWorkspaceToItself() {
        int threads = 3;
        AtomicIntegerArray inside = new AtomicIntegerArray(threads);
        AtomicInteger clashes = new AtomicInteger();
        try (Parallel parallel = new Parallel(threads)) {
            for (int round = 0; round < 2_000; round++) {
                parallel.run(7, (task, worker) -> {
                    if (inside.incrementAndGet(worker) != 1) {
                        clashes.incrementAndGet();
                    }
                    inside.decrementAndGet(worker);
                });
            }
        }
        assertEquals(0, clashes.get());
    }

    @Test
    void anExceptionOfATaskIsThrownOnAndTheNextRoundRuns() {
        AtomicInteger sum = new AtomicInteger();
        try (Parallel parallel = new Parallel(3)) {
            for (int round = 0; round < 500; round++) {
                assertThrows(
                        IllegalStateException.class,
                        () -> parallel.run(5, (task, worker) -> {
                            throw new IllegalStateException("task " + task);
                        }));
                parallel.run(5, (task, worker) -> sum.addAndGet(task));
            }
        }
        assertEquals(500 * 10, sum.get());
    }

    /** Works of all sizes, none among them; a thread begins with its share of the first. */
    @Test
    void aRoundRunsEveryTaskOfEveryWorkOnce() {
        int[] sizes = {3, 0, 1, 17, 2, 0, 5, 1, 1, 40};
        for (int threads = 1; threads <= 4; threads++) {
            try (Parallel parallel = new Parallel(threads)) {
                Round round = new Round(parallel);
                for (int repetition = 0; repetition < 500; repetition++) {
                    AtomicIntegerArray[] runs = new AtomicIntegerArray[sizes.length];
                    for (int i = 0; i < sizes.length; i++) {
                        AtomicIntegerArray ofWork = new AtomicIntegerArray(sizes[i]);
                        runs[i] = ofWork;
                        round.add(sizes[i], (task, worker) -> ofWork.incrementAndGet(task));
                    }
                    round.run();
                    for (int i = 0; i < sizes.length; i++) {
                        for (int task = 0; task < sizes[i]; task++) {
                            assertEquals(1, runs[i].get(task), "work " + i + ", task " + task);
                        }
                    }
                }
            }
        }
    }
}
