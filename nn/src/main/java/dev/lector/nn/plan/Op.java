// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.MeetsBatch;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.layers.WordProducts;

/**
 * What carries a block through one layer, or through a run of layers at once. An operation may also work on the whole
 * batch before and after the blocks, where knowing all its words pays.
 */
abstract class Op {
    /** The node whose output this writes. */
    final Node output;
    /** The node whose weights this uses: the output, or one that was fused into it. */
    final Node weighted;

    Op(Node output, Node weighted) {
        this.output = output;
        this.weighted = weighted;
    }

    /** Index of {@link #output} in the program. */
    int outputIndex;

    /** True if the gradient must reach {@link #output}. */
    boolean needsGradient;

    /** True for the first operation that uses its weights: what happens once for a weight happens here. */
    boolean ownsWeights;

    /** Called once the operations are chosen. */
    final void place(Program program) {
        int weights = program.firstWeight(weighted);
        ownsWeights = program.ops.stream()
                        .filter(op -> program.firstWeight(op.weighted) == weights && op.hasWeights(program))
                        .findFirst()
                        .orElse(null)
                == this;
        outputIndex = program.index(output);
        needsGradient = program.needsGradient(output);
    }

    private boolean hasWeights(Program program) {
        return !program.model.weights(weighted).isEmpty();
    }

    /** Memory for blocks of at most {@code rows} samples. */
    abstract Memory memory(Program program, int rows);

    /** Called once, before the first batch: the rows of a weight that this updates itself, or null. */
    WaitingRows attach(TrainingPlan plan) {
        return null;
    }

    /** True if this reads tables of words and nothing else of the embeddings below, on the way back neither. */
    boolean readsTablesAlone(boolean training) {
        return false;
    }

    /** What a recurrent layer reads in place of its input, or null; of two directions that of one. */
    WordProducts words(int side) {
        return null;
    }

    /** Row of the table of {@link #words} for each position of the batch. */
    int[] wordSlots(BlockPass pass) {
        return null;
    }

    /** Computes what depends on the weights alone. */
    void prepare(Pass pass) {}

    /** Parts of {@link #prepare} that several threads may share. */
    int prepareTasks() {
        return 1;
    }

    /** One of these parts. */
    void prepare(Pass pass, int task) {
        prepare(pass);
    }

    /** True if this has words to find. */
    boolean findsWords() {
        return false;
    }

    /** Finds the words of a batch, while others find theirs and prepare. */
    void findWords(Batch batch) {}

    /** Adds what is to be done for the whole batch before the blocks. */
    void begin(TrainingPlan plan, Round round) {}

    /** Adds the filling of the tables that belong to a stage; what {@link #begin} asks for is done beside the first. */
    void fillTables(int stage, Round round) {}

    /** Adds what is read from these tables alone, before the blocks. */
    void readTables(int stage, Round round) {}

    /** The layer for whose sake all blocks must meet before its pass and before its way back; null for most. */
    MeetsBatch meets() {
        return null;
    }

    abstract void forward(BlockPass pass);

    abstract void backward(BlockPass pass);

    /** Adds what is to be done for the whole batch after the blocks. */
    void end(TrainingPlan plan, Round round) {}

    /** True if {@link #endShard} does something. */
    boolean endsShards() {
        return false;
    }

    /**
     * Adds to a shard's gradients when what {@link #end} asks for is done: one operation after the other, as they may have weights in
     * common.
     */
    void endShard(TrainingPlan plan, int shard) {}

    /** True if {@link #end} needs the gradient of the output for the whole batch. */
    boolean keepsGradient() {
        return false;
    }

    /** True if this updates weight {@code i} of its node by itself in {@link #end}. */
    boolean updates(int i) {
        return false;
    }

    /** True if {@link #end} writes the gradient of weight {@code i}, summed over the whole batch: no shard has a part of it. */
    boolean endsGradient(int i) {
        return false;
    }

    /** True if {@link #end} writes rows of the gradient of weight {@code i}, and leaves the others as they are. */
    boolean writesRows(int i) {
        return false;
    }

    /** Values that a shard has for the gradient of weight {@code i}, whose own {@code length} values come first. */
    int gradientLength(int i, int length) {
        return length;
    }

    /** True if the gradient of weight {@code i} is made as a transposed matrix: last axis first. */
    boolean transposesGradient(int i) {
        return false;
    }
}
