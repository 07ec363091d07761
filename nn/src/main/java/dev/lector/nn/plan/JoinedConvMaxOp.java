// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@link ConvMaxOp} over embeddings that stand side by side, as words and their places: the kernel's rows for each embedding
 * are a kernel of their own, whose products with its words are a table, and a window is the sum of both tables' sums. Texts
 * with the same ids, as places have them, share their sums.
 */
final class JoinedConvMaxOp extends ConvMaxOp {
    private static final int COPY = 2;
    private static final int PACKED = 3;

    private final List<WordPart> parts = new ArrayList<>();

    JoinedConvMaxOp(Program program, Map<Node, EmbeddingOp> embeddings, Node convolution, Node pooling) {
        super(program, convolution, pooling, 0);
        int channel = 0;
        for (Node part : convolution.inputs().get(0).inputs()) {
            parts.add(new WordPart(embeddings.get(part), conv, channels, channel));
            channel += part.shape().dim(-1);
        }
    }

    /** True if the convolution, which {@link ConvMaxOp} fits, is one without gaps over embeddings side by side. */
    static boolean fits(Map<Node, EmbeddingOp> embeddings, Node convolution) {
        Node joined = convolution.inputs().get(0);
        return ((Conv1D) convolution.layer()).dilationRate() == 1
                && joined.layer() instanceof Concatenate concatenate
                && (concatenate.axis() == -1 || concatenate.axis() == 2)
                && embeddings.keySet().containsAll(joined.inputs());
    }

    /** Adds the packed kernels; scratch holds the sums of each embedding, or what making rows needs. */
    @Override
    Memory memory(Program program, int rows) {
        Memory plain = super.memory(program, rows);
        int[] derived = Arrays.copyOf(plain.derived(), PACKED + parts.size());
        derived[0] = 0;
        derived[COPY] = window * filters;
        int scratch = Math.max(plain.scratch(), parts.size() * weighted.shape().size());
        for (int i = 0; i < parts.size(); i++) {
            WordTable table = parts.get(i).wordTable();
            derived[PACKED + i] = table.packedLength(program.kernels);
            scratch = Math.max(scratch, table.scratch());
        }
        return new Memory(derived, plain.kept(), plain.keptInts(), scratch, 0);
    }

    @Override
    void prepare(Pass pass) {
        transposeKernel(pass);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).prepare(pass, pass.derived(COPY), pass.derived(PACKED + i));
        }
    }

    @Override
    void forward(BlockPass pass) {
        parts.forEach(part -> part.makeRows(pass));
        Kernels kernels = pass.kernels();
        int windows = windows(pass);
        float[] sums = pass.scratch();
        for (int r = 0; r < pass.rows(); r++) {
            for (int i = 0; i < parts.size(); i++) {
                addSums(pass, r, i, windows * filters);
            }
            kernels.maxOverSteps(
                    windows,
                    filters,
                    sums,
                    0,
                    pass.output(),
                    outputAt(pass, r),
                    pass.keptInts(),
                    pass.keptIntsAt() + r * filters);
        }
        finish(pass);
    }

    /** Adds the sums of an embedding, kept from {@code i * size} on, to those of the first, which are made anew. */
    private void addSums(BlockPass pass, int row, int i, int size) {
        WordPart part = parts.get(i);
        int steps = pass.inputShape(0).dim(0);
        int[] slots = part.slots(pass);
        int at = part.slotsAt(pass, row, steps);
        if (i == 0 || row == 0 || !Arrays.equals(slots, at, at + steps, slots, at - steps, at)) {
            pass.kernels()
                    .windowSums(
                            windows(pass),
                            steps,
                            left(pass),
                            conv.kernelSize(),
                            filters,
                            slots,
                            at,
                            part.wordTable().values(),
                            pass.scratch(),
                            i * size);
        }
        if (i > 0) {
            pass.kernels().add(size, pass.scratch(), i * size, pass.scratch(), 0);
        }
    }
}
