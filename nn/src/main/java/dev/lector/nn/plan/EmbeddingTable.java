// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of an embedding in training, which may stand at several places of the graph ({@link EmbeddingOp}). The
 * different words of the batch are found once, for the tables of the convolutions above ({@link WordTable}) and for its own
 * gradient: the gradients of a word's positions are summed word by word, so that only the rows of the batch's words are
 * touched. Rows that a batch does not touch wait, and replay the updates they missed when they are next read, if the
 * optimizer allows it ({@link dev.lector.nn.train.Optimizer#canWait}).
 */
final class EmbeddingTable {
    /** Words of a task: enough work to be worth handing out, few enough to share evenly. */
    private static final int WORDS_PER_TASK = 32;

    private final Program program;
    private final Embedding layer;
    private final int dim;
    /** Index of the weight in the model. */
    private final int weight;

    private final boolean frozen;
    private final List<EmbeddingOp> uses = new ArrayList<>();
    private final List<WordReader> readers = new ArrayList<>();
    private TrainingPlan plan;
    private boolean waits;
    private Words words;
    /** Iteration after which each row is up to date. */
    private int[] upToDate;

    private float[] rowGradients = new float[0];
    private double[] squares = new double[0];
    /** Vectors of the batch's words, by slot. */
    private float[] vectors = new float[0];

    private final Parallel.Task read = this::read;
    private final Parallel.Task sum = this::sum;
    private final Parallel.Task update = this::update;
    private final Parallel.Task settle = this::settle;

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

    /** Index of the weight in the model. */
    int weight() {
        return weight;
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
        return waits;
    }

    /** Called once, before the first batch. */
    void attach(TrainingPlan to) {
        plan = to;
        int[] inputs = uses.stream()
                .mapToInt(use ->
                        program.model.inputs().indexOf(use.output.inputs().get(0)))
                .toArray();
        words = new Words(inputs, layer.inputDim());
        waits = !frozen
                && to.optimizer().canWait()
                && layer.embeddingsRegularizer() == null
                && layer.embeddingsConstraint() == null;
        if (waits) {
            upToDate = new int[layer.inputDim()];
        }
    }

    /** Finds the words of the batch and brings their rows up to date; called before the blocks. */
    void begin() {
        words.find(plan.batch());
        if (vectors.length < words.count() * dim && !readers.isEmpty()) {
            vectors = new float[Math.min(layer.inputDim(), words.count() + words.count() / 4) * dim];
        }
        for (WordReader reader : readers) {
            reader.wordTable().reserve(words.count());
        }
        plan.parallel().run(tasks(words.count()), read);
    }

    private static int tasks(int rows) {
        return (rows + WORDS_PER_TASK - 1) / WORDS_PER_TASK;
    }

    private void read(int task, int worker) {
        Kernels kernels = program.kernels;
        float[] rows = program.model.weights().get(weight).values();
        int first = task * WORDS_PER_TASK;
        int end = Math.min(words.count(), first + WORDS_PER_TASK);
        for (int slot = first; slot < end; slot++) {
            if (waits) {
                bringUpToDate(words.word(slot));
            }
            if (!readers.isEmpty()) {
                kernels.copy(dim, rows, words.word(slot) * dim, vectors, slot * dim);
            }
        }
        for (WordReader reader : readers) {
            reader.wordTable().compute(kernels, reader.packedKernel(), reader.bias(), vectors, first, end - first);
        }
    }

    private void bringUpToDate(int word) {
        int missed = (int) plan.iteration() - upToDate[word];
        // A row that never had a gradient has nothing to replay, but that is the optimizer's to know.
        if (missed > 0) {
            plan.idle(weight, missed, dim, word * dim);
            upToDate[word] = (int) plan.iteration();
        }
    }

    /** Brings every row up to date. */
    void settleAll() {
        if (waits) {
            plan.parallel().run(tasks(layer.inputDim()), settle);
        }
    }

    private void settle(int task, int worker) {
        int end = Math.min(layer.inputDim(), (task + 1) * WORDS_PER_TASK);
        for (int word = task * WORDS_PER_TASK; word < end; word++) {
            bringUpToDate(word);
        }
    }

    /** Every row counts as up to date, as after a checkpoint was read. */
    void resetWaiting() {
        if (waits) {
            Arrays.fill(upToDate, (int) plan.iteration());
        }
    }

    /** Sums the gradients of the batch's words; called after the blocks. */
    void end() {
        if (frozen && readers.stream().noneMatch(WordReader::givesGradients)) {
            return;
        }
        for (WordReader reader : readers) {
            reader.reserveGradients(words.count());
        }
        if (!frozen && rowGradients.length < words.count() * dim) {
            rowGradients = new float[Math.min(layer.inputDim(), words.count() + words.count() / 4) * dim];
        }
        int tasks = tasks(words.count());
        if (squares.length < tasks) {
            squares = new double[tasks];
        }
        plan.parallel().run(tasks, sum);
    }

    private void sum(int task, int worker) {
        int first = task * WORDS_PER_TASK;
        int end = Math.min(words.count(), first + WORDS_PER_TASK);
        if (!frozen) {
            sumPositions(first, end);
        }
        for (WordReader reader : readers) {
            reader.addGradients(program.kernels, first, end, frozen ? null : rowGradients);
        }
        if (!frozen) {
            handOver(task, first, end);
        }
    }

    private void sumPositions(int first, int end) {
        Kernels kernels = program.kernels;
        for (int slot = first; slot < end; slot++) {
            int at = slot * dim;
            kernels.fill(dim, 0, rowGradients, at);
            for (int use = 0; use < uses.size(); use++) {
                if (!uses.get(use).valuesRead()) {
                    continue;
                }
                float[] gradient = plan.batchGradient(uses.get(use).outputIndex);
                int[] positions = words.positions(use);
                int last = words.starts(use)[slot + 1];
                for (int i = words.starts(use)[slot]; i < last; i++) {
                    kernels.add(dim, gradient, positions[i] * dim, rowGradients, at);
                }
            }
        }
    }

    private void handOver(int task, int first, int end) {
        Kernels kernels = program.kernels;
        for (int slot = first; slot < end && !waits; slot++) {
            kernels.copy(dim, rowGradients, slot * dim, plan.gradient(weight), words.word(slot) * dim);
        }
        if (plan.clips()) {
            squares[task] = kernels.sumOfSquares((end - first) * dim, rowGradients, first * dim);
        }
    }

    /** Sum of the squares of the gradient; valid after {@link #end} where the optimizer clips. */
    double sumOfSquares() {
        double sum = 0;
        for (int task = 0; task < tasks(words.count()); task++) {
            sum += squares[task];
        }
        return sum;
    }

    /** Updates the rows of the batch's words; only where rows wait. */
    void updateRows() {
        if (waits) {
            plan.parallel().run(tasks(words.count()), update);
        }
    }

    private void update(int task, int worker) {
        int end = Math.min(words.count(), (task + 1) * WORDS_PER_TASK);
        for (int slot = task * WORDS_PER_TASK; slot < end; slot++) {
            int word = words.word(slot);
            plan.update(weight, dim, word * dim, rowGradients, slot * dim);
            upToDate[word] = (int) plan.iteration() + 1;
        }
    }
}
