// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.InputKind;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.MeetsBatch;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;

/** One layer as it is: the plain path. */
final class LayerOp extends Op {
    LayerOp(Node node) {
        super(node, node);
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory memory = output.layer().memory(output.inputShapes(), rows, program.kernels);
        // Of a sparse input, rows of the kernel are summed as they are: a packed copy of it would be for nothing.
        boolean sparse = output.inputs().stream()
                .anyMatch(input -> input.layer() instanceof Input bags && bags.kind() == InputKind.SPARSE);
        return sparse ? memory.withoutDerived() : memory;
    }

    @Override
    void prepare(Pass pass) {
        output.layer().prepare(pass);
    }

    @Override
    MeetsBatch meets() {
        return output.layer() instanceof MeetsBatch layer && layer.meets() ? layer : null;
    }

    @Override
    void forward(BlockPass pass) {
        output.layer().forward(pass);
    }

    @Override
    void backward(BlockPass pass) {
        output.layer().backward(pass);
    }
}
