// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Pass;

/** An embedding below a convolution, alone or beside others, and the table of its words' products with its part of the kernel. */
final class WordPart implements WordReader {
    private final EmbeddingOp embedding;
    private final WordTable table;
    /** Of the convolution's input: all channels, and the first of this embedding. */
    private final int allChannels;

    private final int firstChannel;
    private final int channels;
    private final boolean trainsVectors;
    private float[] packed;
    /** Null where the way back goes block by block. */
    private WordConvMaxOp wholeBatch;
    /** How many of the first slots have words that stand at many places. */
    private int often;

    WordPart(EmbeddingOp embedding, Conv1D convolution, int allChannels, int firstChannel) {
        this.embedding = embedding;
        this.allChannels = allChannels;
        this.firstChannel = firstChannel;
        this.channels = embedding.output.shape().dim(-1);
        this.table = new WordTable(channels, convolution.filters(), convolution.kernelSize());
        this.trainsVectors = embedding.table().trains();
        embedding.table().addReader(this);
    }

    /** From now on the gradients are made of the maxima of a whole batch. */
    void attach(WordConvMaxOp maxima) {
        wholeBatch = maxima;
    }

    boolean trainsVectors() {
        return trainsVectors;
    }

    /** Packs the embedding's rows of the kernel, by way of its part of {@code copy}. */
    void prepare(Pass pass, float[] copy, float[] to) {
        packed = to;
        table.pack(pass.kernels(), pass.weight(0), allChannels, firstChannel, copy, to);
        embedding.keep(table, to, null);
    }

    @Override
    public WordTable wordTable() {
        return table;
    }

    /** Values of the table for the words of the batch. */
    int tableLength() {
        return table.length(embedding.table().words().count());
    }

    /** Has the table written to the memory of its stage. */
    void borrowTable(TableStages stages) {
        table.borrow(stages.memory(tableLength()));
    }

    @Override
    public void reserveTable(int words) {
        if (wholeBatch == null) {
            table.reserve(words);
        }
    }

    @Override
    public int stage() {
        return wholeBatch == null ? 0 : wholeBatch.stage();
    }

    @Override
    public float[] packedKernel() {
        return packed;
    }

    @Override
    public int kernelTasks() {
        return wholeBatch == null || wholeBatch.kernelGradient() == null
                ? 0
                : wholeBatch.maxima().tasks();
    }

    @Override
    public void writeKernelGradient(Kernels kernels, int task, int worker) {
        wholeBatch
                .maxima()
                .writeByKernel(
                        kernels,
                        task,
                        worker,
                        embedding.batchSlots(),
                        often,
                        embedding.table().vectors(),
                        channels,
                        firstChannel,
                        wholeBatch.kernelGradient());
    }

    @Override
    public void reserveGradients(int words) {
        if (wholeBatch != null) {
            often = wholeBatch.maxima().often(embedding.table().words());
        }
    }

    @Override
    public void addGradients(Kernels kernels, int worker, int first, int end, float[] vectorGradients) {
        if (wholeBatch == null || vectorGradients == null) {
            return;
        }
        WordMaxima maxima = wholeBatch.maxima();
        int[] starts = embedding.starts();
        int[] positions = embedding.positions();
        int dense = Math.max(first, Math.min(end, often));
        maxima.addByVectors(
                kernels,
                worker,
                positions,
                starts,
                first,
                dense,
                wholeBatch.transposed(),
                channels,
                firstChannel,
                vectorGradients);
        for (int slot = dense; slot < end; slot++) {
            maxima.addByVector(
                    kernels,
                    positions,
                    starts[slot],
                    starts[slot + 1],
                    wholeBatch.transposed(),
                    channels,
                    firstChannel,
                    vectorGradients,
                    slot * channels);
        }
    }

    /** In predictions, makes the rows for the words of a block. */
    void makeRows(BlockPass pass) {
        embedding.makeRows(pass, table);
    }

    /** The rows of the table for the words of a block's text, {@code steps} of them from {@link #slotsAt} on. */
    int[] slots(BlockPass pass) {
        return embedding.slots(pass);
    }

    int slotsAt(BlockPass pass, int row, int steps) {
        return embedding.slotsAt(pass) + row * steps;
    }
}
