// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.PaddingStates;
import dev.lector.nn.layers.RecurrentLayer;
import java.util.HashSet;
import java.util.Set;

/**
 * The padding that the texts of a batch have in front of them, carried once through all that lies at or below its recurrent
 * layers: a block of one row, the last of the batch. It goes forward before the others, whose recurrent layers begin with the
 * states that it leaves, and back after them, with their gradients by these states.
 */
final class SharedPadding {
    private final Program program;
    /** Operations that the padding passes. */
    private final boolean[] passed;
    /** By operation; null where it is not recurrent, or has a mask. */
    private final PaddingStates[] states;

    private final Workspace workspace;
    /** Whether the batch at hand has padding in front of all of some block's texts. */
    private boolean carried;

    private SharedPadding(Program program) {
        this.program = program;
        this.passed = new boolean[program.ops.size()];
        this.states = new PaddingStates[program.ops.size()];
        Set<Node> below = new HashSet<>();
        for (int op = passed.length - 1; op >= 0; op--) {
            Op at = program.ops.get(op);
            if (Trim.readsPadding(at.output)) {
                RecurrentLayer layer = (RecurrentLayer) at.output.layer();
                states[op] = new PaddingStates(layer.states() * layer.units(), program.steps());
            }
            passed[op] = states[op] != null || below.contains(at.output);
            if (passed[op]) {
                below.addAll(at.weighted.inputs());
            }
        }
        this.workspace = new Workspace(program);
        workspace.padding = this;
    }

    /** That of a program, or null if its texts share none. */
    static SharedPadding of(Program program) {
        return program.trim != null && program.trim.shared() ? new SharedPadding(program) : null;
    }

    PaddingStates states(int op) {
        return states[op];
    }

    /** Begins a batch: finds the states that its blocks begin with. */
    void forward(Batch batch, boolean training, float[][] batchGradients) {
        for (PaddingStates each : states) {
            if (each != null) {
                each.begin(batch.firstRow(batch.blocks()));
            }
        }
        carried = batch.hasPadding();
        if (!carried) {
            return;
        }
        workspace.training = training;
        workspace.batchGradients = batchGradients;
        workspace.open(batch, batch.blocks());
        for (int op = 0; op < passed.length; op++) {
            if (passed[op]) {
                workspace.forward(op, op + 1);
            }
        }
    }

    /** Finds the states that all texts to come begin with, however long their padding. */
    void forwardForAll(Batch batch) {
        batch.loadPadding();
        forward(batch, false, null);
        for (PaddingStates each : states) {
            if (each != null) {
                each.end();
            }
        }
    }

    /** Carries the gradients of the blocks on; called when all of them have come back. */
    void backward(float[][] weightGradients) {
        if (!carried) {
            return;
        }
        workspace.weightGradients = weightGradients;
        for (int op = 0; op < passed.length; op++) {
            if (passed[op]) {
                workspace.clearGradient(op);
            }
            if (states[op] != null) {
                states[op].sumGradients();
            }
        }
        for (int op = passed.length - 1; op >= 0; op--) {
            if (passed[op]) {
                workspace.backward(op + 1, op);
            }
        }
    }
}
