// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.layers.MeetsBatch;
import dev.lector.nn.layers.MeetsBatch.Meeting;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Carries a batch whose blocks meet. A layer that {@link MeetsBatch} cuts the operations into segments: all blocks go
 * through a segment, leave their sums, the layer makes of them what all blocks share, and all blocks go on; and the same on
 * the way back. The last segment is carried forward, through the loss, and back in one go.
 *
 * <p>Between segments the values of all blocks must stay, so each block of the batch has a {@link Workspace} of its own.
 * Gradients that are written and read in one segment, and scratch, are borrowed from the thread. Memory grows to the largest
 * batch seen: its rows times the outputs of all layers and what they keep, and times the gradients that outlive a segment.
 * Blocks give their sums in a place of their own, and are met in their order: the bits do not depend on the threads.
 */
final class Meetings {
    private final TrainingPlan plan;
    private final Program program;
    /** Operations before which blocks meet, ascending. */
    private final int[] at;
    /** By node: its gradient does not outlive a segment. */
    private final boolean[] local;
    /** By operation: values that a block gives. */
    private final int[] lengths;
    /** By operation, {@code (blocks, length)}. */
    private final float[][] sums;
    /** By operation: values that all blocks share. */
    private final float[][] common;

    private Workspace[] blocks = new Workspace[0];
    private int segment;
    private int shards;
    private final Parallel.Task forward = this::forward;
    private final Parallel.Task backward = this::backward;

    private Meetings(TrainingPlan plan, int[] at) {
        this.plan = plan;
        this.program = plan.program();
        this.at = at;
        this.lengths = new int[program.ops.size()];
        this.sums = new float[program.ops.size()][];
        this.common = new float[program.ops.size()][];
        for (int op : at) {
            MeetsBatch layer = program.ops.get(op).meets();
            lengths[op] = layer.sums(program.ops.get(op).output.inputShapes());
            sums[op] = new float[0];
            common[op] = new float[layer.common(program.ops.get(op).output.inputShapes())];
        }
        this.local = findLocal();
    }

    /** The meetings of a plan, or null if its blocks need none. */
    static Meetings of(TrainingPlan plan) {
        int[] at = IntStream.range(0, plan.program().ops.size())
                .filter(op -> plan.program().ops.get(op).meets() != null)
                .toArray();
        return at.length == 0 ? null : new Meetings(plan, at);
    }

    /** Segment of the way back to which an operation belongs: one before which blocks meet is its segment's last. */
    private int segmentOf(int op) {
        int place = Arrays.binarySearch(at, op);
        return place >= 0 ? place : -place - 1;
    }

    private boolean[] findLocal() {
        boolean[] found = new boolean[program.nodes.size()];
        for (int op = 0; op < lengths.length; op++) {
            // The gradient of an output is written in the last segment, by its loss.
            boolean waits = program.isOutput(program.ops.get(op).output) && segmentOf(op) != at.length;
            found[program.ops.get(op).outputIndex] = lengths[op] == 0
                    && !waits
                    && !program.ops.get(op).keepsGradient()
                    && readersStayIn(segmentOf(op), op);
        }
        return found;
    }

    private boolean readersStayIn(int own, int op) {
        for (int reader = op + 1; reader < lengths.length; reader++) {
            boolean reads = program.ops.get(reader).weighted.inputs().contains(program.ops.get(op).output);
            if (reads && segmentOf(reader) != own) {
                return false;
            }
        }
        return true;
    }

    float[] sums(int op) {
        return sums[op];
    }

    int sumsAt(int op, int block) {
        return block * lengths[op];
    }

    float[] common(int op) {
        return common[op];
    }

    /** Carries the loaded batch forward, through the loss and back. */
    void carry(int shardCount) {
        shards = shardCount;
        ensureBlocks();
        for (segment = 0; segment <= at.length; segment++) {
            plan.parallel().run(shards, forward);
            if (segment < at.length) {
                program.ops.get(at[segment]).meets().meet(meeting(at[segment]));
            }
        }
        for (segment = at.length - 1; segment >= 0; segment--) {
            if (program.ops.get(at[segment]).needsGradient) {
                program.ops.get(at[segment]).meets().meetBackward(meeting(at[segment]));
            }
            plan.parallel().run(shards, backward);
        }
    }

    private Meeting meeting(int op) {
        float[][] weights = plan.workspace(0).pass(op).weights();
        return new Meeting(plan.batch().blocks(), lengths[op], sums[op], common[op], weights);
    }

    private void ensureBlocks() {
        int needed = plan.batch().blocks();
        int there = blocks.length;
        if (needed <= there) {
            return;
        }
        blocks = Arrays.copyOf(blocks, needed);
        for (int block = there; block < needed; block++) {
            blocks[block] = new Workspace(program, local);
            blocks[block].batchGradients = plan.batchGradients();
            blocks[block].meetings = this;
        }
        for (int op : at) {
            sums[op] = new float[needed * lengths[op]];
        }
    }

    private void forward(int task, int worker) {
        int shard = plan.shard(task);
        if (segment == 0) {
            plan.clearShard(shard);
        }
        int from = segment == 0 ? 0 : at[segment - 1];
        for (int block = shard; block < plan.batch().blocks(); block += shards) {
            Workspace workspace = blocks[block];
            workspace.borrow(plan.workspace(worker));
            plan.open(workspace, shard, block);
            if (segment < at.length) {
                workspace.forward(from, at[segment]);
                program.ops.get(at[segment]).meets().sum(workspace.pass(at[segment]));
            } else {
                workspace.forward(from, lengths.length);
                workspace.givePredictions();
                plan.computeLoss(workspace);
                clearGradientsThatStay(workspace);
                backwardInSegment(workspace);
            }
        }
    }

    private void backward(int task, int worker) {
        int shard = plan.shard(task);
        for (int block = shard; block < plan.batch().blocks(); block += shards) {
            blocks[block].borrow(plan.workspace(worker));
            plan.open(blocks[block], shard, block);
            backwardInSegment(blocks[block]);
        }
    }

    private void clearGradientsThatStay(Workspace workspace) {
        for (int op = 0; op < lengths.length; op++) {
            if (!local[program.ops.get(op).outputIndex]) {
                workspace.clearGradient(op);
            }
        }
    }

    private void backwardInSegment(Workspace workspace) {
        int from = segment == at.length ? lengths.length : at[segment] + 1;
        int to = segment == 0 ? 0 : at[segment - 1] + 1;
        for (int op = to; op < from; op++) {
            if (local[program.ops.get(op).outputIndex]) {
                workspace.clearGradient(op);
            }
        }
        workspace.backward(from, to);
        if (segment > 0 && program.ops.get(at[segment - 1]).needsGradient) {
            program.ops.get(at[segment - 1]).meets().sumBackward(workspace.pass(at[segment - 1]));
        }
    }
}
