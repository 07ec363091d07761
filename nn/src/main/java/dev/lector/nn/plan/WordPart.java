// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Pass;

/** An embedding below a convolution, alone or beside others, and the table of its words' products with its part of the kernel. */
final class WordPart implements WordReader {
    private final EmbeddingOp embedding;
    private final WordTable table;
    /** Of the convolution's input: all channels, and the first of this embedding. */
    private final int allChannels;

    private final int firstChannel;
    private float[] packed;

    WordPart(EmbeddingOp embedding, Conv1D convolution, int allChannels, int firstChannel) {
        this.embedding = embedding;
        this.allChannels = allChannels;
        this.firstChannel = firstChannel;
        this.table = new WordTable(embedding.output.shape().dim(-1), convolution.filters(), convolution.kernelSize());
        embedding.table().addReader(this);
    }

    /** Packs the embedding's rows of the kernel, by way of {@code copy}. */
    void prepare(Pass pass, float[] copy, float[] to) {
        packed = to;
        table.pack(pass.kernels(), pass.weight(0), allChannels, firstChannel, copy, to);
        embedding.keep(table, to, null);
    }

    @Override
    public WordTable wordTable() {
        return table;
    }

    @Override
    public float[] packedKernel() {
        return packed;
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
