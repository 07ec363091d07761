// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.plan.PredictionPlan;
import dev.lector.nn.plan.PredictionSession;
import java.util.List;

/**
 * Predictions of a model whose weights no longer change. Thread-safe: each call has memory of its own, which is kept for
 * the next call.
 */
public final class Predictor {
    /** What tables may take if nothing else is said: 96 MB. */
    public static final long TABLE_BYTES = 96L << 20;

    private final PredictionPlan plan;
    private final Model model;

    private Predictor(Model model, Kernels kernels, long tableBytes) {
        this.model = model;
        this.plan = new PredictionPlan(model, kernels, tableBytes);
    }

    /** A predictor with the fastest kernels of this machine. */
    public static Predictor of(Model model) {
        return of(model, KernelChoice.best());
    }

    /**
     * A predictor with given kernels.
     *
     * @param model its weights must not change from now on
     */
    public static Predictor of(Model model, Kernels kernels) {
        return of(model, kernels, TABLE_BYTES);
    }

    /**
     * A predictor with given kernels and a limit for its tables. A process that lives for one prediction is faster with the
     * plain kernels and without tables.
     *
     * @param model its weights must not change from now on
     * @param tableBytes how much memory the tables of what layers make of each word may take, at least 0, which is for none.
     *     Results with and without tables differ by rounding
     * @throws IllegalArgumentException if {@code tableBytes} is negative
     */
    public static Predictor of(Model model, Kernels kernels, long tableBytes) {
        if (tableBytes < 0) {
            throw new IllegalArgumentException("The memory of tables is a number of bytes from 0. Received: tableBytes="
                    + tableBytes + ". Give 0 for none.");
        }
        return new Predictor(model, kernels, tableBytes);
    }

    /** Values of one prediction of the model's only output. */
    public int outputs() {
        plan.checkOneOutput();
        return model.outputs().get(0).shape().size();
    }

    /**
     * Predictions of each output of the model, for many samples.
     *
     * @param inputs samples for each input of the model; not modified
     * @param threads at least 1; does not change results
     * @return for each output {@code (rows, ...shape)}
     * @throws IllegalArgumentException if the samples do not fit the model
     */
    public List<float[]> predictAll(List<Samples> inputs, int threads) {
        return List.of(plan.predict(inputs, threads));
    }

    /**
     * Predictions of a model with one output, for many samples.
     *
     * @param inputs samples for each input of the model; not modified
     * @param threads at least 1; does not change results
     * @return {@code (rows, outputs)}
     * @throws IllegalArgumentException if the samples do not fit the model
     */
    public float[] predict(List<Samples> inputs, int threads) {
        plan.checkOneOutput();
        return plan.predict(inputs, threads)[0];
    }

    /**
     * The prediction for one text.
     *
     * @param ids as many as the model's input has steps; not modified
     * @return the outputs
     */
    public float[] predict(int[] ids) {
        plan.checkOneOutput();
        return plan.predict(List.of(new IdSamples(ids.length, ids)), 1)[0];
    }

    /**
     * Predictions of which each goes on with the states in which stateful layers were after the one before; those of
     * this predictor begin with states of 0 in each call.
     */
    public PredictionSession session() {
        return plan.session();
    }
}
