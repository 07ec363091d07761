// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.List;

/** Chooses the operations: a run of layers that one operation does faster becomes that operation. */
final class Fusion {
    private Fusion() {}

    static List<Op> fuse(Program program) {
        List<Op> ops = new ArrayList<>();
        for (Node node : program.nodes) {
            if (node.layer() instanceof Input) {
                continue;
            }
            if (program.training && node.layer() instanceof Embedding && trained(program, node)) {
                ops.add(new EmbeddingOp(
                        node, program.model.inputs().indexOf(node.inputs().get(0))));
            } else {
                ops.add(new LayerOp(node));
            }
        }
        return ops;
    }

    /** True if the node is fed by an input and all its weights are trained. */
    private static boolean trained(Program program, Node node) {
        return node.inputs().get(0).layer() instanceof Input
                && program.model.weights(node).stream().allMatch(Weight::trainable);
    }
}
