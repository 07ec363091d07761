// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.MaskRule;
import dev.lector.nn.layers.Memory;
import java.util.Arrays;

/**
 * The memory of one thread: the values and gradients of the block that it carries. Where blocks meet it is the memory of
 * one block, and only what does not outlive a segment is borrowed from the thread: see {@link Meetings}.
 */
final class Workspace {
    final Program program;
    float[] scratch;
    /** Output of each node, {@code (rows, ...)}; null for inputs. */
    final float[][] outputs;

    final float[][] gradients;
    final boolean[][] masks;
    private final BlockPass[] passes;
    /** Nodes whose gradients are borrowed; null where this is the memory of a thread. */
    private final boolean[] borrowed;
    /** Values of one sample at each node, of a text that is not cut. */
    private final int[] sizes;

    // The block at hand.
    Batch batch;
    int block;
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
    /** What blocks give to each other; null where they do not meet. */
    Meetings meetings;
    /** The padding that texts share; null where they are not cut so. */
    SharedPadding padding;

    Workspace(Program program) {
        this(program, null);
    }

    /**
     * The memory of one block.
     *
     * @param borrowed nodes whose gradients are borrowed from the thread; null for none
     */
    Workspace(Program program, boolean[] borrowed) {
        this.program = program;
        this.borrowed = borrowed;
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
        scratch = borrowed == null ? new float[most] : null;
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
        if (program.training && program.needsGradient(node) && !writer.keepsGradient() && !isBorrowed(i)) {
            gradients[i] = new float[program.rowsPerBlock * node.shape().size()];
        }
        MaskRule rule = node.layer().maskRule();
        if (node.masked() && rule != MaskRule.PASS) {
            masks[i] = new boolean[program.rowsPerBlock * node.shape().dim(0)];
        }
    }

    private boolean isBorrowed(int node) {
        return borrowed != null && borrowed[node];
    }

    /** Takes from a thread what this does not have. */
    void borrow(Workspace thread) {
        scratch = thread.scratch;
        for (int i = 0; i < gradients.length; i++) {
            if (borrowed[i]) {
                gradients[i] = thread.gradients[i];
            }
        }
    }

    BlockPass pass(int op) {
        return passes[op];
    }

    /** Turns to a block of a batch. */
    void open(Batch from, int number) {
        batch = from;
        block = number;
        firstRow = from.firstRow(number);
        rows = from.rows(number);
        steps = from.steps(number);
        shapes = program.shapes(steps);
    }

    /** Carries the block through the network; its predictions go to the batch. */
    void forward() {
        forward(0, passes.length);
        givePredictions();
    }

    /** Carries the block through a range of operations. */
    void forward(int from, int to) {
        for (int op = from; op < to; op++) {
            program.ops.get(op).forward(passes[op]);
        }
    }

    /** The block's predictions, the values of the output nodes, go to the batch. */
    void givePredictions() {
        for (int o = 0; o < program.outputCount(); o++) {
            int width = program.width(o);
            float[] values = outputs[program.outputIndex(o)];
            System.arraycopy(values, 0, batch.predictions[o], firstRow * width, rows * width);
        }
    }

    /** Carries the gradient of the loss, which stands at the output nodes, back through the network. */
    void backward() {
        for (int i = passes.length - 1; i >= 0; i--) {
            clearGradient(i);
        }
        backward(passes.length, 0);
    }

    /** Sets the gradient by an operation's output to 0. At the output nodes the gradient of the loss already stands. */
    void clearGradient(int i) {
        Op op = program.ops.get(i);
        if (!program.isOutput(op.output) && op.needsGradient) {
            int at = gradientAt(op.outputIndex);
            int n = rows * shapes[op.outputIndex].size();
            Arrays.fill(gradient(op.outputIndex), at, at + n, 0);
        }
    }

    /** Carries the gradient back through the operations before {@code from} and not before {@code to}. */
    void backward(int from, int to) {
        for (int i = from - 1; i >= to; i--) {
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
