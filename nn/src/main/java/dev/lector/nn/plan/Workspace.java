// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.MaskRule;
import dev.lector.nn.layers.Memory;
import java.util.Arrays;

/** The memory of one thread: the values and gradients of the block that it carries. */
final class Workspace {
    final Program program;
    final float[] scratch;
    /** Output of each node, {@code (rows, ...)}; null for inputs. */
    final float[][] outputs;

    final float[][] gradients;
    final boolean[][] masks;
    private final BlockPass[] passes;

    // The block at hand.
    Batch batch;
    int firstRow;
    int rows;
    Shape[] shapes;
    boolean training;
    /** Key of the random numbers of this step. */
    long randomKey;
    /** Gradients of the weights of the shard at hand, by index of the weight. */
    float[][] weightGradients;
    /** Gradients that are kept for the whole batch, by node; entries are null for the others. */
    float[][] batchGradients;

    Workspace(Program program) {
        this.program = program;
        int nodes = program.nodes.size();
        outputs = new float[nodes][];
        gradients = new float[nodes][];
        masks = new boolean[nodes][];
        for (int i = 0; i < nodes; i++) {
            Node node = program.nodes.get(i);
            if (!(node.layer() instanceof Input)) {
                allocate(i, node);
            }
        }
        passes = new BlockPass[program.ops.size()];
        int most = 0;
        for (int i = 0; i < passes.length; i++) {
            passes[i] = new BlockPass(this, i);
            most = Math.max(most, program.memory(i).scratch());
        }
        scratch = new float[most];
        shapes = program.shapes(program.steps());
    }

    private void allocate(int i, Node node) {
        Op writer =
                program.ops.stream().filter(op -> op.output == node).findFirst().orElse(null);
        if (writer == null) {
            return;
        }
        outputs[i] = new float[program.rowsPerBlock * node.shape().size()];
        if (program.training && program.needsGradient(node) && !writer.keepsGradient()) {
            gradients[i] = new float[program.rowsPerBlock * node.shape().size()];
        }
        MaskRule rule = node.layer().maskRule();
        if (program.masked(node) && (rule == MaskRule.CREATE || rule == MaskRule.JOIN)) {
            masks[i] = new boolean[program.rowsPerBlock * node.shape().dim(0)];
        }
    }

    BlockPass pass(int op) {
        return passes[op];
    }

    /** Turns to a block of a batch. */
    void open(Batch from, int block) {
        batch = from;
        firstRow = from.firstRow(block);
        rows = from.rows(block);
        shapes = program.shapes(from.steps(block));
    }

    /** Carries the block through the network; its predictions go to the batch. */
    void forward() {
        for (int op = 0; op < passes.length; op++) {
            program.ops.get(op).forward(passes[op]);
        }
        int width = program.outputs();
        System.arraycopy(
                outputs[program.index(program.output())], 0, batch.predictions, firstRow * width, rows * width);
    }

    /** Carries the gradient of the loss, which stands at the output node, back through the network. */
    void backward() {
        for (int op = passes.length - 1; op >= 0; op--) {
            Node output = program.ops.get(op).output;
            if (output != program.output() && program.needsGradient(output)) {
                int size = shapes[program.index(output)].size();
                float[] gradient = gradient(output);
                int at = gradientAt(output);
                Arrays.fill(gradient, at, at + rows * size, 0);
            }
        }
        for (int op = passes.length - 1; op >= 0; op--) {
            if (program.needsGradient(program.ops.get(op).output)) {
                program.ops.get(op).backward(passes[op]);
            }
        }
    }

    float[] gradient(Node node) {
        int i = program.index(node);
        return gradients[i] != null ? gradients[i] : batchGradients == null ? null : batchGradients[i];
    }

    int gradientAt(Node node) {
        return gradients[program.index(node)] != null
                ? 0
                : firstRow * node.shape().size();
    }

    static float[] keptFor(Memory memory, int rows) {
        return new float[memory.kept() * rows];
    }
}
