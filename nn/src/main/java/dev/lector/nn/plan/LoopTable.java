// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.layers.WordProducts;

/** The products of a batch's words with the kernel of a recurrent layer, and the sums of the gradients by them. */
final class LoopTable implements WordReader, WordProducts {
    private final EmbeddingOp embedding;
    private final WordTable table;
    private final int channels;
    private final int columns;
    /** Which of the operation's weights is the kernel. */
    private final int kernel;

    private float[] packed;
    private float[] transposed;
    private float[] bias;
    private float[] gradients = new float[0];
    /** Sums of the gradients of each word. */
    private float[] wordGradients = new float[0];

    LoopTable(EmbeddingOp embedding, int columns, int kernel) {
        this.embedding = embedding;
        this.channels = embedding.output.shape().dim(-1);
        this.columns = columns;
        this.kernel = kernel;
        this.table = new WordTable(channels, columns, 1);
        embedding.table().addReader(this);
    }

    /** Length of the kernel, packed for the products. */
    int packedLength(Kernels kernels) {
        return kernels.packedLength(channels, columns);
    }

    /** Length of the kernel, packed for the gradients by the vectors. */
    int transposedLength(Kernels kernels) {
        return kernels.packedLength(columns, channels);
    }

    /**
     * Packs the kernel.
     *
     * @param inputBias added to each product, or null
     */
    void prepare(Pass pass, float[] packedTo, float[] transposedTo, float[] inputBias) {
        packed = packedTo;
        transposed = transposedTo;
        bias = inputBias;
        pass.kernels().pack(channels, columns, pass.weight(kernel), 0, columns, 1, packed, 0);
        pass.kernels().pack(columns, channels, pass.weight(kernel), 0, 1, columns, transposed, 0);
        embedding.keep(table, packed, bias);
    }

    /** Makes room for the gradients of a batch. */
    void begin(TrainingPlan plan) {
        int steps = embedding.output.shape().dim(0);
        int positions = Math.multiplyExact(plan.batch().capacity(), steps);
        if (gradients.length < Math.multiplyExact(positions, columns)) {
            gradients = new float[positions * columns];
        }
    }

    @Override
    public boolean givesGradients() {
        return true;
    }

    @Override
    public void addGradients(Kernels kernels, int worker, int first, int end, float[] vectorGradients) {
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
            table.addByVectors(kernels, wordGradients, first, end, transposed, vectorGradients);
        }
    }

    @Override
    public void reserveGradients(int words) {
        if (wordGradients.length < words * columns) {
            wordGradients = new float[(words + words / 4) * columns];
        }
    }

    /** Adds a shard's part to the gradient of the kernel, from the sums of its words. */
    void kernelGradient(TrainingPlan plan, int firstWeight, int shard) {
        int words = embedding.table().words().count();
        int first = (int) ((long) words * shard / plan.shards());
        int end = (int) ((long) words * (shard + 1) / plan.shards());
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
                        plan.shardGradient(shard, firstWeight + kernel),
                        0,
                        columns);
    }

    /** True if training changes the kernel. */
    boolean trains(TrainingPlan plan, int firstWeight) {
        return plan.shardGradient(0, firstWeight + kernel) != null;
    }

    // ---- what the layer reads ----

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public float[] table() {
        return table.values();
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
