// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/**
 * The different words of a batch and where each of them stands. On movie reviews a batch of 32 has about four positions for
 * each different word, one of 1,024 about ten. Words that stand at many places come first ({@link #often}), so that what belongs to
 * them lies side by side; the others in the order in which they first come. An embedding that is used several times reads the words
 * of several inputs, one after the other.
 */
final class Words {
    /** Places at which a word stands at least that comes before others. */
    private static final int OFTEN = 8;
    /** Fewer such words are left where they first come. */
    private static final int FEWEST = 16;
    /** Of counts, by the bits they need. */
    private static final int CLASSES = Integer.SIZE + 1;

    private final int[] slotOfWord;
    private final int[] seenIn;
    private final Places[] places;
    private int generation;
    private int count;
    private int[] words = new int[0];
    /** The words in the order in which they first come: each, at how many places it stands, and its slot. */
    private int[] come = new int[0];

    private int[] times = new int[0];
    private int[] slotOf = new int[0];
    /** For each class of counts, where the slots of its words end. */
    private final int[] ends = new int[CLASSES];

    /** Where the words stand in one input. */
    private static final class Places {
        final int input;
        /** Whether the words are the entries of sparse rows, not ids. */
        final boolean sparse;
        /** For every position of the ids, laid out as {@code batch.ids}: the slot of its word. */
        int[] slots = new int[0];

        int[] starts = new int[1];
        int[] positions = new int[0];

        Places(int input, boolean sparse) {
            this.input = input;
            this.sparse = sparse;
        }

        int[] ids(Batch batch) {
            return sparse ? batch.sparseIndices[input] : batch.ids[input];
        }

        /** Sparse rows stand close together; ids block by block, and behind those of a block may be room. */
        int ranges(Batch batch) {
            return sparse ? 1 : batch.allBlocks();
        }

        int from(Batch batch, int range) {
            return sparse ? 0 : batch.firstRow(range) * (batch.ids[input].length / batch.capacity());
        }

        int length(Batch batch, int range) {
            return sparse ? batch.sparseStarts[input][batch.count()] : batch.rows(range) * batch.steps(range, input);
        }
    }

    /**
     * For ids below {@code limit}.
     *
     * @param inputs indices of the model's inputs, one a use
     */
    Words(int[] inputs, int limit) {
        this(Arrays.stream(inputs).mapToObj(input -> new Places(input, false)).toArray(Places[]::new), limit);
    }

    private Words(Places[] places, int limit) {
        this.slotOfWord = new int[limit];
        this.seenIn = new int[limit];
        this.places = places;
    }

    /** The columns at which the rows of a sparse input have entries; the positions are those of the entries. */
    static Words ofSparse(int input, int columns) {
        return new Words(new Places[] {new Places(input, true)}, columns);
    }

    /** Number of different words. */
    int count() {
        return count;
    }

    /** The word of a slot. */
    int word(int slot) {
        return words[slot];
    }

    /**
     * How many of the first slots have words that stand at {@code least} places or more: that rounded up to a power of two, at least 8.
     * 0 if the batch has few such words.
     */
    int often(int least) {
        return ends[bits(Math.max(OFTEN, least) - 1) + 1];
    }

    private static int bits(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
    }

    /** Slots of all positions of a use, laid out as {@code batch.ids}. */
    int[] slots(int use) {
        return places[use].slots;
    }

    /** The positions of slot s stand in {@link #positions} from {@code starts(use)[s]} to {@code starts(use)[s + 1]}. */
    int[] starts(int use) {
        return places[use].starts;
    }

    /** See {@link #starts}. Positions of one word ascend. */
    int[] positions(int use) {
        return places[use].positions;
    }

    /** Finds the words of a batch. Runs on one thread: it is a small part of a step, and its order is the result's. */
    void find(Batch batch) {
        reserve(batch);
        generation++;
        count = 0;
        for (Places place : places) {
            for (int range = 0; range < place.ranges(batch); range++) {
                int at = place.from(batch, range);
                give(place, place.ids(batch), at, at + place.length(batch, range));
            }
        }
        order();
        for (Places place : places) {
            sort(place, batch);
        }
    }

    private void reserve(Batch batch) {
        int all = 0;
        for (Places place : places) {
            int length = place.ids(batch).length;
            all += length;
            if (place.slots.length < length) {
                place.slots = new int[length];
                place.positions = new int[length];
            }
        }
        if (words.length < Math.min(all, slotOfWord.length)) {
            words = new int[Math.min(all, slotOfWord.length)];
            come = new int[words.length];
            times = new int[words.length];
            slotOf = new int[words.length];
            for (Places place : places) {
                place.starts = new int[words.length + 1];
            }
        }
    }

    private void give(Places place, int[] ids, int from, int to) {
        for (int i = from; i < to; i++) {
            int id = ids[i];
            if (seenIn[id] != generation) {
                seenIn[id] = generation;
                slotOfWord[id] = count;
                times[count] = 0;
                come[count++] = id;
            }
            place.slots[i] = slotOfWord[id];
            times[slotOfWord[id]]++;
        }
    }

    /** Gives the words their slots: of those that stand often, the more often the earlier, as far as the bits of their counts tell. */
    private void order() {
        Arrays.fill(ends, 0);
        int often = 0;
        for (int i = 0; i < count; i++) {
            often += times[i] >= OFTEN ? 1 : 0;
        }
        int least = often < FEWEST ? Integer.MAX_VALUE : OFTEN;
        for (int i = 0; i < count; i++) {
            ends[classOf(times[i], least)]++;
        }
        for (int c = CLASSES - 1, next = 0; c >= 0; c--) {
            int of = ends[c];
            ends[c] = next;
            next += of;
        }
        for (int i = 0; i < count; i++) {
            slotOf[i] = ends[classOf(times[i], least)]++;
            words[slotOf[i]] = come[i];
        }
    }

    private static int classOf(int times, int least) {
        return times < least ? 0 : bits(times);
    }

    private void sort(Places place, Batch batch) {
        int[] starts = place.starts;
        Arrays.fill(starts, 0, count + 1, 0);
        for (int range = 0; range < place.ranges(batch); range++) {
            int from = place.from(batch, range);
            int to = from + place.length(batch, range);
            for (int i = from; i < to; i++) {
                place.slots[i] = slotOf[place.slots[i]];
                starts[place.slots[i] + 1]++;
            }
        }
        for (int slot = 0; slot < count; slot++) {
            starts[slot + 1] += starts[slot];
        }
        for (int range = 0; range < place.ranges(batch); range++) {
            int from = place.from(batch, range);
            int to = from + place.length(batch, range);
            for (int i = from; i < to; i++) {
                place.positions[starts[place.slots[i]]++] = i;
            }
        }
        // Placing moved every start to its end, which is the next one's start.
        System.arraycopy(starts, 0, starts, 1, count);
        starts[0] = 0;
    }
}
