// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.layers.RecurrentLayer;
import dev.lector.nn.layers.WordProducts;
import java.util.Arrays;

/**
 * A recurrent layer over an embedding. The product of a word with the kernel is made once for each different word of the
 * batch; on the way back the gradients by the products are summed word by word, and only the sums are multiplied.
 */
final class WordLoopOp extends Op implements WordReader, WordProducts {
    /** Most gradients a text: they are kept for the whole batch. */
    private static final int MOST_GRADIENTS = 1 << 17;

    private final RecurrentLayer layer;
    private final EmbeddingOp embedding;
    private final WordTable table;
    private final int channels;
    private final int columns;
    private int firstDerived;
    private float[] packed;
    private float[] transposed;
    private float[] bias;
    private float[] gradients = new float[0];
    /** Sums of the gradients of each word. */
    private float[] wordGradients = new float[0];

    private TrainingPlan plan;
    private int shards;
    private final Parallel.Task kernelGradient = this::kernelGradient;

    WordLoopOp(EmbeddingOp embedding, Node node) {
        super(node, node);
        this.layer = (RecurrentLayer) node.layer();
        this.embedding = embedding;
        this.channels = node.inputs().get(0).shape().dim(-1);
        this.columns = columns(node);
        this.table = new WordTable(channels, columns, 1);
        embedding.table().addReader(this);
    }

    /** True if this may stand for the layer: dropout makes of one word many. */
    static boolean fits(Node node) {
        return node.layer() instanceof RecurrentLayer loop
                && loop.dropout() == 0
                && node.inputs().get(0).layer() instanceof Embedding
                && node.inputs().get(0).shape().dim(0) * columns(node) <= MOST_GRADIENTS;
    }

    private static int columns(Node node) {
        return node.layer().weights(node.inputShapes()).get(0).shape().dim(1);
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory plain = layer.memory(output.inputShapes(), rows, program.kernels);
        firstDerived = plain.derived().length;
        int[] derived = Arrays.copyOf(plain.derived(), firstDerived + 2);
        derived[firstDerived] = program.kernels.packedLength(channels, columns);
        derived[firstDerived + 1] = program.kernels.packedLength(columns, channels);
        return new Memory(
                derived, plain.kept(), plain.keptInts(), Math.max(plain.scratch(), table.scratch()), plain.state());
    }

    @Override
    void prepare(Pass pass) {
        layer.prepare(pass);
        packed = pass.derived(firstDerived);
        transposed = pass.derived(firstDerived + 1);
        pass.kernels().pack(channels, columns, pass.weight(0), 0, columns, 1, packed, 0);
        pass.kernels().pack(columns, channels, pass.weight(0), 0, 1, columns, transposed, 0);
        bias = layer.inputBias(pass);
        embedding.keep(table, packed, bias);
    }

    @Override
    void begin(TrainingPlan from) {
        plan = from;
        int positions =
                Math.multiplyExact(plan.batch().capacity(), plan.program().steps());
        if (gradients.length < Math.multiplyExact(positions, columns)) {
            gradients = new float[positions * columns];
        }
    }

    @Override
    void forward(BlockPass pass) {
        embedding.makeRows(pass, table);
        layer.forward(pass);
    }

    @Override
    void backward(BlockPass pass) {
        layer.backward(pass);
    }

    @Override
    public boolean givesGradients() {
        return true;
    }

    @Override
    public void addGradients(Kernels kernels, int first, int end, float[] vectorGradients) {
        int[] positions = embedding.positions();
        int[] starts = embedding.starts();
        for (int slot = first; slot < end; slot++) {
            int to = slot * columns;
            kernels.fill(columns, 0, wordGradients, to);
            for (int i = starts[slot]; i < starts[slot + 1]; i++) {
                kernels.add(columns, gradients, positions[i] * columns, wordGradients, to);
            }
        }
        if (vectorGradients != null) {
            kernels.matmul(
                    end - first,
                    channels,
                    columns,
                    wordGradients,
                    first * columns,
                    columns,
                    transposed,
                    0,
                    vectorGradients,
                    first * channels,
                    channels,
                    true,
                    null,
                    0,
                    false);
        }
    }

    @Override
    public void reserveGradients(int words) {
        if (wordGradients.length < words * columns) {
            wordGradients = new float[(words + words / 4) * columns];
        }
    }

    /** The gradient of the kernel, from the sums of all words. */
    @Override
    void end(TrainingPlan to) {
        shards = to.shards();
        if (to.shardGradient(0, to.program().firstWeight(weighted)) != null) {
            to.parallel().run(shards, kernelGradient);
        }
    }

    private void kernelGradient(int shard, int worker) {
        int words = embedding.table().words().count();
        int first = (int) ((long) words * shard / shards);
        int end = (int) ((long) words * (shard + 1) / shards);
        plan.program()
                .kernels
                .matmulTransposedLeft(
                        channels,
                        columns,
                        end - first,
                        embedding.table().vectors(),
                        first * channels,
                        channels,
                        wordGradients,
                        first * columns,
                        columns,
                        plan.shardGradient(shard, plan.program().firstWeight(weighted)),
                        0,
                        columns);
    }

    // ---- what the layer reads ----

    @Override
    WordProducts words() {
        return this;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public float[] table() {
        return table.values();
    }

    @Override
    int[] wordSlots(BlockPass pass) {
        return embedding.slots(pass);
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    // ---- what fills the table ----

    @Override
    public WordTable wordTable() {
        return table;
    }

    @Override
    public float[] packedKernel() {
        return packed;
    }

    @Override
    public float[] bias() {
        return bias;
    }
}
