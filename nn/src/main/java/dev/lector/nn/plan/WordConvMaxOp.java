// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link ConvMaxOp} over words: forward is look-ups in a table of the batch's words, and additions. Where embeddings stand side
 * by side, as those of words and of their places, the kernel's rows for each are a kernel of their own with a table of its own,
 * and a window is the sum of their sums; texts with the same ids, as places have them, share these.
 */
final class WordConvMaxOp extends ConvMaxOp {
    private static final int COPY = 2;
    private static final int PACKED = 3;

    private final List<WordPart> parts = new ArrayList<>();
    private final boolean training;
    /** Whether the gradients are made of the maxima of a whole batch; a convolution with several uses makes them block by block. */
    private final boolean byWords;

    private final Parallel.Task findMaxima = this::findMaxima;
    private TrainingPlan plan;
    private int index;
    private int stage;
    private WordMaxima maxima;
    private float[] transposed;

    /** Over one embedding or over several side by side, in the order of the convolution's channels. */
    WordConvMaxOp(Program program, List<EmbeddingOp> embeddings, Node convolution, Node pooling, int column) {
        super(program, convolution, pooling, column);
        this.training = program.training;
        this.byWords = training && program.model.uses(convolution).size() == 1;
        int channel = 0;
        for (EmbeddingOp embedding : embeddings) {
            parts.add(new WordPart(embedding, conv, channels, channel));
            channel += embedding.output.shape().dim(-1);
        }
    }

    /** Adds the packed kernels; scratch holds the sums of each embedding, or what making rows needs. */
    @Override
    Memory memory(Program program, int rows) {
        Memory plain = super.memory(program, rows);
        int[] derived = Arrays.copyOf(plain.derived(), PACKED + parts.size());
        derived[0] = 0;
        derived[COPY] = window * filters;
        int sums = parts.size() > 1 ? parts.size() * weighted.shape().size() : 0;
        int scratch = Math.max(plain.scratch(), sums);
        for (int i = 0; i < parts.size(); i++) {
            WordTable table = parts.get(i).wordTable();
            derived[PACKED + i] = table.packedLength(program.kernels);
            scratch = Math.max(scratch, table.scratch());
        }
        if (byWords && parts.stream().noneMatch(WordPart::trainsVectors)) {
            derived[TRANSPOSED] = 0;
        }
        return new Memory(derived, plain.kept(), byWords ? filters : plain.keptInts(), scratch, 0);
    }

    @Override
    WaitingRows attach(TrainingPlan to) {
        plan = to;
        if (byWords) {
            int steps = weighted.inputs().get(0).shape().dim(0);
            index = plan.program().ops.indexOf(this);
            maxima = new WordMaxima(
                    conv,
                    channels,
                    steps,
                    weighted.shape().dim(0),
                    plan.parallel().threads());
            parts.forEach(part -> part.attach(this));
        }
        return null;
    }

    @Override
    boolean endsGradient(int i) {
        return byWords && i == 0;
    }

    @Override
    boolean transposesGradient(int i) {
        return !byWords && i == 0;
    }

    WordMaxima maxima() {
        return maxima;
    }

    /** The gradient of the kernel for the whole batch, or null. */
    float[] kernelGradient() {
        return plan.gradient(plan.program().firstWeight(weighted));
    }

    /** The kernel with the filters as rows. */
    float[] transposed() {
        return transposed;
    }

    @Override
    void begin(TrainingPlan to, Round round) {
        if (byWords) {
            maxima.reserve(to.batch().count(), to.batch().capacity());
            long all = 0;
            for (WordPart part : parts) {
                all += part.tableLength();
            }
            stage = to.stages().stageOf(all);
            for (WordPart part : parts) {
                part.borrowTable(to.stages());
            }
        }
    }

    /** Stage at which the tables are filled and the maxima found. */
    int stage() {
        return stage;
    }

    /** The maxima of all texts are found before the blocks, so that another convolution may have the tables' memory. */
    @Override
    void readTables(int of, Round round) {
        round.add(byWords && of == stage ? plan.batch().blocks() : 0, findMaxima);
    }

    private void findMaxima(int block, int worker) {
        Workspace workspace = plan.workspace(worker);
        workspace.open(plan.batch(), block);
        findMaxima(workspace.pass(index));
    }

    @Override
    void prepare(Pass pass) {
        for (int task = 0; task < prepareTasks(); task++) {
            prepare(pass, task);
        }
    }

    @Override
    int prepareTasks() {
        return parts.size() + transposeTasks();
    }

    @Override
    void prepare(Pass pass, int task) {
        if (task < parts.size()) {
            parts.get(task).prepare(pass, pass.derived(COPY), pass.derived(PACKED + task));
        } else {
            transposeKernel(pass, task - parts.size());
            transposed = pass.derived(TRANSPOSED);
        }
    }

    /** On the way back, block by block, the winning windows are read; over several embeddings, what joins them writes them in predictions, too. */
    @Override
    boolean readsTablesAlone(boolean inTraining) {
        return inTraining ? byWords : parts.size() == 1;
    }

    @Override
    void forward(BlockPass pass) {
        if (byWords) {
            for (int r = 0; r < pass.rows(); r++) {
                pass.kernels().copy(filters, maxima.values(), valuesAt(pass, r), pass.output(), outputAt(pass, r));
            }
        } else {
            findMaxima(pass);
        }
        finish(pass);
    }

    private void findMaxima(BlockPass pass) {
        parts.forEach(part -> part.makeRows(pass));
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            if (training || parts.size() > 1) {
                sumsMax(pass, steps, r);
            } else {
                max(pass, steps, r);
            }
        }
    }

    private float[] values(BlockPass pass) {
        return byWords ? maxima.values() : pass.output();
    }

    private int valuesAt(BlockPass pass, int r) {
        return byWords ? (pass.firstRow() + r) * filters : outputAt(pass, r);
    }

    private int[] winners(BlockPass pass) {
        return byWords ? maxima.winners() : pass.keptInts();
    }

    private int winnersAt(BlockPass pass, int r) {
        return byWords ? (pass.firstRow() + r) * filters : pass.keptIntsAt() + r * filters;
    }

    private void sumsMax(BlockPass pass, int steps, int r) {
        int others = sumOthers(pass, steps, r);
        pass.kernels()
                .windowSumsMax(
                        windows(pass),
                        steps,
                        left(pass),
                        conv.kernelSize(),
                        filters,
                        parts.get(0).slots(pass),
                        parts.get(0).slotsAt(pass, r, steps),
                        parts.get(0).wordTable().values(),
                        parts.size() > 1 ? pass.scratch() : null,
                        others,
                        values(pass),
                        valuesAt(pass, r),
                        winners(pass),
                        winnersAt(pass, r));
    }

    /** The windows' sums of all embeddings but the first, those of each kept for texts with the same ids; returns where they stand. */
    private int sumOthers(BlockPass pass, int steps, int r) {
        int size = windows(pass) * filters;
        for (int i = 1; i < parts.size(); i++) {
            int[] slots = parts.get(i).slots(pass);
            int at = parts.get(i).slotsAt(pass, r, steps);
            if (r == 0 || !Arrays.equals(slots, at, at + steps, slots, at - steps, at)) {
                float[] table = parts.get(i).wordTable().values();
                int width = conv.kernelSize();
                pass.kernels()
                        .windowSums(
                                windows(pass),
                                steps,
                                left(pass),
                                width,
                                filters,
                                slots,
                                at,
                                table,
                                pass.scratch(),
                                i * size);
            }
        }
        if (parts.size() <= 2) {
            return size;
        }
        pass.kernels().copy(size, pass.scratch(), size, pass.scratch(), 0);
        for (int i = 2; i < parts.size(); i++) {
            pass.kernels().add(size, pass.scratch(), i * size, pass.scratch(), 0);
        }
        return 0;
    }

    @Override
    void backward(BlockPass pass) {
        if (!byWords) {
            super.backward(pass);
            return;
        }
        backwardByMaxima(pass);
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            maxima.take(
                    pass.firstRow() + r,
                    parts.get(0).slotsAt(pass, r, steps),
                    steps,
                    left(pass),
                    pass.outputGradient(),
                    gradientAt(pass, r),
                    pass.keptInts());
        }
    }

    /** Of windows that hold one word again and again, as those in the padding, one is enough. */
    private void max(BlockPass pass, int steps, int r) {
        int[] slots = parts.get(0).slots(pass);
        int at = parts.get(0).slotsAt(pass, r, steps);
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
                        parts.get(0).wordTable().values(),
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
