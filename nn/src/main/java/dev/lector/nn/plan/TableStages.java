// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/**
 * In which order the tables of a batch's words are filled and read. A convolution below a maximum needs its tables until its
 * maxima are found, and those of several convolutions may be more than the caches hold. So they are filled and read one after
 * the other, in the same memory: filled all at first, they would come back from farther away, at half the speed.
 */
final class TableStages {
    /** Values of the tables that are filled together, if one convolution has not more: 4 MB. */
    private static final int TOGETHER = 1 << 20;

    private float[][] memory = new float[0][];
    private int last;
    /** Of the last stage: its tables and their values. */
    private int tables;

    private long values;

    /** Begins a batch. */
    void clear() {
        last = 0;
        tables = 0;
        values = 0;
    }

    /** Takes in tables that are read together, of so many values; returns their stage. */
    int stageOf(long all) {
        if (values > 0 && values + all > TOGETHER) {
            last++;
            tables = 0;
            values = 0;
        }
        values += all;
        return last;
    }

    /** Memory for one of the tables that were taken in last: it is theirs until the next stage. */
    float[] memory(int length) {
        if (tables == memory.length) {
            memory = Arrays.copyOf(memory, tables + 1);
            memory[tables] = new float[0];
        }
        if (memory[tables].length < length) {
            memory[tables] = WordTable.roomFor(length);
        }
        return memory[tables++];
    }

    /** Has all tables filled and read. */
    void run(Iterable<Op> ops, Round round) {
        for (int stage = 0; stage <= last; stage++) {
            for (Op op : ops) {
                op.fillTables(stage, round);
            }
            round.run();
            for (Op op : ops) {
                op.readTables(stage, round);
            }
            round.run();
        }
    }
}
