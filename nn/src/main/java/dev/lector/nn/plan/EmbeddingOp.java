// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Memory;

/**
 * An embedding fed by an input: one use of an {@link EmbeddingTable}, which knows the different words of the batch and
 * updates their rows.
 */
final class EmbeddingOp extends Op {
    private final Embedding layer;
    private final EmbeddingTable table;
    /** Which use of the table this is. */
    private final int use;

    private boolean valuesRead = true;

    EmbeddingOp(Node node, EmbeddingTable table) {
        super(node, node);
        this.layer = (Embedding) node.layer();
        this.table = table;
        this.use = table.addUse(this);
    }

    /** Called if all layers above read the words by tables, in both directions: nobody needs the values or the gradient. */
    void leaveValuesOut() {
        valuesRead = false;
    }

    /** True if layers read the values, and give gradients by them. */
    boolean valuesRead() {
        return valuesRead;
    }

    EmbeddingTable table() {
        return table;
    }

    /**
     * The rows of tables for the words of the batch, laid out as {@code batch.ids}: in training their slots, valid after
     * {@link #begin}; in predictions the words themselves.
     */
    int[] slots(BlockPass pass) {
        return table.trainsOnBatches()
                ? batchSlots()
                : pass.batchIds(output.inputs().get(0));
    }

    /** In training, {@link #slots} of the whole batch. */
    int[] batchSlots() {
        return table.words().slots(use);
    }

    /** In predictions, has a table keep a row for each word. Called when the kernel is packed. */
    void keep(WordTable rows, float[] packed, float[] bias) {
        if (!table.trainsOnBatches()) {
            rows.keep(layer.inputDim(), table.values(), packed, bias);
        }
    }

    /** In predictions, makes the rows of a table for the words of a block. */
    void makeRows(BlockPass pass, WordTable rows) {
        if (!table.trainsOnBatches()) {
            int steps = pass.stepsOf(output.inputs().get(0));
            rows.make(pass.kernels(), slots(pass), slotsAt(pass), pass.rows() * steps, pass.scratch());
        }
    }

    /** See {@link Words#starts}. */
    int[] starts() {
        return table.words().starts(use);
    }

    /** See {@link Words#positions}. */
    int[] positions() {
        return table.words().positions(use);
    }

    /** Index in {@link #slots} of the block's first position. */
    int slotsAt(BlockPass pass) {
        return pass.firstRow() * output.inputs().get(0).shape().size();
    }

    @Override
    Memory memory(Program program, int rows) {
        return layer.memory(output.inputShapes(), rows, program.kernels);
    }

    @Override
    WaitingRows attach(TrainingPlan plan) {
        return ownsWeights ? table.attach(plan) : null;
    }

    @Override
    boolean keepsGradient() {
        return table.trains() && valuesRead;
    }

    @Override
    boolean updates(int i) {
        return table.waits();
    }

    @Override
    boolean endsGradient(int i) {
        return true;
    }

    @Override
    boolean writesRows(int i) {
        return true;
    }

    @Override
    boolean findsWords() {
        return ownsWeights;
    }

    @Override
    void findWords(Batch batch) {
        table.words().find(batch);
    }

    @Override
    void begin(TrainingPlan plan, Round round) {
        if (ownsWeights) {
            table.begin();
        }
    }

    @Override
    void fillTables(int stage, Round round) {
        if (ownsWeights) {
            table.fillTables(stage, round);
        }
    }

    @Override
    void forward(BlockPass pass) {
        if (valuesRead) {
            layer.forward(pass);
        } else if (pass.outputMask() != null) {
            layer.writeMask(pass);
        }
    }

    @Override
    void backward(BlockPass pass) {
        // The gradient stays where the layers above have put it; the table sums it word by word.
    }

    @Override
    void end(TrainingPlan plan, Round round) {
        if (ownsWeights) {
            table.end(round);
        }
    }
}
