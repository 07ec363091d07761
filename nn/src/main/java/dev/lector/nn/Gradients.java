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

    /** The gradients at the values that the samples give; see {@link #compute(List, List, float...)}. */
    public Result compute(List<Samples> inputs, float... ofOutputs) {
        return run(inputs, null, ofOutputs);
    }

    /**
     * The gradients of {@code Σ ofOutputs[c]·output[c]} at given values. Layers that only lead to the nodes are not run,
     * except those that make a mask.
     *
     * @param inputs samples for each input of the model, for masks and for what lies beside the nodes; not modified
     * @param values for each node {@code (rows, ...shape)}, in place of its own; not modified
     * @param ofOutputs one factor an output; the only 1 among zeros picks that output
     */
    public Result compute(List<Samples> inputs, List<float[]> values, float... ofOutputs) {
        int rows = inputs.get(0).rows();
        for (int i = 0; i < at.size(); i++) {
            int needed = Math.multiplyExact(rows, at.get(i).shape().size());
            if (values.size() != at.size() || values.get(i).length != needed) {
                throw new IllegalArgumentException("Every node needs values for each row. Received: nodes=" + at.size()
                        + ", arrays=" + values.size()
                        + (values.size() == at.size()
                                ? ", length=" + values.get(i).length + " instead of " + needed
                                : "")
                        + ". Give arrays of (rows, shape of the node).");
            }
        }
        return run(inputs, values, ofOutputs);
    }

    private Result run(List<Samples> inputs, List<float[]> values, float[] ofOutputs) {
        int width = model.outputs().get(0).shape().size();
        int rows = inputs.get(0).rows();
        if (ofOutputs.length != width) {
            throw new IllegalArgumentException("Every output needs a factor. Received: factors=" + ofOutputs.length
                    + ", outputs=" + width + ". Give 0 for an output that does not count.");
        }
        float[] outputs = new float[rows * width];
        List<float[]> gradients = new ArrayList<>();
        for (Node node : at) {
            gradients.add(new float[Math.multiplyExact(rows, node.shape().size())]);
        }
        plan.compute(inputs, values, ofOutputs, outputs, gradients);
        return new Result(outputs, gradients);
    }
}
