// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.HuffmanTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/**
 * fastText's training loop (Joulin et al. 2016; facebookresearch/fastText): text by text, the mean of the text's rows is
 * put against the output rows, and both move at once by a rate that falls in a straight line from {@code lr} to 0.
 *
 * <p>The threads share the tables and write to them without locks (Hogwild: Recht, Ré, Wright and Niu 2011). Rarely do two
 * touch one row at a time, and a step that is lost costs nothing that is noticed; but no two runs give the same bits. With
 * {@code deterministic} one thread does all, and the bits are the same however many threads the user offers.
 *
 * <p>Unlike fastText, which reads its file in order, texts come in an order that is drawn anew for each epoch.
 *
 * @param lr rate at the beginning
 * @param epoch passes over the texts
 * @param loss of the output layer
 * @param deterministic true for the same bits in every run
 */
public record FastTextTraining(double lr, int epoch, FastTextLoss loss, boolean deterministic) {
    /** Texts between two looks at what the others have done. */
    private static final int CHUNK = 128;

    /** fastText's defaults: rate .1, 5 passes, softmax. */
    public static final FastTextTraining DEFAULT = new FastTextTraining(.1, 5, FastTextLoss.SOFTMAX, false);

    /** Checks the settings. */
    public FastTextTraining {
        if (!(lr > 0 && lr <= 1_000) || epoch < 1 || loss == null) {
            throw new IllegalArgumentException("A training needs a rate above 0 and at least one epoch. Received: lr="
                    + lr + ", epoch=" + epoch + ", loss=" + loss + ". fastText has lr=0.1, epoch=5, loss=softmax.");
        }
    }

    /** Hears how far a training is; called on any of its threads. */
    @FunctionalInterface
    public interface Watch {
        /**
         * So many texts are done, those of all epochs together.
         *
         * @param loss mean of the texts since the last call on this thread
         * @throws RuntimeException to end the training, which throws it
         */
        void done(long texts, double loss);
    }

    /**
     * Trains the tables.
     *
     * @param rows texts as the mean of columns; not modified
     * @param labels of each row, from 0
     * @param labelCount at least 2
     * @param tree of the labels if the loss is {@link FastTextLoss#HS}, else null
     * @param dim numbers a row of the tables
     * @param input {@code (columns, dim)}, modified
     * @return the output rows {@code (labels, dim)}, with hierarchical softmax one an inner node; of two labels one row
     *     alone, for the second
     * @throws IllegalStateException if the loss becomes NaN
     */
    public float[] train(
            SparseSamples rows,
            int[] labels,
            int labelCount,
            HuffmanTree tree,
            int dim,
            float[] input,
            long seed,
            int threads,
            Watch watch) {
        float[] output = new float[Math.multiplyExact(OutputRows.count(loss, labelCount), dim)];
        Kernels kernels = KernelChoice.best();
        Orders orders = new Orders(rows.rows(), seed);
        AtomicLong next = new AtomicLong();
        int workers = deterministic ? 1 : Math.max(1, Math.min(threads, rows.rows() / CHUNK));
        List<Runnable> work = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            OutputRows outputRows = OutputRows.of(loss, labelCount, tree, kernels, dim, output);
            work.add(new Worker(kernels, rows, labels, dim, input, outputRows, orders, next, watch));
        }
        runAll(work);
        return output;
    }

    private static void runAll(List<Runnable> work) {
        List<FutureTask<Void>> others = new ArrayList<>();
        for (Runnable one : work.subList(1, work.size())) {
            FutureTask<Void> task = new FutureTask<>(one, null);
            others.add(task);
            Thread thread = new Thread(task, "lector-fasttext");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            work.get(0).run();
        } finally {
            others.forEach(FastTextTraining::await);
        }
    }

    private static void await(FutureTask<Void> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The training was interrupted. Start it again.", e);
        }
    }

    /** The order of the texts in each epoch; made by the first thread that needs it. */
    private static final class Orders {
        private final int rows;
        private final long seed;
        private int[] order;
        private int[] earlier;
        private int epoch = -1;

        Orders(int rows, long seed) {
            this.rows = rows;
            this.seed = seed;
        }

        synchronized int[] of(int wanted) {
            while (epoch < wanted) {
                earlier = order;
                order = new int[rows];
                for (int i = 0; i < rows; i++) {
                    order[i] = i;
                }
                epoch++;
                CounterRandom.shuffle(order, CounterRandom.key(CounterRandom.key(seed, 11), epoch));
            }
            return wanted == epoch ? order : earlier;
        }
    }

    private final class Worker implements Runnable {
        private final Kernels kernels;
        private final SparseSamples rows;
        private final int[] labels;
        private final int dim;
        private final float[] input;
        private final OutputRows output;
        private final Orders orders;
        private final AtomicLong next;
        private final Watch watch;
        private final float[] hidden;
        private final float[] gradient;
        private int[] offsets = new int[1_024];

        Worker(
                Kernels kernels,
                SparseSamples rows,
                int[] labels,
                int dim,
                float[] input,
                OutputRows output,
                Orders orders,
                AtomicLong next,
                Watch watch) {
            this.kernels = kernels;
            this.rows = rows;
            this.labels = labels;
            this.dim = dim;
            this.input = input;
            this.output = output;
            this.orders = orders;
            this.next = next;
            this.watch = watch;
            this.hidden = new float[dim];
            this.gradient = new float[dim];
        }

        @Override
        public void run() {
            long perEpoch = (rows.rows() + CHUNK - 1) / CHUNK;
            long all = perEpoch * epoch;
            for (long chunk = next.getAndIncrement(); chunk < all; chunk = next.getAndIncrement()) {
                int pass = (int) (chunk / perEpoch);
                int[] order = orders.of(pass);
                int from = (int) (chunk % perEpoch) * CHUNK;
                int to = Math.min(rows.rows(), from + CHUNK);
                float rate = (float) (lr * (1 - (double) chunk / all));
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += learn(order[i], rate);
                }
                if (Double.isNaN(sum)) {
                    next.set(all);
                    throw new IllegalStateException("The loss must stay finite. Received: NaN in epoch " + (pass + 1)
                            + ", lr=" + lr + ". Lower lr.");
                }
                tell((long) pass * rows.rows() + to, sum / (to - from), all);
            }
        }

        private void tell(long texts, double loss, long all) {
            try {
                watch.done(texts, loss);
            } catch (RuntimeException e) {
                next.set(all);
                throw e;
            }
        }

        private float learn(int row, float rate) {
            int start = rows.starts()[row];
            int count = rows.starts()[row + 1] - start;
            if (count == 0) {
                return 0;
            }
            if (offsets.length < count) {
                offsets = new int[2 * count];
            }
            for (int i = 0; i < count; i++) {
                offsets[i] = rows.indices()[start + i] * dim;
            }
            float[] shares = rows.values();
            kernels.fill(dim, 0, hidden, 0);
            kernels.addScaledRows(count, dim, shares, start, input, 0, offsets, 0, hidden, 0);
            kernels.fill(dim, 0, gradient, 0);
            float loss = output.step(hidden, labels[row], rate, gradient);
            for (int i = 0; i < count; i++) {
                kernels.axpy(dim, shares[start + i], gradient, 0, input, offsets[i]);
            }
            return loss;
        }
    }
}
