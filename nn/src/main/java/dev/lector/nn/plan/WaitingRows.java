// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import java.util.Arrays;

/**
 * The rows of a weight of which a batch touches a few: those of its words. The others wait, and replay the updates they missed
 * when they are next read, if the optimizer allows it ({@link dev.lector.nn.train.Optimizer#canWait}).
 */
final class WaitingRows {
    /** Rows of a task: enough work to be worth handing out, few enough to share evenly. */
    private static final int MOST_ROWS_OF_TASK = 120;

    /** Rows that products take at once on vectors of 512 bits. */
    private static final int ROWS_OF_TILE = 10;

    private static final int TASKS = 16;

    private final TrainingPlan plan;
    private final int weight;
    private final int count;
    private final int length;
    private final boolean waits;
    private final Words words;
    /** Iteration after which each row is up to date. */
    private final int[] upToDate;

    /** By slot of the batch's words. */
    private float[] gradients = new float[0];

    private double[] squares = new double[0];
    private final Parallel.Task update = this::update;
    private final Parallel.Task settle = this::settle;

    /**
     * Of a training.
     *
     * @param weight its index in the model
     * @param count of its rows
     * @param length of a row
     * @param waits whether rows may wait; else the gradient is dense and all rows are updated in each step
     * @param words of the batch: which rows it touches
     */
    WaitingRows(TrainingPlan plan, int weight, int count, int length, boolean waits, Words words) {
        this.plan = plan;
        this.weight = weight;
        this.count = count;
        this.length = length;
        this.waits = waits && plan.optimizer().canWait();
        this.words = words;
        this.upToDate = new int[this.waits ? count : 0];
    }

    /** Tasks for so many rows. */
    static int tasks(int rows) {
        return (rows + rowsOfTask(rows) - 1) / rowsOfTask(rows);
    }

    private static int rowsOfTask(int rows) {
        int wholeTiles = (rows / TASKS + ROWS_OF_TILE - 1) / ROWS_OF_TILE * ROWS_OF_TILE;
        return Math.max(ROWS_OF_TILE, Math.min(MOST_ROWS_OF_TASK, wholeTiles));
    }

    /** The first row of a task. */
    static int first(int task, int rows) {
        return task * rowsOfTask(rows);
    }

    /** The end of the rows of a task. */
    static int end(int task, int rows) {
        return Math.min(rows, (task + 1) * rowsOfTask(rows));
    }

    int weight() {
        return weight;
    }

    boolean waits() {
        return waits;
    }

    /** Replays what a row has missed; only where rows wait. */
    void bringUpToDate(int row) {
        int missed = (int) plan.iteration() - upToDate[row];
        // A row that never had a gradient has nothing to replay, but that is the optimizer's to know.
        if (missed > 0) {
            plan.state().idle(weight, missed, length, row * length);
            upToDate[row] = (int) plan.iteration();
        }
    }

    /** Brings every row up to date. */
    void settleAll() {
        if (waits) {
            plan.parallel().run(tasks(count), settle);
        }
    }

    private void settle(int task, int worker) {
        int end = end(task, count);
        for (int row = first(task, count); row < end; row++) {
            bringUpToDate(row);
        }
    }

    /** Every row counts as up to date, as after a checkpoint was read. */
    void reset() {
        Arrays.fill(upToDate, (int) plan.iteration());
    }

    /** Makes room for the gradients of the batch's words. */
    void reserve() {
        if (gradients.length < words.count() * length) {
            gradients = new float[Math.min(count, words.count() + words.count() / 4) * length];
        }
        if (squares.length < tasks(words.count())) {
            squares = new double[tasks(words.count())];
        }
    }

    /** One row a slot; valid after {@link #reserve}. */
    float[] gradients() {
        return gradients;
    }

    /** Called when the gradients of a task's words are there: updates the rows, where no clipping asks for all gradients first. */
    void summed(int task, int worker) {
        if (plan.clips()) {
            int at = first(task, words.count()) * length;
            int n = end(task, words.count()) * length - at;
            squares[task] = plan.program().kernels.sumOfSquares(n, gradients, at);
        } else if (waits) {
            update(task, worker);
        }
    }

    /** Sum of the squares of the gradient, where the optimizer clips. */
    double sumOfSquares() {
        double sum = 0;
        for (int task = 0; task < tasks(words.count()); task++) {
            sum += squares[task];
        }
        return sum;
    }

    /** Adds the updates of the rows of the batch's words; only where rows wait, and gradients are clipped. */
    void addUpdates(Round round) {
        if (waits) {
            round.add(tasks(words.count()), update);
        }
    }

    private void update(int task, int worker) {
        int end = end(task, words.count());
        for (int slot = first(task, words.count()); slot < end; slot++) {
            int row = words.word(slot);
            plan.update(weight, length, row * length, gradients, slot * length);
            upToDate[row] = (int) plan.iteration() + 1;
        }
    }
}
