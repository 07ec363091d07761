// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.layers.RecurrentLayer;
import dev.lector.nn.layers.WordProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recurrent layer over an embedding, or two that read in both directions. The product of a word with a kernel is made once
 * for each different word of the batch; on the way back the gradients by the products are summed word by word, and only the
 * sums are multiplied.
 */
final class WordLoopOp extends Op {
    /** Most gradients a text: they are kept for the whole batch. */
    private static final int MOST_GRADIENTS = 1 << 17;

    private final Layer layer;
    private final EmbeddingOp embedding;
    /** One for each direction. */
    private final List<LoopTable> tables = new ArrayList<>();

    private int firstDerived;

    WordLoopOp(EmbeddingOp embedding, Node node) {
        super(node, node);
        this.layer = node.layer();
        this.embedding = embedding;
        int kernel = 0;
        for (RecurrentLayer loop : loops(node)) {
            tables.add(new LoopTable(embedding, columns(node, loop), kernel));
            kernel += loop.weights(sequence(node)).size();
        }
    }

    /** True if this may stand for the layer: dropout makes of one word many. */
    static boolean fits(Node node) {
        return !loops(node).isEmpty()
                && loops(node).stream().allMatch(loop -> loop.dropout() == 0)
                && node.inputs().get(0).layer() instanceof Embedding
                && node.inputs().get(0).shape().dim(0) * columns(node) <= MOST_GRADIENTS;
    }

    private static List<RecurrentLayer> loops(Node node) {
        if (node.layer() instanceof Bidirectional both) {
            return List.of(both.layer(), both.second());
        }
        return node.layer() instanceof RecurrentLayer loop ? List.of(loop) : List.of();
    }

    /** Values of a word's products. */
    static int columns(Node node) {
        return loops(node).stream().mapToInt(loop -> columns(node, loop)).sum();
    }

    /** The shape of the words, without those of initial states. */
    private static List<Shape> sequence(Node node) {
        return node.inputShapes().subList(0, 1);
    }

    private static int columns(Node node, RecurrentLayer loop) {
        return loop.weights(sequence(node)).get(0).shape().dim(1);
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory plain = layer.memory(output.inputShapes(), rows, program.kernels);
        firstDerived = plain.derived().length;
        int[] derived = Arrays.copyOf(plain.derived(), firstDerived + 2 * tables.size());
        int scratch = plain.scratch();
        for (int side = 0; side < tables.size(); side++) {
            LoopTable table = tables.get(side);
            derived[firstDerived + 2 * side] = table.packedLength(program.kernels);
            derived[firstDerived + 2 * side + 1] = table.transposedLength(program.kernels);
            scratch = Math.max(scratch, table.wordTable().scratch());
        }
        return new Memory(derived, plain.kept(), plain.keptInts(), scratch, plain.state());
    }

    @Override
    void prepare(Pass pass) {
        layer.prepare(pass);
        for (int side = 0; side < tables.size(); side++) {
            int at = firstDerived + 2 * side;
            tables.get(side).prepare(pass, pass.derived(at), pass.derived(at + 1), inputBias(pass, side));
        }
    }

    private float[] inputBias(Pass pass, int side) {
        return layer instanceof Bidirectional both
                ? both.inputBias(pass, side)
                : ((RecurrentLayer) layer).inputBias(pass);
    }

    @Override
    boolean readsTablesAlone(boolean training) {
        return true;
    }

    @Override
    void begin(TrainingPlan from, Round round) {
        tables.forEach(table -> table.begin(from));
    }

    @Override
    void forward(BlockPass pass) {
        tables.forEach(table -> embedding.makeRows(pass, table.wordTable()));
        layer.forward(pass);
    }

    @Override
    void backward(BlockPass pass) {
        layer.backward(pass);
    }

    @Override
    boolean endsShards() {
        return true;
    }

    /** The gradients of the kernels, from the sums of all words. */
    @Override
    void endShard(TrainingPlan to, int shard) {
        int firstWeight = to.program().firstWeight(weighted);
        for (LoopTable table : tables) {
            if (table.trains(to, firstWeight)) {
                table.kernelGradient(to, firstWeight, shard);
            }
        }
    }

    @Override
    WordProducts words(int side) {
        return tables.get(side);
    }

    @Override
    int[] wordSlots(BlockPass pass) {
        return embedding.slots(pass);
    }
}
