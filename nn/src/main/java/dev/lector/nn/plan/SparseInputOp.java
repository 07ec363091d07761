// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.InputKind;
import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.EmbeddingBags;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.Arrays;

/**
 * A dense layer or bags of embeddings over a sparse input, in training. A text has a gradient for the kernel's rows at its
 * entries alone, so the gradients by the outputs are kept for the batch and summed word by word, and rows of words that no
 * text of the batch has wait ({@link WaitingRows}). The plain path fills, sums and updates the whole kernel in every step.
 */
final class SparseInputOp extends Op {
    /** Values of a kernel from which on a pass over all of it costs more than finding the words of the batch. */
    private static final int LEAST_VALUES = 1 << 18;

    private final Layer layer;
    /** Values of a row of the kernel. */
    private final int length;
    /** The layer if its rows have a part of the output each, or null. */
    private final EmbeddingBags bags;

    private final int input;
    private final Words words;
    private WaitingRows rows;
    private TrainingPlan plan;
    /** The sample of each entry of the batch; of bags, the part of a sample's output. */
    private int[] samples = new int[0];
    /** What each entry counts: its value, in a bag divided by the sum of the bag's values. */
    private float[] shares = new float[0];

    private final Parallel.Task read = this::read;
    private final Parallel.Task sum = this::sum;

    SparseInputOp(Program program, Node node) {
        super(node, node);
        this.layer = node.layer();
        this.bags = layer instanceof EmbeddingBags embeddings ? embeddings : null;
        this.length = rowLength(layer);
        Node rowsOfInput = node.inputs().get(0);
        this.input = program.model.inputs().indexOf(rowsOfInput);
        this.words = Words.ofSparse(input, rowsOfInput.shape().size());
    }

    /** True if the node is such a layer, its kernel has no penalty and no other use, and it is large. */
    static boolean fits(Program program, Node node) {
        boolean free = node.layer() instanceof EmbeddingBags
                || (node.layer() instanceof Dense dense
                        && dense.kernelRegularizer() == null
                        && dense.kernelConstraint() == null);
        return program.training
                && free
                && node.inputs().get(0).layer() instanceof Input bags
                && bags.kind() == InputKind.SPARSE
                && program.model.uses(node).size() == 1
                && program.model.weights(node).stream().allMatch(Weight::trainable)
                && (long) node.inputs().get(0).shape().size() * rowLength(node.layer()) >= LEAST_VALUES;
    }

    private static int rowLength(Layer layer) {
        return layer instanceof EmbeddingBags embeddings ? embeddings.outputDim() : ((Dense) layer).units();
    }

    @Override
    WaitingRows attach(TrainingPlan to) {
        plan = to;
        int columns = output.inputs().get(0).shape().size();
        rows = new WaitingRows(to, to.program().firstWeight(output), columns, length, true, words);
        return rows;
    }

    @Override
    Memory memory(Program program, int count) {
        return layer.memory(output.inputShapes(), count, program.kernels).withoutDerived();
    }

    @Override
    void prepare(Pass pass) {
        layer.prepare(pass);
    }

    @Override
    boolean keepsGradient() {
        return rows.waits();
    }

    @Override
    boolean updates(int i) {
        return i == 0 && rows.waits();
    }

    @Override
    boolean findsWords() {
        return rows.waits();
    }

    @Override
    void findWords(Batch batch) {
        words.find(batch);
    }

    @Override
    void begin(TrainingPlan to, Round round) {
        if (rows.waits()) {
            round.add(WaitingRows.tasks(words.count()), read);
        }
    }

    private void read(int task, int worker) {
        int end = WaitingRows.end(task, words.count());
        for (int slot = WaitingRows.first(task, words.count()); slot < end; slot++) {
            rows.bringUpToDate(words.word(slot));
        }
    }

    @Override
    void forward(BlockPass pass) {
        layer.forward(pass);
    }

    /** Leaves the gradient by the sums, before the activation, where {@link #end} finds it. */
    @Override
    void backward(BlockPass pass) {
        layer.backward(pass);
    }

    @Override
    void end(TrainingPlan to, Round round) {
        if (rows.waits()) {
            findSamples(to.batch());
            rows.reserve();
            round.add(WaitingRows.tasks(words.count()), sum);
        }
    }

    private void findSamples(Batch batch) {
        int[] starts = batch.sparseStarts[input];
        if (samples.length < starts[batch.count()]) {
            samples = new int[batch.sparseIndices[input].length];
            shares = new float[bags == null ? 0 : samples.length];
        }
        for (int row = 0; row < batch.count(); row++) {
            Arrays.fill(samples, starts[row], starts[row + 1], row);
            if (bags != null) {
                findShares(batch, starts[row], starts[row + 1]);
            }
        }
    }

    private void findShares(Batch batch, int from, int to) {
        int parts = bags.columns().size();
        bags.shares(batch.sparseIndices[input], batch.sparseValues[input], from, to, (entry, bag, share) -> {
            shares[entry] = share;
            samples[entry] = samples[entry] * parts + bag;
        });
    }

    private void sum(int task, int worker) {
        Kernels kernels = plan.program().kernels;
        float[] gradient = plan.batchGradient(outputIndex);
        float[] values = bags == null ? plan.batch().sparseValues[input] : shares;
        int[] starts = words.starts(0);
        int[] entries = words.positions(0);
        int end = WaitingRows.end(task, words.count());
        for (int slot = WaitingRows.first(task, words.count()); slot < end; slot++) {
            int at = slot * length;
            kernels.fill(length, 0, rows.gradients(), at);
            for (int i = starts[slot]; i < starts[slot + 1]; i++) {
                int entry = entries[i];
                kernels.axpy(length, values[entry], gradient, samples[entry] * length, rows.gradients(), at);
            }
        }
        rows.summed(task, worker);
    }
}
