// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.plan.GradientPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradients of a model's outputs by the values of inner nodes: what the output would gain if a word's vector, or a filter's
 * answer, were a little larger. The values may be those that the samples give, or any that the caller sets; so a path of
 * values can be followed, as integrated gradients do. Dropout is off, weights are left alone.
 *
 * <p>Thread-safe: each call has memory of its own, which is kept for the next call.
 */
public final class Gradients {
    private final Model model;
    private final List<Node> at;
    private final GradientPlan plan;

    /**
     * What a call gives.
     *
     * @param outputs {@code (rows, outputs)}
     * @param gradients for each node {@code (rows, ...shape)}, the gradient by its values
     */
    public record Result(float[] outputs, List<float[]> gradients) {}

    private Gradients(Model model, List<Node> at, Kernels kernels) {
        this.model = model;
        this.at = List.copyOf(at);
        this.plan = new GradientPlan(model, this.at, kernels);
    }

    /**
     * Gradients by the values of some nodes.
     *
     * @param model its weights must not change from now on
     * @param at nodes between the inputs and the output. One that lies behind another hides it where values are set
     */
    public static Gradients of(Model model, List<Node> at, Kernels kernels) {
        return new Gradients(model, at, kernels);
    }

    /** The number whose gradient is wanted, as a function of a row's outputs. */
    @FunctionalInterface
    public interface Score {
        /**
         * Writes the derivatives of the score by each output.
         *
         * @param outputs of all rows; those of this row begin at {@code at}. Not modified
         * @param derivatives one an output; every one must be written
         */
        void differentiate(float[] outputs, int at, float[] derivatives);

        /** The sum of the outputs, each times its factor: the only 1 among zeros picks one output. */
        static Score sum(float... factors) {
            return (outputs, at, derivatives) -> System.arraycopy(factors, 0, derivatives, 0, derivatives.length);
        }
    }

    /** The gradients of a score at the values that the samples give. */
    public Result compute(List<Samples> inputs, Score score) {
        return run(inputs, null, score);
    }

    /**
     * The gradients of a score at given values. Layers that only lead to the nodes are not run, except those that make a
     * mask.
     *
     * @param inputs samples for each input of the model, for masks and for what lies beside the nodes; not modified
     * @param values for each node {@code (rows, ...shape)}, in place of its own; not modified
     */
    public Result compute(List<Samples> inputs, List<float[]> values, Score score) {
        int rows = inputs.get(0).rows();
        for (int i = 0; i < at.size(); i++) {
            int needed = Math.multiplyExact(rows, at.get(i).shape().size());
            if (values.size() != at.size() || values.get(i).length != needed) {
                String lengths =
                        values.size() == at.size() ? ", length=" + values.get(i).length + " instead of " + needed : "";
                throw new IllegalArgumentException("Every node needs values for each row. Received: nodes=" + at.size()
                        + ", arrays=" + values.size() + lengths + ". Give arrays of (rows, shape of the node).");
            }
        }
        return run(inputs, values, score);
    }

    private Result run(List<Samples> inputs, List<float[]> values, Score score) {
        int rows = inputs.get(0).rows();
        float[] outputs = new float[rows * model.outputs().get(0).shape().size()];
        List<float[]> gradients = new ArrayList<>();
        for (Node node : at) {
            gradients.add(new float[Math.multiplyExact(rows, node.shape().size())]);
        }
        plan.compute(inputs, values, score, outputs, gradients);
        return new Result(outputs, gradients);
    }
}
