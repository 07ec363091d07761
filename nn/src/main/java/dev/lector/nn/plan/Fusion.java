// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the operations: a run of layers that one operation does faster becomes that operation. */
final class Fusion {
    private final Program program;
    private final Map<Node, EmbeddingOp> embeddings = new IdentityHashMap<>();
    private final List<Op> ops = new ArrayList<>();

    private Fusion(Program program) {
        this.program = program;
    }

    static List<Op> fuse(Program program) {
        Fusion fusion = new Fusion(program);
        for (Node node : program.nodes) {
            if (!(node.layer() instanceof Input)) {
                fusion.add(node);
            }
        }
        fusion.embeddings.values().forEach(fusion::leaveValuesOut);
        return fusion.ops;
    }

    private void add(Node node) {
        if (node.layer() instanceof GlobalMaxPooling1D
                && fusesIntoPooling(node.inputs().get(0))) {
            addConvMax(node.inputs().get(0), node);
        } else if (fusesIntoPooling(node)) {
            return;
        } else if (node.layer() instanceof Embedding && readsWords(node)) {
            addEmbedding(node);
        } else if (WordConvOp.fits(node) && embeddings.containsKey(node.inputs().get(0))) {
            ops.add(new WordConvOp(embeddings.get(node.inputs().get(0)), node));
        } else if (WordLoopOp.fits(node) && embeddings.containsKey(node.inputs().get(0))) {
            ops.add(new WordLoopOp(embeddings.get(node.inputs().get(0)), node));
        } else {
            ops.add(new LayerOp(node));
        }
    }

    private void leaveValuesOut(EmbeddingOp embedding) {
        boolean byTables = program.consumers(embedding.output).stream()
                .allMatch(node -> ops.stream().anyMatch(op -> op.output == node && op instanceof WordLoopOp));
        if (byTables && !program.isOutput(embedding.output)) {
            embedding.leaveValuesOut();
        }
    }

    /** An embedding that is used several times has one table, with all words of the batch. */
    private void addEmbedding(Node node) {
        EmbeddingOp first = embeddings.get(program.model.uses(node).get(0));
        EmbeddingTable table = first == null ? new EmbeddingTable(program, node) : first.table();
        EmbeddingOp op = new EmbeddingOp(node, table);
        embeddings.put(node, op);
        ops.add(op);
    }

    private void addConvMax(Node convolution, Node pooling) {
        EmbeddingOp embedding = embeddings.get(convolution.inputs().get(0));
        ops.add(
                embedding == null
                        ? new ConvMaxOp(program, convolution, pooling)
                        : new WordConvMaxOp(program, embedding, convolution, pooling));
    }

    /**
     * True if the node is a convolution that a pooling takes in. A convolution with several uses is taken in everywhere or
     * nowhere: {@link ConvMaxOp} makes the gradient of the kernel in another order of its values.
     */
    private boolean fusesIntoPooling(Node node) {
        return node.layer() instanceof Conv1D
                && program.model.uses(node).stream().allMatch(this::isTakenIn);
    }

    private boolean isTakenIn(Node convolution) {
        List<Node> consumers = program.consumers(convolution);
        return consumers.size() == 1
                && consumers.get(0).layer() instanceof GlobalMaxPooling1D
                && ConvMaxOp.fits(program, convolution, consumers.get(0));
    }

    /** Training knows all words of a batch before it begins; a prediction is of one text as often as not. */
    private boolean readsWords(Node embedding) {
        return program.training && embedding.inputs().get(0).layer() instanceof Input;
    }
}
