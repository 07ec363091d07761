// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.train.Optimizer;
import java.util.Arrays;
import java.util.List;

/** What lasts from one update to the next: the optimizer's memory of the weights, and the rates that waiting rows have missed. */
final class OptimizerState {
    private final Optimizer optimizer;
    private final Kernels kernels;
    private final List<Weight> weights;
    private final float[][][] slots;
    private long iteration;
    private long settled;
    private float rate;
    private float effectiveRate;
    /** Effective rates of the iterations since all rows were up to date. */
    private float[] effectiveRates = new float[64];

    OptimizerState(Optimizer optimizer, Kernels kernels, List<Weight> weights) {
        this.optimizer = optimizer;
        this.kernels = kernels;
        this.weights = weights;
        this.slots = new float[weights.size()][optimizer.slots()][];
        for (int i = 0; i < slots.length; i++) {
            for (int slot = 0; weights.get(i).trainable() && slot < optimizer.slots(); slot++) {
                slots[i][slot] = new float[weights.get(i).values().length];
                Arrays.fill(slots[i][slot], optimizer.slotStart(slot));
            }
        }
    }

    /** Number of updates made. */
    long iteration() {
        return iteration;
    }

    /** True if no row has missed an update. */
    boolean settled() {
        return settled == iteration;
    }

    /** Says that no row has missed an update. */
    void settle() {
        settled = iteration;
    }

    /** Goes on after so many updates, with every row up to date. */
    void restore(long updates) {
        iteration = updates;
        settled = updates;
    }

    /** Memory of a weight; null if it is frozen. */
    float[] slot(int weight, int slot) {
        return slots[weight][slot];
    }

    /** Finds the rates of the next update. */
    void begin(float rateFactor) {
        rate = optimizer.learningRate().at(iteration) * rateFactor;
        effectiveRate = optimizer.effectiveRate(iteration + 1, rate);
        int since = (int) (iteration - settled);
        if (since == effectiveRates.length) {
            effectiveRates = Arrays.copyOf(effectiveRates, 2 * since);
        }
        effectiveRates[since] = effectiveRate;
    }

    /** Counts the update that was begun. */
    void end() {
        iteration++;
    }

    /** Updates a range of a weight. */
    void update(int weight, int n, int at, float[] g, int gAt) {
        float[] w = weights.get(weight).values();
        optimizer.update(kernels, rate, effectiveRate, n, w, at, g, gAt, slots[weight]);
    }

    /** Replays for a range of a weight the last {@code missed} updates, in which its gradient was 0. */
    void idle(int weight, int missed, int n, int at) {
        float[] w = weights.get(weight).values();
        int first = (int) (iteration - settled) - missed;
        optimizer.idle(kernels, missed, effectiveRates, first, n, w, at, slots[weight]);
    }
}
