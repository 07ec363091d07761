// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.train.Clipping;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Objective;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.Target;
import java.util.List;
import java.util.Objects;

/**
 * Training steps of a model, on a fixed number of threads. A batch is cut into blocks of rows; one thread carries a block
 * forward, through the loss, and back. Blocks belong to shards, a shard's gradients are added in the order of its blocks,
 * and the shards are summed in their order, so the weights are the same bits on any number of threads.
 *
 * <p>Not thread-safe. When warm, a step allocates nothing that grows with the batch.
 */
public final class TrainingPlan implements AutoCloseable {
    private static final int MOST_SHARDS = 16;

    private final Program program;
    private final Losses losses;
    private final Optimizer optimizer;
    private final long seed;
    private final Parallel parallel;
    private final Round round;
    private final Batch batch;
    private final Workspace[] workspaces;
    private final List<WaitingRows> waiting;
    private final Updates updates;
    /** Null where every block goes its way alone. */
    private final Meetings meetings;
    /** Null where texts share no padding. */
    private final SharedPadding padding;

    private final Gradients gradients;
    private final OptimizerState state;

    private int shards;
    /** The shards as the threads carry them: the first has the longest texts. */
    private int[] dealt = new int[0];

    private boolean training;
    private final float[][] predictions;
    private final List<Op> enders;
    private final BatchStart start;

    private final Parallel.Task carry = this::carryShard;
    private final Parallel.Task endShard = this::endShard;

    /** With the fastest kernels of this machine, and layers fused where that is faster. */
    public TrainingPlan(Model model, Loss loss, Optimizer optimizer, long seed, int threads) {
        this(model, loss, optimizer, seed, threads, KernelChoice.best(), true);
    }

    /**
     * Plans the training.
     *
     * @param model its weights are modified by {@link #step}
     * @param seed of dropout
     * @param threads at least 1; does not change results
     * @param fused false for the plain path, one layer after the other
     */
    public TrainingPlan(
            Model model, Loss loss, Optimizer optimizer, long seed, int threads, Kernels kernels, boolean fused) {
        this(model, List.of(new Objective(loss)), optimizer, seed, threads, kernels, fused);
    }

    /**
     * Plans the training of a model with several outputs.
     *
     * @param objectives one an output, in their order
     */
    public TrainingPlan(
            Model model,
            List<Objective> objectives,
            Optimizer optimizer,
            long seed,
            int threads,
            Kernels kernels,
            boolean fused) {
        this.program = new Program(model, kernels, true, fused);
        this.losses = new Losses(program, objectives);
        this.predictions = new float[program.outputCount()][0];
        this.optimizer = optimizer;
        this.seed = seed;
        this.parallel = new Parallel(threads);
        this.round = new Round(parallel);
        // Before the memory of the threads: it depends on which rows wait.
        this.waiting = program.ops.stream()
                .map(op -> op.attach(this))
                .filter(Objects::nonNull)
                .toList();
        this.start = new BatchStart(this);
        this.enders = program.ops.stream().filter(Op::endsShards).toList();
        this.batch = new Batch(program);
        this.workspaces = new Workspace[threads];
        for (int i = 0; i < threads; i++) {
            workspaces[i] = new Workspace(program);
        }
        this.state = new OptimizerState(optimizer, kernels, model.weights());
        this.gradients = new Gradients(program, MOST_SHARDS);
        this.updates = new Updates(this, threads);
        this.meetings = Meetings.of(this);
        this.padding = SharedPadding.of(program);
        for (Workspace workspace : workspaces) {
            workspace.batchGradients = gradients.nodes();
            workspace.padding = padding;
        }
    }

    /**
     * One update of the weights.
     *
     * @param rows samples to use, from {@code from} on; null for the samples themselves in their order
     * @param count samples of this batch, at least 1
     * @param targets of all samples, {@code (samples, targetWidth)}
     * @param sampleWeights one a sample, or null
     * @param rateFactor multiplies the optimizer's learning rate
     * @return the sum of the weighted losses of the samples, without penalties
     */
    public double step(
            List<Samples> inputs,
            int[] rows,
            int from,
            int count,
            float[] targets,
            float[] sampleWeights,
            float rateFactor) {
        return step(inputs, rows, from, count, only(targets, sampleWeights), rateFactor);
    }

    /**
     * One update of the weights of a model with any number of outputs.
     *
     * @param targets one an output
     * @return the sum of the losses of the samples, weighted by samples and objectives, without penalties
     */
    public double step(List<Samples> inputs, int[] rows, int from, int count, List<Target> targets, float rateFactor) {
        load(inputs, rows, from, count, targets);
        state.begin(rateFactor);
        training = true;
        begin();
        int blocks = batch.blocks();
        useShards(Math.min(MOST_SHARDS, Math.max(Math.min(blocks, 4), blocks / 2)));
        gradients.reserveShards(shards);
        if (meetings == null) {
            parallel.run(shards, carry);
        } else {
            meetings.carry(shards);
        }
        if (padding != null) {
            padding.backward(gradients.shard(0));
        }
        end();
        updates.run(shards);
        start.weightsChanged();
        return sumOfLosses();
    }

    /** The loss of samples under the current weights, as {@link #step} without an update and with dropout off. */
    public double evaluate(
            List<Samples> inputs, int[] rows, int from, int count, float[] targets, float[] sampleWeights) {
        return evaluate(inputs, rows, from, count, only(targets, sampleWeights));
    }

    /** The loss of samples of a model with any number of outputs, as the other {@link #evaluate}. */
    public double evaluate(List<Samples> inputs, int[] rows, int from, int count, List<Target> targets) {
        settle();
        load(inputs, rows, from, count, targets);
        training = false;
        begin();
        useShards(Math.min(MOST_SHARDS, batch.blocks()));
        parallel.run(shards, carry);
        return sumOfLosses();
    }

    /** The targets of a model with one output. */
    private List<Target> only(float[] targets, float[] sampleWeights) {
        return List.of(new Target(targets, losses.loss(0).targetWidth(program.width(0)), sampleWeights));
    }

    /** Predictions of the last call, {@code (count, outputs)}; overwritten by the next. */
    public float[] predictions() {
        return predictions(0);
    }

    /** Predictions of one output in the last call, {@code (count, ...shape)}; overwritten by the next. */
    public float[] predictions(int output) {
        if (predictions[output].length < batch.capacity() * program.width(output)) {
            predictions[output] = new float[batch.capacity() * program.width(output)];
        }
        batch.copyPredictions(output, predictions[output], 0);
        return predictions[output];
    }

    /** The losses of one output in the last call, summed and weighted by samples, not by its objective. */
    public double lossSum(int output) {
        return losses.sum(output, batch.blocks());
    }

    /** The L1 and L2 penalties of the current weights, which Keras adds to the loss it reports. */
    public double penalty() {
        return losses.penalty();
    }

    /** Brings embedding rows whose update waits up to date: the model's weights are then those of this iteration. */
    public void settle() {
        if (!state.settled()) {
            waiting.forEach(WaitingRows::settleAll);
            state.settle();
        }
    }

    /** Sets the states of stateful layers to 0; the next batch may have another size. */
    public void resetStates() {
        batch.resetStates();
    }

    /** Number of updates made. */
    public long iteration() {
        return state.iteration();
    }

    /** Memory of the optimizer for a weight, for checkpoints: call {@link #settle} first. Null for a frozen weight. */
    public float[] slot(int weight, int slot) {
        return state.slot(weight, slot);
    }

    /** Goes on from a checkpoint, after the weights and the slots were written in place. */
    public void restore(long toIteration) {
        state.restore(toIteration);
        start.weightsChanged();
        waiting.forEach(WaitingRows::reset);
    }

    @Override
    public void close() {
        settle();
        parallel.close();
    }

    private void load(List<Samples> inputs, int[] rows, int from, int count, List<Target> targets) {
        if (count < 1) {
            throw new IllegalArgumentException("A batch needs at least one sample. Received: count=" + count + ".");
        }
        batch.load(inputs, rows, from, count);
        batch.loadTargets(targets, rows, from);
        gradients.reserveNodes(batch.capacity());
        losses.reserve(batch.blocks());
    }

    private void begin() {
        start.run();
        if (padding != null) {
            padding.forward(batch, training, gradients.nodes());
        }
    }

    private void end() {
        for (Op op : program.ops) {
            op.end(this, round);
        }
        round.run();
        round.add(enders.isEmpty() ? 0 : shards, endShard);
        round.run();
    }

    private void endShard(int shard, int worker) {
        for (Op op : enders) {
            op.endShard(this, shard);
        }
    }

    private void useShards(int count) {
        shards = count;
        if (dealt.length != count) {
            dealt = Parallel.deal(parallel.threads(), count);
        }
    }

    /** The shard that is a task of the threads. */
    int shard(int task) {
        return dealt[task];
    }

    private void carryShard(int task, int worker) {
        int shard = shard(task);
        Workspace workspace = workspaces[worker];
        if (training) {
            clearShard(shard);
        }
        for (int block = shard; block < batch.blocks(); block += shards) {
            open(workspace, shard, block);
            workspace.forward();
            computeLoss(workspace);
            if (training) {
                workspace.backward();
            }
        }
    }

    /** Sets the gradients of a shard to 0. */
    void clearShard(int shard) {
        gradients.clear(shard);
    }

    /** Turns a workspace to a block of a shard. */
    void open(Workspace workspace, int shard, int block) {
        workspace.training = training;
        if (training) {
            workspace.randomKey = CounterRandom.key(CounterRandom.key(seed, 2), state.iteration());
            workspace.weightGradients = gradients.shard(shard);
        }
        workspace.open(batch, block);
    }

    /** The loss of the block in a workspace and, in training, its gradient by the predictions. */
    void computeLoss(Workspace workspace) {
        losses.compute(workspace, workspace.block, training);
    }

    private double sumOfLosses() {
        if (training) {
            state.end();
            if (noneWaits()) {
                state.settle();
            }
        }
        return losses.total(batch.blocks());
    }

    private boolean noneWaits() {
        return waiting.stream().noneMatch(WaitingRows::waits);
    }

    // ---- what operations use ----

    Program program() {
        return program;
    }

    Parallel parallel() {
        return parallel;
    }

    /** What the threads do next. */
    Round round() {
        return round;
    }

    TableStages stages() {
        return start.stages();
    }

    Workspace workspace(int worker) {
        return workspaces[worker];
    }

    /** Shards of the step at hand. */
    int shards() {
        return shards;
    }

    Batch batch() {
        return batch;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    OptimizerState state() {
        return state;
    }

    /** Weights whose operations update them row by row. */
    List<WaitingRows> waiting() {
        return waiting;
    }

    /** True if gradients are limited before the update. */
    boolean clips() {
        return !optimizer.clipping().equals(Clipping.NONE);
    }

    float[] gradient(int weight) {
        return gradients.weight(weight);
    }

    float[] shardGradient(int shard, int weight) {
        return gradients.shard(shard)[weight];
    }

    /** Gradients that are kept for the whole batch, by node; entries are null for the others. */
    float[][] batchGradients() {
        return gradients.nodes();
    }

    /** Gradient by the output of node {@code i}, of the whole batch. */
    float[] batchGradient(int i) {
        return gradients.nodes()[i];
    }

    /** Updates a range of a weight. */
    void update(int weight, int n, int at, float[] g, int gAt) {
        if (clips()) {
            updates.clip(weight, n, g, gAt);
        }
        state.update(weight, n, at, g, gAt);
    }
}
