// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/**
 * The different words of a batch, in the order in which they first come, and where each of them stands. On movie reviews
 * a batch of 32 has about four positions for each different word, one of 1,024 about ten.
 */
final class Words {
    private final int input;
    private final int[] slotOfWord;
    private final int[] seenIn;
    private int generation;
    private int count;
    private int[] words = new int[0];
    /** For every position of the ids, laid out as {@code batch.ids}: the slot of its word. */
    private int[] slots = new int[0];

    private int[] starts = new int[1];
    private int[] positions = new int[0];

    /**
     * For ids below {@code limit}.
     *
     * @param input index of the model's input
     */
    Words(int input, int limit) {
        this.input = input;
        this.slotOfWord = new int[limit];
        this.seenIn = new int[limit];
    }

    /** Number of different words. */
    int count() {
        return count;
    }

    /** The word of a slot. */
    int word(int slot) {
        return words[slot];
    }

    /** Slots of all positions, laid out as {@code batch.ids}. */
    int[] slots() {
        return slots;
    }

    /** The positions of slot s stand in {@link #positions} from {@code starts()[s]} to {@code starts()[s + 1]}. */
    int[] starts() {
        return starts;
    }

    /** See {@link #starts}. Positions of one word ascend. */
    int[] positions() {
        return positions;
    }

    /** Finds the words of a batch. Runs on one thread: it is a small part of a step, and its order is the result's. */
    void find(Batch batch) {
        int full = batch.ids[input].length / batch.capacity();
        if (slots.length < batch.ids[input].length) {
            slots = new int[batch.ids[input].length];
            positions = new int[slots.length];
            words = new int[Math.min(slots.length, slotOfWord.length)];
            starts = new int[words.length + 1];
        }
        generation++;
        count = 0;
        Arrays.fill(starts, 0);
        for (int block = 0; block < batch.blocks(); block++) {
            int at = batch.firstRow(block) * full;
            give(batch.ids[input], at, at + batch.rows(block) * batch.steps(block, input));
        }
        for (int slot = 0; slot < count; slot++) {
            starts[slot + 1] += starts[slot];
        }
        for (int block = 0; block < batch.blocks(); block++) {
            int at = batch.firstRow(block) * full;
            place(at, at + batch.rows(block) * batch.steps(block, input));
        }
        // Placing moved every start to its end, which is the next one's start.
        System.arraycopy(starts, 0, starts, 1, count);
        starts[0] = 0;
    }

    private void give(int[] ids, int from, int to) {
        for (int i = from; i < to; i++) {
            int id = ids[i];
            if (seenIn[id] != generation) {
                seenIn[id] = generation;
                slotOfWord[id] = count;
                words[count++] = id;
            }
            slots[i] = slotOfWord[id];
            starts[slots[i] + 1]++;
        }
    }

    private void place(int from, int to) {
        for (int i = from; i < to; i++) {
            positions[starts[slots[i]]++] = i;
        }
    }
}
