// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.InputKind;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.StoredIds;
import dev.lector.nn.train.Target;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of one batch, copied together and cut into blocks of rows. Where the graph allows it (see {@link Trim}),
 * texts are put in order of their length and every block is only as long as its longest text needs.
 *
 * <p>Blocks do not depend on the number of threads. Memory grows to the largest batch seen and is then used again.
 */
final class Batch {
    private final Program program;
    private int rowsPerBlock;
    /** Ids of input i, {@code (blocks, rows, steps of the block)}; block b begins at {@code firstRow * full steps}. */
    final int[][] ids;
    /** Ids of input i as they were read, {@code (batch, steps)}; null where the samples are in memory. */
    private final int[][] stored;
    /** Values of input i, {@code (batch, ...)}. */
    final float[][] floats;
    /** Rows of input i that are sparse: see {@link SparseSamples}. */
    final int[][] sparseStarts;

    final int[][] sparseIndices;
    final float[][] sparseValues;
    /** What stateful operations remember from batch to batch, {@code (batch, ...)}; null for the others. */
    final float[][] states;

    /** By output: targets, and weights or null. */
    final float[][] targets;

    final float[][] sampleWeights;
    /** By output: its values for every row, in the order of the blocks. */
    final float[][] predictions;

    private final float[][] sampleWeightMemory;
    private final int[] targetWidths;
    private int count;
    private boolean hasPadding;
    /** Samples that have a state; 0 before the first batch. */
    private int stateRows;

    private int capacity;
    /** Position in the batch as it was given of the row at each place. */
    private int[] order = new int[0];

    private int[] lengths = new int[0];
    private int[] leading = new int[0];
    private int[] blockSteps = new int[0];
    private int[] bucketEnds = new int[0];

    Batch(Program program) {
        this.program = program;
        this.rowsPerBlock = program.rowsPerBlock;
        int inputs = program.model.inputs().size();
        ids = new int[inputs][];
        stored = new int[inputs][];
        floats = new float[inputs][];
        sparseStarts = new int[inputs][];
        sparseIndices = new int[inputs][];
        sparseValues = new float[inputs][];
        states = new float[program.ops.size()][];
        int outputs = program.outputCount();
        targets = new float[outputs][0];
        sampleWeights = new float[outputs][];
        sampleWeightMemory = new float[outputs][0];
        predictions = new float[outputs][];
        targetWidths = new int[outputs];
    }

    int count() {
        return count;
    }

    /** Rows for which there is memory: the largest batch seen so far and, behind it, the text of padding. */
    int capacity() {
        return capacity;
    }

    int blocks() {
        return (count + rowsPerBlock - 1) / rowsPerBlock;
    }

    /** Blocks, and the one that holds the padding that all texts share. */
    int allBlocks() {
        return blocks() + (hasPadding() ? 1 : 0);
    }

    /** True if there is one more block: a text of nothing but padding, as long as any text was cut. */
    boolean hasPadding() {
        return hasPadding;
    }

    int firstRow(int block) {
        return block * rowsPerBlock;
    }

    int rows(int block) {
        return block == blocks() ? 1 : Math.min(rowsPerBlock, count - block * rowsPerBlock);
    }

    /** Steps of the texts in a block; the full number where texts are not cut. */
    int steps(int block) {
        return blockSteps[block];
    }

    /** Ids of a sample of input {@code input} in a block. */
    int steps(int block, int input) {
        boolean cut = program.trim != null && program.trim.input() == input;
        return cut
                ? blockSteps[block]
                : program.model.inputs().get(input).shape().size();
    }

    /** Steps in front of the text at place {@code row} that were left out. */
    int cutBefore(int row) {
        int input = program.trim.input();
        int full = program.model.inputs().get(input).shape().size();
        return Math.min(leading[order[row]], full - blockSteps[row / rowsPerBlock]);
    }

    /** Place in the given batch of the row at place {@code row}. */
    int given(int row) {
        return order[row];
    }

    /**
     * Takes in the samples {@code rows[from]} to {@code rows[from + rowCount - 1]}; {@code rows} may be null for the
     * samples themselves in their order.
     *
     * @throws IllegalArgumentException if inputs do not fit the model, or an id is outside its embedding
     */
    void load(List<Samples> inputs, int[] rows, int from, int rowCount) {
        program.check(inputs);
        prepareStates(rowCount);
        count = rowCount;
        rowsPerBlock = program.rowsPerBlock(rowCount);
        ensureCapacity(firstRow(blocks()) + 1);
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) instanceof StoredIds texts) {
                read(i, texts, rows, from);
            }
        }
        putInOrder(inputs, rows, from);
        for (int i = 0; i < inputs.size(); i++) {
            Samples samples = inputs.get(i);
            if (samples instanceof IdSamples texts) {
                copyIds(i, texts, rows, from);
            } else if (samples instanceof StoredIds texts) {
                // What was read is in the order of the batch.
                copyIds(i, new IdSamples(texts.steps(), stored[i]), null, 0);
            } else if (samples instanceof FloatSamples values) {
                copyFloats(i, values, rows, from);
            } else if (samples instanceof SparseSamples bags) {
                copySparse(i, bags, rows, from);
            }
        }
    }

    private void read(int input, StoredIds texts, int[] rows, int from) {
        if (stored[input] == null || stored[input].length < capacity * texts.steps()) {
            stored[input] = new int[capacity * texts.steps()];
        }
        texts.read(rows, from, count, stored[input]);
    }

    /** Takes in nothing but padding, as long as a text may be. */
    void loadPadding() {
        count = 0;
        ensureCapacity(1);
        hasPadding = true;
        blockSteps[0] = program.steps();
        Arrays.fill(ids[program.trim.input()], 0, program.steps(), 0);
    }

    /** Forgets what stateful operations remember; the next batch may have another size. */
    void resetStates() {
        stateRows = 0;
    }

    private void prepareStates(int rowCount) {
        if (!program.stateful || rowCount == stateRows) {
            return;
        }
        if (stateRows > 0) {
            throw new IllegalArgumentException(
                    "A model with a stateful layer needs batches of one size. Received: rows=" + rowCount
                            + " after rows=" + stateRows + ". Call resetStates() first, or leave the layer stateless.");
        }
        for (int op = 0; op < states.length; op++) {
            int size = program.memory(op).state();
            states[op] = size == 0 ? null : new float[rowCount * size];
        }
        stateRows = rowCount;
    }

    /** Takes in the targets and weights, one an output, that belong to the samples last loaded. */
    void loadTargets(List<Target> all, int[] rows, int from) {
        for (int o = 0; o < targets.length; o++) {
            Target target = all.get(o);
            int width = target.width();
            targetWidths[o] = width;
            if (targets[o].length < count * width) {
                targets[o] = new float[capacity * width];
            }
            for (int r = 0; r < count; r++) {
                System.arraycopy(target.values(), source(rows, from, r) * width, targets[o], r * width, width);
            }
            loadWeights(o, target.sampleWeights(), rows, from);
        }
    }

    private void loadWeights(int output, float[] all, int[] rows, int from) {
        sampleWeights[output] = null;
        if (all != null) {
            if (sampleWeightMemory[output].length < count) {
                sampleWeightMemory[output] = new float[capacity];
            }
            sampleWeights[output] = sampleWeightMemory[output];
            for (int r = 0; r < count; r++) {
                sampleWeights[output][r] = all[source(rows, from, r)];
            }
        }
    }

    int targetWidth(int output) {
        return targetWidths[output];
    }

    /** Copies the predictions of an output to {@code to} in the order in which the samples were given. */
    void copyPredictions(int output, float[] to, int toAt) {
        int width = program.width(output);
        for (int r = 0; r < count; r++) {
            System.arraycopy(predictions[output], r * width, to, toAt + order[r] * width, width);
        }
    }

    private int source(int[] rows, int from, int r) {
        return rows == null ? from + order[r] : rows[from + order[r]];
    }

    private void ensureCapacity(int rows) {
        if (rows <= capacity) {
            return;
        }
        capacity = rows;
        order = new int[rows];
        lengths = new int[rows];
        leading = new int[rows];
        blockSteps = new int[rows];
        for (int o = 0; o < predictions.length; o++) {
            predictions[o] = new float[rows * program.width(o)];
        }
        for (int i = 0; i < ids.length; i++) {
            int size = program.model.inputs().get(i).shape().size();
            InputKind kind = program.inputKind(i);
            if (kind == InputKind.IDS) {
                ids[i] = new int[rows * size];
            } else if (kind == InputKind.FLOATS) {
                floats[i] = new float[rows * size];
            } else {
                sparseStarts[i] = new int[rows + 1];
            }
        }
    }

    private void putInOrder(List<Samples> inputs, int[] rows, int from) {
        Trim trim = program.trim;
        if (trim == null) {
            for (int r = 0; r < count; r++) {
                order[r] = r;
            }
            Arrays.fill(blockSteps, 0, blocks(), program.steps());
            return;
        }
        int steps = program.steps();
        boolean inMemory = inputs.get(trim.input()) instanceof IdSamples;
        int[] texts = inMemory ? ((IdSamples) inputs.get(trim.input())).ids() : stored[trim.input()];
        if (bucketEnds.length < steps + 2) {
            bucketEnds = new int[steps + 2];
        }
        Arrays.fill(bucketEnds, 0);
        for (int r = 0; r < count; r++) {
            int row = !inMemory ? r : rows == null ? from + r : rows[from + r];
            leading[r] = trim.front(texts, row * steps, steps);
            lengths[r] = steps - leading[r] - trim.back(texts, row * steps, steps);
            bucketEnds[steps - lengths[r] + 1]++;
        }
        // Longest first: the last task to finish is then a short one. Equal lengths keep their order.
        for (int i = 1; i < bucketEnds.length; i++) {
            bucketEnds[i] += bucketEnds[i - 1];
        }
        for (int r = 0; r < count; r++) {
            order[bucketEnds[steps - lengths[r]]++] = r;
        }
        for (int block = 0; block < blocks(); block++) {
            blockSteps[block] = lengths[order[firstRow(block)]];
        }
        // The blocks come in order of their length: the last one is cut most.
        int mostCut = steps - blockSteps[blocks() - 1];
        hasPadding = trim.shared() && program.training && mostCut > 0;
        blockSteps[blocks()] = Math.min(steps, mostCut + trim.keep());
    }

    private void copyIds(int input, IdSamples texts, int[] rows, int from) {
        int full = texts.steps();
        boolean cut = program.trim != null && program.trim.input() == input;
        int limit = program.idLimit(input);
        for (int block = 0; block < blocks(); block++) {
            int steps = steps(block, input);
            int at = firstRow(block) * full;
            for (int r = firstRow(block); r < firstRow(block) + rows(block); r++) {
                int start = source(rows, from, r) * full;
                if (cut) {
                    start += cutBefore(r);
                }
                copyChecked(texts.ids(), start, ids[input], at, steps, limit);
                at += steps;
            }
        }
        if (cut) {
            Arrays.fill(ids[input], firstRow(blocks()) * full, (firstRow(blocks()) + 1) * full, 0);
        }
    }

    private static void copyChecked(int[] from, int fromAt, int[] to, int toAt, int n, int limit) {
        int worst = 0;
        for (int i = 0; i < n; i++) {
            int id = from[fromAt + i];
            to[toAt + i] = id;
            // Negative ids are huge when read without sign.
            worst = Integer.compareUnsigned(id, worst) > 0 ? id : worst;
        }
        if (Integer.compareUnsigned(worst, limit) >= 0) {
            throw new IllegalArgumentException("Every id must be at least 0 and below the embedding's input_dim."
                    + " Received: id=" + worst + ", input_dim=" + limit
                    + ". Encode the texts with the vocabulary that the model was made for.");
        }
    }

    private void copyFloats(int input, FloatSamples values, int[] rows, int from) {
        int size = values.shape().size();
        for (int r = 0; r < count; r++) {
            System.arraycopy(values.values(), source(rows, from, r) * size, floats[input], r * size, size);
        }
    }

    private void copySparse(int input, SparseSamples bags, int[] rows, int from) {
        int entries = 0;
        for (int r = 0; r < count; r++) {
            int row = source(rows, from, r);
            sparseStarts[input][r] = entries;
            entries += bags.starts()[row + 1] - bags.starts()[row];
        }
        sparseStarts[input][count] = entries;
        if (sparseIndices[input] == null || sparseIndices[input].length < entries) {
            sparseIndices[input] = new int[entries + entries / 4];
            sparseValues[input] = new float[entries + entries / 4];
        }
        for (int r = 0; r < count; r++) {
            int start = bags.starts()[source(rows, from, r)];
            int n = sparseStarts[input][r + 1] - sparseStarts[input][r];
            System.arraycopy(bags.indices(), start, sparseIndices[input], sparseStarts[input][r], n);
            System.arraycopy(bags.values(), start, sparseValues[input], sparseStarts[input][r], n);
        }
    }
}
