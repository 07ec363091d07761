// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.List;

/**
 * What is done for a batch before its blocks: its different words are found, what depends on the weights alone is computed, and
 * the tables of its words are filled and read.
 */
final class BatchStart {
    private final TrainingPlan plan;
    private final List<Op> ops;
    private final TableStages stages = new TableStages();
    private final List<Op> finders;
    /** Parts of what all operations compute from their weights alone. */
    private final int preparations;

    private boolean weightsChanged = true;

    private final Parallel.Task find = this::findWords;
    private final Parallel.Task prepare = this::prepare;

    BatchStart(TrainingPlan plan) {
        this.plan = plan;
        this.ops = plan.program().ops;
        this.finders = ops.stream().filter(Op::findsWords).toList();
        this.preparations = ops.stream().mapToInt(Op::prepareTasks).sum();
    }

    TableStages stages() {
        return stages;
    }

    /** What depends on the weights is computed anew with the next batch. */
    void weightsChanged() {
        weightsChanged = true;
    }

    void run() {
        Round round = plan.round();
        round.clear();
        round.add(finders.size(), find);
        if (weightsChanged) {
            round.add(preparations, prepare);
            weightsChanged = false;
        }
        round.run();
        stages.clear();
        for (Op op : ops) {
            op.begin(plan, round);
        }
        stages.run(ops, round);
    }

    private void findWords(int finder, int worker) {
        finders.get(finder).findWords(plan.batch());
    }

    /** The last operations come first: a dense layer packs its kernel at one go, a convolution in many parts. */
    private void prepare(int preparation, int worker) {
        int op = ops.size() - 1;
        int task = preparation;
        while (task >= ops.get(op).prepareTasks()) {
            task -= ops.get(op--).prepareTasks();
        }
        ops.get(op).prepare(plan.workspace(worker).pass(op), task);
    }
}
