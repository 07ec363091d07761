// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/**
 * Words dealt out to 16 blocks like cards, by rank: every block has its share of frequent ones. The words of a block stand
 * side by side, so that a table in this order has a block in one piece. Tasks are runs of words of one block; blocks and
 * tasks depend on the number of words alone, not on threads.
 */
final class WordBlocks {
    static final int BLOCKS = 16;
    private static final int WORDS_A_TASK = 256;

    private final int words;
    private final int[] starts = new int[BLOCKS + 1];
    private final int[] tasksBefore = new int[BLOCKS + 1];

    WordBlocks(int words) {
        this.words = words;
        for (int block = 0; block < BLOCKS; block++) {
            int size = (words - block + BLOCKS - 1) / BLOCKS;
            starts[block + 1] = starts[block] + size;
            tasksBefore[block + 1] = tasksBefore[block] + (size + WORDS_A_TASK - 1) / WORDS_A_TASK;
        }
    }

    int words() {
        return words;
    }

    /** The place of a word in the order of the blocks. */
    int position(int rank) {
        return starts[rank % BLOCKS] + rank / BLOCKS;
    }

    static int block(int rank) {
        return rank % BLOCKS;
    }

    int tasks() {
        return tasksBefore[BLOCKS];
    }

    /** The first task of a block; with {@code BLOCKS} the number of tasks. */
    int firstTask(int block) {
        return tasksBefore[block];
    }

    /** The block that a task belongs to. */
    int blockOfTask(int task) {
        int block = 0;
        while (tasksBefore[block + 1] <= task) {
            block++;
        }
        return block;
    }

    /** Words of a task. */
    int taskSize(int task) {
        int block = blockOfTask(task);
        int from = (task - tasksBefore[block]) * WORDS_A_TASK;
        return Math.min(WORDS_A_TASK, starts[block + 1] - starts[block] - from);
    }

    /** The rank of a word of a task, from 0. */
    int rank(int task, int index) {
        int block = blockOfTask(task);
        return ((task - tasksBefore[block]) * WORDS_A_TASK + index) * BLOCKS + block;
    }
}
