// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;

/** {@link ConvMaxOp} over an embedding: forward is look-ups in a table of the batch's words, and additions. */
final class WordConvMaxOp extends ConvMaxOp implements WordReader {
    private static final int COPY = 2;
    private static final int PACKED = 3;

    private final EmbeddingOp embedding;
    private final WordTable table;
    private final boolean training;
    private float[] packed;

    WordConvMaxOp(Program program, EmbeddingOp embedding, Node convolution, Node pooling, int column) {
        super(program, convolution, pooling, column);
        this.embedding = embedding;
        this.training = program.training;
        this.table = new WordTable(channels, conv.filters(), conv.kernelSize());
        embedding.table().addReader(this);
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory plain = super.memory(program, rows);
        int[] derived = {0, plain.derived()[1], window * filters, table.packedLength(program.kernels)};
        return new Memory(derived, plain.kept(), plain.keptInts(), Math.max(plain.scratch(), table.scratch()), 0);
    }

    @Override
    void prepare(Pass pass) {
        transposeKernel(pass);
        packed = pass.derived(PACKED);
        table.pack(pass.kernels(), pass.weight(0), pass.derived(COPY), packed);
        embedding.keep(table, packed, null);
    }

    @Override
    public WordTable wordTable() {
        return table;
    }

    @Override
    public float[] packedKernel() {
        return packed;
    }

    @Override
    boolean readsTablesAlone(boolean inTraining) {
        return !inTraining;
    }

    @Override
    void forward(BlockPass pass) {
        embedding.makeRows(pass, table);
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            if (training) {
                sumsMax(pass, steps, r);
            } else {
                max(pass, steps, r);
            }
        }
        finish(pass);
    }

    private void sumsMax(BlockPass pass, int steps, int r) {
        pass.kernels()
                .windowSumsMax(
                        windows(pass),
                        steps,
                        left(pass),
                        conv.kernelSize(),
                        filters,
                        embedding.slots(pass),
                        embedding.slotsAt(pass) + r * steps,
                        table.values(),
                        pass.output(),
                        outputAt(pass, r),
                        pass.keptInts(),
                        pass.keptIntsAt() + r * filters);
    }

    /** Of windows that hold one word again and again, as those in the padding, one is enough. */
    private void max(BlockPass pass, int steps, int r) {
        int[] slots = embedding.slots(pass);
        int at = embedding.slotsAt(pass) + r * steps;
        int end = at + steps;
        int width = conv.kernelSize();
        int first = at + Math.max(0, alike(slots, at, end, 1) - width);
        int last = end - Math.max(0, alike(slots, end - 1, first - 1, -1) - width);
        int alike = first - at + end - last;
        pass.kernels()
                .windowMax(
                        windows(pass) - alike,
                        steps - alike,
                        left(pass),
                        width,
                        filters,
                        slots,
                        first,
                        table.values(),
                        pass.output(),
                        outputAt(pass, r));
    }

    /** How many places from {@code at} to before {@code end} hold the word that stands at {@code at}. */
    private static int alike(int[] slots, int at, int end, int direction) {
        int i = at;
        while (i != end && slots[i] == slots[at]) {
            i += direction;
        }
        return Math.abs(i - at);
    }
}
