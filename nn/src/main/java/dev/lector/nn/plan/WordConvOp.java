// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.Arrays;

/**
 * A convolution over an embedding whose output goes on to other layers. Forward is look-ups and additions. On the way back
 * the gradients of a word's windows are summed, for each step of the kernel, and only the sums are multiplied: with the
 * words' vectors for the gradient of the kernel, with the kernel for that of the vectors.
 */
final class WordConvOp extends Op implements WordReader {
    /** Most gradients a text: they are kept for the whole batch. */
    private static final int MOST_GRADIENTS = 1 << 14;

    private final Conv1D conv;
    private final EmbeddingOp embedding;
    private final WordTable table;
    private final int kernelLength;
    private final int channels;
    private final boolean byWords;
    private int firstDerived;
    private float[] packed;
    private float[] transposed;
    /** For each position of the batch: where the gradient of the window that has it as its first step stands, or would. */
    private int[] windowsAt = new int[0];
    /** For each position of the batch, the steps of the kernel that read it: from here to before {@link #ends}. */
    private int[] starts = new int[0];

    private int[] ends = new int[0];
    /** Sums of the gradients of each word, as the rows of the table. */
    private float[] wordGradients = new float[0];

    private TrainingPlan plan;

    WordConvOp(EmbeddingOp embedding, Node convolution) {
        super(convolution, convolution);
        this.channels = convolution.inputs().get(0).shape().dim(-1);
        this.conv = (Conv1D) convolution.layer();
        this.embedding = embedding;
        this.table = new WordTable(channels, conv.filters(), conv.kernelSize());
        this.kernelLength = conv.kernelSize() * channels * conv.filters();
        this.byWords = convolution.shape().size() <= MOST_GRADIENTS;
        embedding.table().addReader(this);
    }

    /** True if this may stand for the convolution. */
    static boolean fits(Node convolution) {
        return convolution.layer() instanceof Conv1D conv
                && conv.strides() == 1
                && conv.dilationRate() == 1
                && !conv.activation().needsInput();
    }

    @Override
    Memory memory(Program program, int rows) {
        Memory plain = conv.memory(output.inputShapes(), rows, program.kernels);
        firstDerived = plain.derived().length;
        int[] derived = Arrays.copyOf(plain.derived(), firstDerived + 3);
        derived[firstDerived] = kernelLength;
        derived[firstDerived + 1] = table.packedLength(program.kernels);
        derived[firstDerived + 2] =
                program.training && byWords ? program.kernels.packedLength(table.rowLength(), channels) : 0;
        return new Memory(derived, plain.kept(), plain.keptInts(), Math.max(plain.scratch(), table.scratch()), 0);
    }

    @Override
    void prepare(Pass pass) {
        conv.prepare(pass);
        packed = pass.derived(firstDerived + 1);
        table.pack(pass.kernels(), pass.weight(0), pass.derived(firstDerived), packed);
        transposed = pass.derived(firstDerived + 2);
        if (transposed.length > 0) {
            int length = table.rowLength();
            pass.kernels().pack(length, channels, pass.derived(firstDerived), 0, 1, length, transposed, 0);
        }
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
    boolean readsTablesAlone(boolean training) {
        return !training || byWords;
    }

    @Override
    void forward(BlockPass pass) {
        embedding.makeRows(pass, table);
        Kernels kernels = pass.kernels();
        int steps = pass.inputShape(0).dim(0);
        int windows = pass.outputShape().dim(0);
        int filters = conv.filters();
        float[] out = pass.output();
        int at = pass.outputAt();
        for (int r = 0; r < pass.rows(); r++) {
            kernels.windowSums(
                    windows,
                    steps,
                    conv.padding().left(steps, conv.kernelSize(), 1),
                    conv.kernelSize(),
                    filters,
                    embedding.slots(pass),
                    embedding.slotsAt(pass) + r * steps,
                    table.values(),
                    out,
                    at + r * windows * filters);
        }
        int rows = pass.rows() * windows;
        if (conv.useBias()) {
            kernels.addToRows(rows, filters, pass.weight(1), 0, out, at, filters);
        }
        conv.activation().forward(kernels, rows, filters, out, at, out, at);
    }

    // ---- the way back ----

    @Override
    public boolean givesGradients() {
        return byWords;
    }

    @Override
    boolean keepsGradient() {
        return byWords && needsGradient;
    }

    @Override
    void begin(TrainingPlan from, Round round) {
        plan = from;
        int positions = plan.batch().capacity() * output.inputs().get(0).shape().dim(0);
        if (byWords && windowsAt.length < positions) {
            windowsAt = new int[positions];
            starts = new int[positions];
            ends = new int[positions];
        }
        // Positions of a block that does not come back here have no gradient.
        Arrays.fill(starts, 0);
        Arrays.fill(ends, 0);
    }

    @Override
    void backward(BlockPass pass) {
        if (!byWords) {
            conv.backward(pass);
            return;
        }
        Kernels kernels = pass.kernels();
        int windows = pass.outputShape().dim(0);
        int filters = conv.filters();
        float[] g = pass.outputGradient();
        int gAt = pass.outputGradientAt();
        int rows = pass.rows() * windows;
        conv.activation().backward(kernels, rows, filters, pass.output(), pass.outputAt(), g, gAt);
        if (conv.useBias() && pass.weightGradient(1) != null) {
            kernels.addRowsInto(rows, filters, g, gAt, filters, pass.weightGradient(1), 0);
        }
        notePlaces(pass, windows, gAt);
    }

    private void notePlaces(BlockPass pass, int windows, int gAt) {
        int steps = pass.inputShape(0).dim(0);
        int left = conv.padding().left(steps, conv.kernelSize(), 1);
        int at = embedding.slotsAt(pass);
        for (int i = 0; i < pass.rows() * steps; i++) {
            int window = i % steps + left;
            windowsAt[at + i] = gAt + (i / steps * windows + window) * conv.filters();
            starts[at + i] = Math.max(0, window - windows + 1);
            ends[at + i] = Math.min(conv.kernelSize(), window + 1);
        }
    }

    @Override
    public void reserveGradients(int words) {
        if (byWords && wordGradients.length < words * table.rowLength()) {
            wordGradients = new float[(words + words / 4) * table.rowLength()];
        }
    }

    @Override
    public void addGradients(Kernels kernels, int worker, int first, int end, float[] vectorGradients) {
        float[] g = plan.batchGradient(outputIndex);
        if (!byWords || !needsGradient) {
            return;
        }
        int length = table.rowLength();
        int filters = conv.filters();
        int[] positions = embedding.positions();
        kernels.fill((end - first) * length, 0, wordGradients, first * length);
        for (int slot = first; slot < end; slot++) {
            int last = embedding.starts()[slot + 1];
            for (int i = embedding.starts()[slot]; i < last; i++) {
                int position = positions[i];
                for (int j = starts[position]; j < ends[position]; j++) {
                    int from = windowsAt[position] - j * filters;
                    kernels.add(filters, g, from, wordGradients, slot * length + j * filters);
                }
            }
        }
        if (vectorGradients != null) {
            table.addByVectors(kernels, wordGradients, first, end, transposed, vectorGradients);
        }
    }

    @Override
    boolean endsShards() {
        return byWords && needsGradient;
    }

    /** The gradient of the kernel, from the sums of all words. */
    @Override
    void endShard(TrainingPlan to, int shard) {
        float[] gradient = to.shardGradient(shard, to.program().firstWeight(weighted));
        if (gradient == null) {
            return;
        }
        int shards = to.shards();
        int words = embedding.table().words().count();
        int first = (int) ((long) words * shard / shards);
        int count = (int) ((long) words * (shard + 1) / shards) - first;
        int filters = conv.filters();
        for (int j = 0; j < conv.kernelSize(); j++) {
            to.program()
                    .kernels
                    .matmulTransposedLeft(
                            channels,
                            filters,
                            count,
                            embedding.table().vectors(),
                            first * channels,
                            channels,
                            wordGradients,
                            first * table.rowLength() + j * filters,
                            table.rowLength(),
                            gradient,
                            j * channels * filters,
                            filters);
        }
    }
}
