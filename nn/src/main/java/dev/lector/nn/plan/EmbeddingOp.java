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

    EmbeddingOp(Node node, EmbeddingTable table) {
        super(node, node);
        this.layer = (Embedding) node.layer();
        this.table = table;
        this.use = table.addUse(this);
    }

    EmbeddingTable table() {
        return table;
    }

    /** The slots of this embedding's words, laid out as {@code batch.ids}; valid after {@link #begin}. */
    int[] slots() {
        return table.words().slots(use);
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
    boolean keepsGradient() {
        return table.trains();
    }

    @Override
    boolean updates(int i) {
        return table.waits();
    }

    @Override
    void begin(TrainingPlan plan) {
        if (ownsWeights) {
            table.begin();
        }
    }

    @Override
    void forward(BlockPass pass) {
        layer.forward(pass);
    }

    @Override
    void backward(BlockPass pass) {
        // The gradient stays where the layers above have put it; the table sums it word by word.
    }

    @Override
    void end(TrainingPlan plan) {
        if (ownsWeights) {
            table.end();
        }
    }
}
