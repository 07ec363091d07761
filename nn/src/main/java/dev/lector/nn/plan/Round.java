// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/** Tasks of several operations that the threads share as one round: they meet once, not once for each operation. */
final class Round implements Parallel.Task {
    private final Parallel parallel;
    private Parallel.Task[] works = new Parallel.Task[8];
    /** For each of the works, the number of tasks up to its last. */
    private int[] ends = new int[8];

    private int count;

    Round(Parallel parallel) {
        this.parallel = parallel;
    }

    /** Forgets tasks that an exception has kept from being run. */
    void clear() {
        count = 0;
    }

    /** Takes in tasks 0 to {@code tasks - 1}; those that come first are begun first. */
    void add(int tasks, Parallel.Task work) {
        if (count == works.length) {
            works = Arrays.copyOf(works, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count] = all() + tasks;
        works[count++] = work;
    }

    private int all() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Runs all tasks and returns when they are done. The first exception of a task is thrown on. */
    void run() {
        parallel.run(all(), this);
        count = 0;
    }

    @Override
    public void run(int task, int worker) {
        int i = 0;
        while (ends[i] <= task) {
            i++;
        }
        works[i].run(i == 0 ? task : task - ends[i - 1], worker);
    }
}
