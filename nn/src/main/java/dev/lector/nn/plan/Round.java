// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/**
 * Tasks of several operations that the threads share as one round: they meet once, not once for each operation. Each thread
 * has a share in the tasks of every operation.
 */
final class Round implements Parallel.Task {
    private final Parallel parallel;
    private Parallel.Task[] works = new Parallel.Task[8];
    /** For each of the works, the number of its tasks. */
    private int[] tasks = new int[8];

    private int count;

    Round(Parallel parallel) {
        this.parallel = parallel;
    }

    /** Forgets tasks that an exception has kept from being run. */
    void clear() {
        count = 0;
    }

    /** Takes in tasks 0 to {@code ofWork - 1}; those that come first are begun first. */
    void add(int ofWork, Parallel.Task work) {
        if (count == works.length) {
            works = Arrays.copyOf(works, 2 * count);
            tasks = Arrays.copyOf(tasks, 2 * count);
        }
        tasks[count] = ofWork;
        works[count++] = work;
    }

    /** Runs all tasks and returns when they are done. The first exception of a task is thrown on. */
    void run() {
        parallel.run(end(parallel.threads() - 1), this);
        count = 0;
    }

    @Override
    public int end(int worker, int threads, int all) {
        return end(worker);
    }

    private int end(int worker) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            end += Parallel.share(worker, parallel.threads(), tasks[i]);
        }
        return end;
    }

    @Override
    public void run(int task, int worker) {
        int threads = parallel.threads();
        int owner = 0;
        while (end(owner) <= task) {
            owner++;
        }
        int left = task - end(owner - 1);
        for (int i = 0; i < count; i++) {
            int first = Parallel.share(owner - 1, threads, tasks[i]);
            int own = Parallel.share(owner, threads, tasks[i]) - first;
            if (left >= 0 && left < own) {
                works[i].run(first + left, worker);
            }
            left -= own;
        }
    }
}
