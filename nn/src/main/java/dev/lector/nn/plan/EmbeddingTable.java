// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Embedding;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of an embedding in training, which may stand at several places of the graph ({@link EmbeddingOp}). The
 * different words of the batch are found once, for the tables of the convolutions above ({@link WordTable}) and for its own
 * gradient: the gradients of a word's positions are summed word by word, so that only the rows of the batch's words are
 * touched ({@link WaitingRows}).
 */
final class EmbeddingTable {
    private final Program program;
    private final Embedding layer;
    private final int dim;
    /** Index of the weight in the model. */
    private final int weight;

    private final boolean frozen;
    private final List<EmbeddingOp> uses = new ArrayList<>();
    private final List<WordReader> readers = new ArrayList<>();
    private TrainingPlan plan;
    private Words words;
    private WaitingRows rows;
    /** Of the tables that are being filled. */
    private int stage;

    /** Vectors of the batch's words, by slot. */
    private float[] vectors = new float[0];

    private final Parallel.Task read = this::read;
    private final Parallel.Task sum = this::sum;
    private final Parallel.Task writeKernelGradient = this::writeKernelGradient;

    EmbeddingTable(Program program, Node node) {
        this.program = program;
        this.layer = (Embedding) node.layer();
        this.dim = layer.outputDim();
        this.weight = program.firstWeight(node);
        this.frozen = program.model.weights(node).stream().noneMatch(Weight::trainable);
    }

    /** Takes in a place of the graph; returns its number. */
    int addUse(EmbeddingOp op) {
        uses.add(op);
        return uses.size() - 1;
    }

    /** Has a reader's table filled in {@link #begin}. */
    void addReader(WordReader reader) {
        readers.add(reader);
    }

    /** False in predictions, which have a row for every word. */
    boolean trainsOnBatches() {
        return program.training;
    }

    /** The vectors of all words. */
    float[] values() {
        return program.model.weights().get(weight).values();
    }

    /** The different words of the batch; valid after {@link #begin}. */
    Words words() {
        return words;
    }

    /** Vectors of the words by slot, as they were before the update; valid after {@link #begin} where there are readers. */
    float[] vectors() {
        return vectors;
    }

    boolean trains() {
        return !frozen;
    }

    /** True if rows that a batch does not touch wait; else the gradient is dense and all rows are updated in each step. */
    boolean waits() {
        return rows.waits();
    }

    /** Called once, before the first batch. */
    WaitingRows attach(TrainingPlan to) {
        plan = to;
        int[] inputs = uses.stream()
                .mapToInt(use ->
                        program.model.inputs().indexOf(use.output.inputs().get(0)))
                .toArray();
        words = new Words(inputs, layer.inputDim());
        boolean mayWait = !frozen && layer.embeddingsRegularizer() == null && layer.embeddingsConstraint() == null;
        rows = new WaitingRows(to, weight, layer.inputDim(), dim, mayWait, words);
        return rows;
    }

    /** Makes room for the batch's words; called before the blocks. */
    void begin() {
        if (vectors.length < words.count() * dim && !readers.isEmpty()) {
            vectors = new float[Math.min(layer.inputDim(), words.count() + words.count() / 4) * dim];
        }
        for (WordReader reader : readers) {
            reader.reserveTable(words.count());
        }
    }

    /** Brings the rows of the words up to date, at the first stage, and fills the tables of a stage. */
    void fillTables(int stage, Round round) {
        this.stage = stage;
        boolean fills = stage == 0;
        for (WordReader reader : readers) {
            fills |= reader.stage() == stage;
        }
        round.add(fills ? WaitingRows.tasks(words.count()) : 0, read);
    }

    private void read(int task, int worker) {
        Kernels kernels = program.kernels;
        int first = WaitingRows.first(task, words.count());
        int end = WaitingRows.end(task, words.count());
        for (int slot = first; slot < end && stage == 0; slot++) {
            if (rows.waits()) {
                rows.bringUpToDate(words.word(slot));
            }
            if (!readers.isEmpty()) {
                kernels.copy(dim, values(), words.word(slot) * dim, vectors, slot * dim);
            }
        }
        for (WordReader reader : readers) {
            if (reader.stage() == stage) {
                reader.wordTable().compute(kernels, reader.packedKernel(), reader.bias(), vectors, first, end - first);
            }
        }
    }

    /** Sums the gradients of the batch's words; called after the blocks. */
    void end(Round round) {
        for (WordReader reader : readers) {
            reader.reserveGradients(words.count());
        }
        if (!frozen) {
            rows.reserve();
        }
        int kernelTasks = readers.stream().mapToInt(WordReader::kernelTasks).sum();
        boolean byWords = !frozen || readers.stream().anyMatch(WordReader::givesGradients);
        round.add(kernelTasks, writeKernelGradient);
        round.add(byWords ? WaitingRows.tasks(words.count()) : 0, sum);
    }

    private void writeKernelGradient(int task, int worker) {
        int left = task;
        for (WordReader reader : readers) {
            if (left >= 0 && left < reader.kernelTasks()) {
                reader.writeKernelGradient(program.kernels, left, worker);
            }
            left -= reader.kernelTasks();
        }
    }

    private void sum(int task, int worker) {
        int first = WaitingRows.first(task, words.count());
        int end = WaitingRows.end(task, words.count());
        if (!frozen) {
            sumPositions(first, end);
        }
        for (WordReader reader : readers) {
            reader.addGradients(program.kernels, worker, first, end, frozen ? null : rows.gradients());
        }
        if (!frozen) {
            handOver(task, worker, first, end);
        }
    }

    private void sumPositions(int first, int end) {
        Kernels kernels = program.kernels;
        for (int slot = first; slot < end; slot++) {
            int at = slot * dim;
            kernels.fill(dim, 0, rows.gradients(), at);
            for (int use = 0; use < uses.size(); use++) {
                if (!uses.get(use).valuesRead()) {
                    continue;
                }
                float[] gradient = plan.batchGradient(uses.get(use).outputIndex);
                int[] positions = words.positions(use);
                int last = words.starts(use)[slot + 1];
                for (int i = words.starts(use)[slot]; i < last; i++) {
                    kernels.add(dim, gradient, positions[i] * dim, rows.gradients(), at);
                }
            }
        }
    }

    private void handOver(int task, int worker, int first, int end) {
        Kernels kernels = program.kernels;
        for (int slot = first; slot < end && !rows.waits(); slot++) {
            kernels.copy(dim, rows.gradients(), slot * dim, plan.gradient(weight), words.word(slot) * dim);
        }
        rows.summed(task, worker);
    }
}
