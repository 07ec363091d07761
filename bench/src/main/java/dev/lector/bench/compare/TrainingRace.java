// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.nn.CounterRandom;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;

/** One contestant training one network: rounds of a given length, epoch after epoch over shuffled samples. */
final class TrainingRace implements AutoCloseable {
    private static final long SEED = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Contestant contestant;
    private final Contestant.Session session;
    private final Reviews reviews;
    private final int batch;
    private final int[] rows;
    private final Map<String, float[]> start;
    private final Figures samplesPerSecond = new Figures();
    private int at;
    private long epoch;
    private double epochLoss;
    private double firstEpochLoss = Double.NaN;
    private double lastEpochLoss = Double.NaN;

    TrainingRace(Contestant contestant, Network network, Reviews reviews, int batch, int threads) {
        this.contestant = contestant;
        this.reviews = reviews;
        this.batch = batch;
        this.session = contestant.open(network, batch, threads, SEED);
        this.start = session.weights();
        this.rows = new int[reviews.rows()];
        Arrays.setAll(rows, i -> i);
        CounterRandom.shuffle(rows, CounterRandom.key(SEED, epoch));
    }

    /** Trains for some seconds without counting. */
    void warmUp(double seconds) {
        run(seconds);
    }

    /**
     * Trains for some seconds and notes the speed.
     *
     * @param processorTime true to count this thread's processor time instead of the time that passes
     */
    void round(double seconds, boolean processorTime) {
        double others = Machine.secondsOfOthers();
        long cpuBegin = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        long samples = run(seconds);
        double taken = (System.nanoTime() - begin) * 1e-9;
        double cpu = (THREADS.getCurrentThreadCpuTime() - cpuBegin) * 1e-9;
        double share = Math.max(0, Machine.secondsOfOthers() - others) / taken;
        samplesPerSecond.add(samples / (processorTime ? cpu : taken), share);
    }

    private long run(double seconds) {
        long begin = System.nanoTime();
        long samples = 0;
        do {
            epochLoss += session.step(reviews, rows, at, batch);
            at += batch;
            samples += batch;
            if (at + batch > rows.length) {
                endEpoch();
            }
        } while (System.nanoTime() - begin < seconds * 1e9);
        return samples;
    }

    private void endEpoch() {
        lastEpochLoss = epochLoss / (at / batch);
        firstEpochLoss = epoch == 0 ? lastEpochLoss : firstEpochLoss;
        epochLoss = 0;
        epoch++;
        at = 0;
        CounterRandom.shuffle(rows, CounterRandom.key(SEED, epoch));
    }

    /** Proof that it trains: every weight has moved, and the loss of the last whole epoch is below the first's. */
    String proof() {
        Map<String, float[]> now = session.weights();
        for (Map.Entry<String, float[]> weight : start.entrySet()) {
            if (Arrays.equals(weight.getValue(), now.get(weight.getKey()))) {
                throw new IllegalStateException("Training must move every weight. Received: contestant="
                        + contestant.name() + ", weight=" + weight.getKey() + " as it was. Look at its gradient.");
            }
        }
        if (epoch >= 2 && !(lastEpochLoss < firstEpochLoss)) {
            throw new IllegalStateException("Training must lower the loss. Received: contestant=" + contestant.name()
                    + ", first epoch=" + firstEpochLoss + ", last epoch=" + lastEpochLoss + ". Look at its gradients.");
        }
        return epoch >= 2
                ? "loss %.3f in epoch 1, %.3f in epoch %d".formatted(firstEpochLoss, lastEpochLoss, epoch)
                : "fewer than two epochs: the loss is not compared; take more --seconds";
    }

    Contestant contestant() {
        return contestant;
    }

    Contestant.Session session() {
        return session;
    }

    Figures samplesPerSecond() {
        return samplesPerSecond;
    }

    @Override
    public void close() {
        session.close();
    }
}
