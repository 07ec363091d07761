// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.train.Clipping;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums the shards' gradients in their order and updates the weights, in chunks that all threads share. Weights whose
 * operation updates them row by row ({@link WaitingRows}) are not among them.
 */
final class Updates {
    private static final int CHUNK = 8192;
    /** A transposed gradient is read column by column, and runs of some hundred values are read ahead of their use. */
    private static final int TRANSPOSED_CHUNK = 4 * CHUNK;

    private final TrainingPlan plan;
    private final Program program;
    private final Kernels kernels;
    private final List<Weight> weights;
    private final List<Chunk> chunks = new ArrayList<>();
    private final int[] constrained;
    private final double[] squares;
    private final float[] factors;
    private final float[][] temporary;
    private int shards;
    private final Parallel.Task gather = this::gather;
    private final Parallel.Task gatherAndUpdate = this::gatherAndUpdate;
    private final Parallel.Task update = this::update;
    private final Parallel.Task constrain = this::constrain;

    /** A range of one weight. A transposed gradient is gathered by whole rows of the weight. */
    private record Chunk(int weight, int from, int to, boolean transposed, boolean sharded, boolean rows) {}

    Updates(TrainingPlan plan, int threads) {
        this.plan = plan;
        this.program = plan.program();
        this.kernels = program.kernels;
        this.weights = program.model.weights();
        List<Integer> constraints = new ArrayList<>();
        int widest = 1;
        for (Op op : program.ops) {
            if (!op.ownsWeights) {
                continue;
            }
            int first = program.firstWeight(op.weighted);
            int own = program.model.weights(op.weighted).size();
            for (int i = 0; i < own; i++) {
                Weight weight = weights.get(first + i);
                if (weight.trainable() && !op.updates(i)) {
                    widest = Math.max(widest, cut(op, first + i, i));
                    if (weight.spec().constraint() != null) {
                        constraints.add(first + i);
                    }
                }
            }
        }
        this.constrained = constraints.stream().mapToInt(Integer::intValue).toArray();
        this.squares = new double[chunks.size()];
        this.factors = new float[weights.size()];
        this.temporary = new float[threads][widest];
    }

    private int cut(Op op, int index, int i) {
        int length = weights.get(index).values().length;
        int columns = weights.get(index).spec().shape().dim(-1);
        boolean transposed = op.transposesGradient(i);
        int step = transposed ? Math.max(1, TRANSPOSED_CHUNK / columns) * columns : CHUNK;
        for (int from = 0; from < length; from += step) {
            int to = Math.min(length, from + step);
            chunks.add(new Chunk(index, from, to, transposed, !op.endsGradient(i), op.writesRows(i)));
        }
        return transposed ? step / columns : 1;
    }

    /** One update of all weights from the gradients of the first {@code shardCount} shards. */
    void run(int shardCount) {
        shards = shardCount;
        Round round = plan.round();
        if (plan.clips()) {
            round.add(chunks.size(), gather);
            round.run();
            findFactors();
            round.add(chunks.size(), update);
            for (WaitingRows rows : plan.waiting()) {
                rows.addUpdates(round);
            }
        } else {
            round.add(chunks.size(), gatherAndUpdate);
        }
        round.run();
        round.add(constrained.length, constrain);
        round.run();
    }

    private void gatherAndUpdate(int task, int worker) {
        gather(task, worker);
        update(task, worker);
    }

    private void gather(int task, int worker) {
        Chunk chunk = chunks.get(task);
        float[] g = plan.gradient(chunk.weight);
        int n = chunk.to - chunk.from;
        if (chunk.transposed) {
            gatherTransposed(chunk, g, temporary[worker]);
        } else if (chunk.sharded) {
            kernels.copy(n, plan.shardGradient(0, chunk.weight), chunk.from, g, chunk.from);
            for (int shard = 1; shard < shards; shard++) {
                kernels.add(n, plan.shardGradient(shard, chunk.weight), chunk.from, g, chunk.from);
            }
        }
        addPenalty(chunk, g);
        if (plan.clips()) {
            squares[task] = kernels.sumOfSquares(n, g, chunk.from);
        }
    }

    /** The shards hold (columns, rows), the weight is (rows, columns). */
    private void gatherTransposed(Chunk chunk, float[] g, float[] row) {
        int columns = weights.get(chunk.weight).spec().shape().dim(-1);
        int rows = weights.get(chunk.weight).values().length / columns;
        int first = chunk.from / columns;
        int n = chunk.to / columns - first;
        for (int column = 0; column < columns; column++) {
            int at = column * rows + first;
            kernels.copy(n, plan.shardGradient(0, chunk.weight), at, row, 0);
            for (int shard = 1; shard < shards; shard++) {
                kernels.add(n, plan.shardGradient(shard, chunk.weight), at, row, 0);
            }
            for (int r = 0, to = chunk.from + column; r < n; r++, to += columns) {
                g[to] = row[r];
            }
        }
    }

    private void addPenalty(Chunk chunk, float[] g) {
        Regularizer penalty = weights.get(chunk.weight).spec().regularizer();
        if (penalty == null) {
            return;
        }
        float[] w = weights.get(chunk.weight).values();
        for (int i = chunk.from; i < chunk.to; i++) {
            g[i] += 2 * penalty.l2() * w[i] + penalty.l1() * Math.signum(w[i]);
        }
    }

    /** The factor of each weight's gradient that keeps its norm, or the norm of all, within the limit. */
    private void findFactors() {
        double[] sums = new double[weights.size()];
        for (int i = 0; i < squares.length; i++) {
            sums[chunks.get(i).weight] += squares[i];
        }
        for (WaitingRows rows : plan.waiting()) {
            if (rows.waits()) {
                sums[rows.weight()] = rows.sumOfSquares();
            }
        }
        Clipping clipping = plan.optimizer().clipping();
        double all = 0;
        for (double sum : sums) {
            all += sum;
        }
        for (int i = 0; i < factors.length; i++) {
            double norm = Math.sqrt(clipping.globalNorm() > 0 ? all : sums[i]);
            double limit = clipping.globalNorm() > 0 ? clipping.globalNorm() : clipping.norm();
            factors[i] = clipping.value() > 0 || norm <= limit ? 1 : (float) (limit / norm);
        }
    }

    /** Limits a range of a weight's gradient as the optimizer's settings ask. */
    void clip(int weight, int n, float[] g, int at) {
        Clipping clipping = plan.optimizer().clipping();
        if (clipping.value() > 0) {
            kernels.clip(n, clipping.value(), g, at);
        } else if (factors[weight] != 1) {
            kernels.scale(n, factors[weight], g, at);
        }
    }

    private void update(int task, int worker) {
        Chunk chunk = chunks.get(task);
        float[] g = plan.gradient(chunk.weight);
        plan.update(chunk.weight, chunk.to - chunk.from, chunk.from, g, chunk.from);
        if (chunk.rows) {
            // The next batch writes the rows of its own words only.
            kernels.fill(chunk.to - chunk.from, 0, g, chunk.from);
        }
    }

    private void constrain(int task, int worker) {
        Weight weight = weights.get(constrained[task]);
        int columns = weight.spec().shape().size() / weight.spec().shape().dim(0);
        kernels.maxNorm(
                weight.spec().shape().dim(0),
                columns,
                weight.spec().constraint().maxNorm(),
                weight.values(),
                0);
    }
}
