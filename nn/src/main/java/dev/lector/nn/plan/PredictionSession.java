// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Samples;
import java.util.List;

/**
 * Predictions of which each goes on with the states in which stateful layers were after the one before. The states are the
 * session's own: others of the same model do not see them. Not thread-safe; the first begins with states of 0.
 */
public final class PredictionSession {
    private final PredictionPlan plan;
    private final PredictionPlan.Session memory;

    PredictionSession(PredictionPlan plan, PredictionPlan.Session memory) {
        this.plan = plan;
        this.memory = memory;
    }

    /**
     * Predictions of each output of the model, for many samples.
     *
     * @param inputs samples for each input of the model, as many as in the call before; not modified
     * @return for each output {@code (rows, ...shape)}
     * @throws IllegalArgumentException if the samples do not fit the model, or their number has changed
     */
    public List<float[]> predictAll(List<Samples> inputs) {
        return List.of(plan.predict(inputs, memory));
    }

    /** Predictions of a model with one output, {@code (rows, outputs)}; see {@link #predictAll}. */
    public float[] predict(List<Samples> inputs) {
        plan.checkOneOutput();
        return plan.predict(inputs, memory)[0];
    }

    /** Sets all states to 0; the next call may have another number of samples. */
    public void resetStates() {
        memory.resetStates();
    }
}
