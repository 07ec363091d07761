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
    /** Values of one sample at each node, of a text that is not cut. */
    private final int[] sizes;

    // The block at hand.
    Batch batch;
    int firstRow;
    int rows;
    int steps;
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
        sizes = program.nodes.stream().mapToInt(node -> node.shape().size()).toArray();
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
        steps = program.steps();
        shapes = program.shapes(steps);
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
        if (node.masked() && rule != MaskRule.PASS) {
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
        steps = from.steps(block);
        shapes = program.shapes(steps);
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
        for (int i = passes.length - 1; i >= 0; i--) {
            Op op = program.ops.get(i);
            if (op.output != program.output() && op.needsGradient) {
                int at = gradientAt(op.outputIndex);
                int n = rows * shapes[op.outputIndex].size();
                Arrays.fill(gradient(op.outputIndex), at, at + n, 0);
            }
        }
        for (int i = passes.length - 1; i >= 0; i--) {
            if (program.ops.get(i).needsGradient) {
                program.ops.get(i).backward(passes[i]);
            }
        }
    }

    /** Gradient by the output of node {@code i}: this thread's, or the whole batch's. */
    float[] gradient(int i) {
        return gradients[i] != null ? gradients[i] : batchGradients == null ? null : batchGradients[i];
    }

    /** Index of the block's first value in {@link #gradient}. */
    int gradientAt(int i) {
        return gradients[i] != null ? 0 : firstRow * sizes[i];
    }

    static float[] keptFor(Memory memory, int rows) {
        return new float[memory.kept() * rows];
    }
}
