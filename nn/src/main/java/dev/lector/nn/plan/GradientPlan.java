// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Gradients;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Input;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Gradients of a model's outputs by the values of inner nodes, which the caller may set. The plain path, without dropout.
 * Thread-safe.
 */
public final class GradientPlan {
    private final Program program;
    private final List<Node> at;
    /** Indices of the operations that forward needs if the values of all nodes are given. */
    private final boolean[] neededBehind;

    private final ConcurrentLinkedQueue<Session> sessions = new ConcurrentLinkedQueue<>();

    /** The memory of one call. */
    private static final class Session {
        private final Batch batch;
        private final Workspace workspace;

        private Session(Program program) {
            batch = new Batch(program);
            workspace = new Workspace(program);
            workspace.weightGradients = new float[program.model.weights().size()][];
        }
    }

    /** See {@link dev.lector.nn.Gradients#of}. */
    public GradientPlan(Model model, List<Node> at, Kernels kernels) {
        this.at = List.copyOf(at);
        if (model.outputs().size() != 1) {
            throw new IllegalArgumentException("Gradients are of the values of one output. Received: outputs="
                    + model.outputs().size() + ". Take model.upTo(output).");
        }
        program = Program.toValuesOf(this.at, model, kernels);
        for (Node node : this.at) {
            if (!model.nodes().contains(node)
                    || node.layer() instanceof Input
                    || node == model.outputs().get(0)) {
                throw new IllegalArgumentException("Gradients are by the values of layers before the output. Received:"
                        + " node=" + node.layer() + ". Take a node of the model that is neither input nor output.");
            }
        }
        Set<Node> behind = new HashSet<>();
        addNeeded(program.output(0), behind);
        neededBehind = new boolean[program.ops.size()];
        for (int op = 0; op < neededBehind.length; op++) {
            neededBehind[op] = behind.contains(program.ops.get(op).output);
        }
        Session session = new Session(program);
        for (int op = 0; op < program.ops.size(); op++) {
            program.prepare(session.workspace, op);
        }
        sessions.add(session);
    }

    /** What must be computed if the nodes' values are given: a node that makes a mask must run for its mask's sake. */
    private void addNeeded(Node node, Set<Node> needed) {
        boolean given = at.contains(node);
        if ((given && !node.masked()) || !needed.add(node)) {
            return;
        }
        node.inputs().forEach(input -> addNeeded(input, needed));
    }

    /** See {@link dev.lector.nn.Gradients#compute}. */
    public void compute(
            List<Samples> inputs,
            List<float[]> values,
            Gradients.Score score,
            float[] outputs,
            List<float[]> gradients) {
        program.check(inputs);
        int rows = inputs.get(0).rows();
        Session session = sessions.poll();
        if (session == null) {
            session = new Session(program);
        }
        session.batch.load(inputs, null, 0, rows);
        for (int block = 0; block < session.batch.blocks(); block++) {
            session.workspace.open(session.batch, block);
            forward(session.workspace, values);
            backward(session.workspace, score, gradients);
        }
        session.batch.copyPredictions(0, outputs, 0);
        sessions.add(session);
    }

    private void forward(Workspace workspace, List<float[]> values) {
        for (int i = 0; i < neededBehind.length; i++) {
            Op op = program.ops.get(i);
            if (values == null || neededBehind[i]) {
                op.forward(workspace.pass(i));
            }
            int given = values == null ? -1 : at.indexOf(op.output);
            if (given >= 0) {
                int size = op.output.shape().size();
                System.arraycopy(
                        values.get(given),
                        workspace.firstRow * size,
                        workspace.outputs[op.outputIndex],
                        0,
                        workspace.rows * size);
            }
        }
        workspace.givePredictions();
    }

    private void backward(Workspace workspace, Gradients.Score score, List<float[]> gradients) {
        for (Op op : program.ops) {
            if (op.needsGradient) {
                Arrays.fill(workspace.gradients[op.outputIndex], 0);
            }
        }
        int output = program.outputIndex(0);
        float[] derivatives = new float[program.width(0)];
        for (int r = 0; r < workspace.rows; r++) {
            int row = r * derivatives.length;
            score.differentiate(workspace.outputs[output], row, derivatives);
            System.arraycopy(derivatives, 0, workspace.gradients[output], row, derivatives.length);
        }
        for (int i = neededBehind.length - 1; i >= 0; i--) {
            Op op = program.ops.get(i);
            // The way back ends at the nodes: their own backward would scribble on the gradient that is asked for.
            if (op.needsGradient && !at.contains(op.output)) {
                op.backward(workspace.pass(i));
            }
        }
        for (int i = 0; i < at.size(); i++) {
            int size = at.get(i).shape().size();
            float[] gradient = workspace.gradients[program.index(at.get(i))];
            System.arraycopy(gradient, 0, gradients.get(i), workspace.firstRow * size, workspace.rows * size);
        }
    }
}
