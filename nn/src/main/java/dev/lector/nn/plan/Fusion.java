// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the operations: a run of layers that one operation does faster becomes that operation. */
final class Fusion {
    private final Program program;
    private final Map<Node, EmbeddingOp> embeddings = new IdentityHashMap<>();
    private final List<Op> ops = new ArrayList<>();
    /** Values that the tables of predictions may still take. */
    private long valuesLeft;

    /** Convolutions side by side, and what joins them, that a maximum takes in. */
    private final Set<Node> joined = Collections.newSetFromMap(new IdentityHashMap<>());

    private Fusion(Program program, long tableValues) {
        this.program = program;
        this.valuesLeft = tableValues;
        for (Node node : program.nodes) {
            if (node.layer() instanceof GlobalMaxPooling1D) {
                join(node);
            }
        }
    }

    private void join(Node pooling) {
        Node all = pooling.inputs().get(0);
        if (!ConvMaxOp.fitSideBySide(program, all, pooling)
                || !all.inputs().stream().allMatch(Fusion::isOverWords)) {
            return;
        }
        long values = all.inputs().stream()
                .mapToLong(layer -> tableValues(layer, layer.inputs()))
                .sum();
        if (take(values)) {
            joined.add(all);
            joined.addAll(all.inputs());
        }
    }

    private static boolean isOverWords(Node convolution) {
        Node words = convolution.inputs().get(0);
        return words.layer() instanceof Embedding && readsWords(words) && isWithoutGaps(convolution);
    }

    /** The sums over a table's rows are over words that stand together. */
    private static boolean isWithoutGaps(Node convolution) {
        return ((Conv1D) convolution.layer()).dilationRate() == 1;
    }

    /** {@code tableValues}: of all tables that a model keeps for predictions; those of training have no limit. */
    static List<Op> fuse(Program program, long tableValues) {
        Fusion fusion = new Fusion(program, tableValues);
        for (Node node : program.nodes) {
            if (!(node.layer() instanceof Input)) {
                fusion.add(node);
            }
        }
        fusion.ops.removeIf(fusion::joinsForTables);
        fusion.embeddings.values().forEach(fusion::leaveValuesOut);
        return fusion.ops;
    }

    private void add(Node node) {
        if (joined.contains(node)) {
            return;
        }
        if (node.layer() instanceof GlobalMaxPooling1D
                && joined.contains(node.inputs().get(0))) {
            addSideBySide(node.inputs().get(0), node);
        } else if (node.layer() instanceof GlobalMaxPooling1D
                && fusesIntoPooling(node.inputs().get(0))) {
            addConvMax(node.inputs().get(0), node);
        } else if (fusesIntoPooling(node)) {
            return;
        } else if (node.layer() instanceof Embedding && readsWords(node)) {
            addEmbedding(node);
        } else if (WordConvOp.fits(node) && takesTable(node)) {
            ops.add(new WordConvOp(embeddings.get(node.inputs().get(0)), node));
        } else if (WordLoopOp.fits(node) && takesTable(node)) {
            ops.add(new WordLoopOp(embeddings.get(node.inputs().get(0)), node));
        } else if (SparseInputOp.fits(program, node)) {
            ops.add(new SparseInputOp(program, node));
        } else if (WinogradConvOp.fits(program, node)) {
            ops.add(new WinogradConvOp(program, node));
        } else {
            ops.add(new LayerOp(node));
        }
    }

    private void leaveValuesOut(EmbeddingOp embedding) {
        if (isReadByTables(embedding.output)) {
            embedding.leaveValuesOut();
        }
    }

    /** True if all that read an embedding, or embeddings side by side, read tables of their words instead. */
    private boolean isReadByTables(Node words) {
        return !program.isOutput(words) && program.consumers(words).stream().allMatch(this::readsTables);
    }

    private boolean readsTables(Node node) {
        List<Op> own = ops.stream().filter(op -> op.weighted == node).toList();
        return own.isEmpty() ? isReadByTables(node) : own.get(0).readsTablesAlone(program.training);
    }

    /** True if an operation puts embeddings side by side that nobody reads so. */
    private boolean joinsForTables(Op op) {
        Node joined = op.output;
        return joined.layer() instanceof Concatenate
                && !joined.masked()
                && !program.consumers(joined).isEmpty()
                && embeddings.keySet().containsAll(joined.inputs())
                && isReadByTables(joined);
    }

    /** True if the layer may have a table of words: in predictions, for all words, tables have their limit. */
    private boolean takesTable(Node layer) {
        return embeddings.containsKey(layer.inputs().get(0)) && take(tableValues(layer, layer.inputs()));
    }

    /** Takes values for a table, if so many are left. */
    private boolean take(long values) {
        if (program.training) {
            return true;
        }
        boolean left = values <= valuesLeft;
        valuesLeft -= left ? values : 0;
        return left;
    }

    /** Values of the tables of all words of some embeddings, for a layer above them. */
    private static long tableValues(Node layer, List<Node> words) {
        int rowLength = layer.layer() instanceof Conv1D convolution
                ? convolution.kernelSize() * convolution.filters()
                : WordLoopOp.columns(layer);
        return words.stream()
                .filter(node -> node.layer() instanceof Embedding)
                .mapToLong(node -> (long) ((Embedding) node.layer()).inputDim() * rowLength)
                .sum();
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
        List<Node> words = wordsBelow(convolution);
        if (!words.isEmpty() && take(tableValues(convolution, words))) {
            ops.add(new WordConvMaxOp(program, ops(words), convolution, pooling, 0));
        } else if (Winograd.fits(program.kernels, convolution)) {
            ops.add(new WinogradConvMaxOp(program, convolution, pooling, 0));
        } else {
            ops.add(new ConvMaxOp(program, convolution, pooling, 0));
        }
    }

    /** The embeddings that a convolution reads by tables: one, or several side by side; none if it cannot. */
    private List<Node> wordsBelow(Node convolution) {
        Node below = convolution.inputs().get(0);
        boolean joins = below.layer() instanceof Concatenate concatenate && concatenate.joinsChannels();
        List<Node> words = joins ? below.inputs() : List.of(below);
        return isWithoutGaps(convolution) && embeddings.keySet().containsAll(words) ? words : List.of();
    }

    private List<EmbeddingOp> ops(List<Node> words) {
        return words.stream().map(embeddings::get).toList();
    }

    private void addSideBySide(Node all, Node pooling) {
        int column = 0;
        for (Node convolution : all.inputs()) {
            ops.add(new WordConvMaxOp(program, ops(convolution.inputs()), convolution, pooling, column));
            column += convolution.shape().dim(-1);
        }
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

    private static boolean readsWords(Node embedding) {
        return embedding.inputs().get(0).layer() instanceof Input;
    }
}
