// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.InputKind;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.RecurrentLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A model's graph as a list of operations, with the sizes of all their memory. Shared by all threads; the arrays derived
 * from the weights are written by {@link #prepare} only.
 */
final class Program {
    /** Small enough for a block's values to stay in the cache. */
    private static final int ROWS = 8;

    private static final int MOST_ROWS_OF_LOOPS = 30;

    final Model model;
    final Kernels kernels;
    final boolean training;
    /** How texts may be cut, or null. */
    final Trim trim;

    /** Whether a layer remembers something from batch to batch. */
    final boolean stateful;

    /** Whether a layer is recurrent. */
    private final boolean loops;

    final List<Node> nodes;
    final List<Op> ops;
    /** Most rows of a block. */
    final int rowsPerBlock;

    private final Map<Node, Integer> index = new IdentityHashMap<>();
    private final Map<Node, Integer> firstWeight = new IdentityHashMap<>();
    private final int[] outputs;
    private final boolean[] needsGradient;
    private final Memory[] memories;
    private final float[][][] derived;
    private final AtomicReferenceArray<Shape[]> shapesBySteps;
    private final int[] idLimits;

    /**
     * Compiles a model.
     *
     * @param training whether backward will be called
     * @param fused false for the plain path: one operation a layer, no text cut
     */
    Program(Model model, Kernels kernels, boolean training, boolean fused) {
        this(model, kernels, training, fused, null, Predictor.TABLE_BYTES);
    }

    /** Forward only, with as many bytes for tables as told. */
    static Program forPredictions(Model model, Kernels kernels, long tableBytes) {
        return new Program(model, kernels, false, true, null, tableBytes);
    }

    /** The plain path of a model, whose backward pass ends at the values of {@code ends} and touches no weight. */
    static Program toValuesOf(List<Node> ends, Model model, Kernels kernels) {
        return new Program(model, kernels, true, false, ends, 0);
    }

    /** {@code ends} may be null: the gradient is then wanted by the trainable weights. */
    private Program(Model model, Kernels kernels, boolean training, boolean fused, List<Node> ends, long tableBytes) {
        this.model = model;
        this.kernels = kernels;
        this.training = training;
        this.trim = fused ? Trim.of(model, training) : null;
        this.nodes = model.nodes();
        this.loops = nodes.stream()
                .anyMatch(node -> node.layer() instanceof RecurrentLayer || node.layer() instanceof Bidirectional);
        this.rowsPerBlock = loops ? MOST_ROWS_OF_LOOPS : ROWS;
        for (int i = 0; i < nodes.size(); i++) {
            index.put(nodes.get(i), i);
        }
        this.outputs = model.outputs().stream().mapToInt(this::index).toArray();
        int weights = 0;
        for (Node node : nodes) {
            Node owner = model.uses(node).get(0);
            firstWeight.put(node, owner == node ? weights : firstWeight.get(owner));
            weights += owner == node ? model.weights(node).size() : 0;
        }
        this.needsGradient = findGradients(ends);
        this.ops = fused ? Fusion.fuse(this, tableBytes / Float.BYTES) : plainOps();
        this.memories = new Memory[ops.size()];
        this.derived = new float[ops.size()][][];
        this.shapesBySteps = new AtomicReferenceArray<>(steps() + 1);
        for (int i = 0; i < memories.length; i++) {
            ops.get(i).place(this);
            memories[i] = ops.get(i).memory(this, rowsPerBlock);
            derived[i] = new float[memories[i].derived().length][];
            for (int j = 0; j < derived[i].length; j++) {
                derived[i][j] = new float[memories[i].derived()[j]];
            }
        }
        this.stateful = Arrays.stream(memories).anyMatch(memory -> memory.state() > 0);
        this.idLimits = findIdLimits();
    }

    /**
     * Rows of the blocks of a batch. Recurrent layers multiply the rows of a block with the same matrix in every step, so they
     * want more of them: at most 30 (three tiles of 10 rows on vectors of 512 bits). A batch of 32 to 120 rows makes four
     * about equal blocks for the threads to share, a larger one more.
     */
    int rowsPerBlock(int count) {
        return loops ? Math.max(ROWS, Math.min(rowsPerBlock, (count + 3) / 4)) : ROWS;
    }

    private List<Op> plainOps() {
        List<Op> plain = new ArrayList<>();
        for (Node node : nodes) {
            if (!(node.layer() instanceof Input)) {
                plain.add(new LayerOp(node));
            }
        }
        return plain;
    }

    int index(Node node) {
        return index.get(node);
    }

    /** Index in {@code model.weights()} of weight 0 of a node. */
    int firstWeight(Node node) {
        return firstWeight.get(node);
    }

    Memory memory(int op) {
        return memories[op];
    }

    float[][] derived(int op) {
        return derived[op];
    }

    /** True if a weight lies at or before the node, so that the gradient must reach it. */
    boolean needsGradient(Node node) {
        return needsGradient[index(node)];
    }

    int outputCount() {
        return model.outputs().size();
    }

    Node output(int i) {
        return model.outputs().get(i);
    }

    /** Index of the node of output {@code i}. */
    int outputIndex(int i) {
        return outputs[i];
    }

    /** Values of output {@code i} for one sample. */
    int width(int i) {
        return output(i).shape().size();
    }

    boolean isOutput(Node node) {
        return model.outputs().contains(node);
    }

    /** Steps of a text that is not cut; 1 where the model's first input is no sequence of ids. */
    int steps() {
        return inputKind(0) == InputKind.IDS ? model.inputs().get(0).shape().size() : 1;
    }

    InputKind inputKind(int input) {
        return ((Input) model.inputs().get(input).layer()).kind();
    }

    /** Ids of this input must be below the limit. */
    int idLimit(int input) {
        return idLimits[input];
    }

    /** The nodes that are fed by {@code node}. */
    List<Node> consumers(Node node) {
        return nodes.stream().filter(other -> other.inputs().contains(node)).toList();
    }

    /** Shapes of all nodes' outputs when texts have {@code steps} steps. */
    Shape[] shapes(int steps) {
        Shape[] shapes = shapesBySteps.get(steps);
        if (shapes == null) {
            shapes = findShapes(steps);
            shapesBySteps.set(steps, shapes);
        }
        return shapes;
    }

    private Shape[] findShapes(int steps) {
        Shape[] shapes = new Shape[nodes.size()];
        for (int i = 0; i < shapes.length; i++) {
            Node node = nodes.get(i);
            if (trim != null && node == model.inputs().get(trim.input())) {
                shapes[i] = Shape.of(steps);
            } else if (node.inputs().isEmpty()) {
                shapes[i] = node.shape();
            } else {
                List<Shape> inputs = new ArrayList<>();
                for (Node input : node.inputs()) {
                    inputs.add(shapes[index(input)]);
                }
                shapes[i] = node.layer().outputShape(inputs);
            }
        }
        return shapes;
    }

    /** Computes what depends on the weights alone; called after they have changed. */
    void prepare(Workspace workspace, int op) {
        ops.get(op).prepare(workspace.pass(op));
    }

    /**
     * Checks that samples fit the inputs.
     *
     * @throws IllegalArgumentException if they do not
     */
    void check(List<Samples> inputs) {
        if (inputs.size() != model.inputs().size()) {
            throw new IllegalArgumentException("The model needs samples for each of its inputs. Received: inputs="
                    + inputs.size() + ", the model has " + model.inputs().size() + ".");
        }
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = model.inputs().get(i).shape();
            if (inputs.get(i).kind() != inputKind(i) || !inputs.get(i).shape().equals(shape)) {
                throw new IllegalArgumentException("Samples must have the shape of the model's input. Received: "
                        + inputs.get(i).kind() + " " + inputs.get(i).shape() + " for input "
                        + model.name(model.inputs().get(i)) + ", which is " + inputKind(i) + " " + shape + ".");
            }
        }
    }

    private boolean[] findGradients(List<Node> ends) {
        boolean[] needs = new boolean[nodes.size()];
        for (int i = 0; i < needs.length; i++) {
            Node node = nodes.get(i);
            boolean own = ends == null ? model.weights(node).stream().anyMatch(Weight::trainable) : ends.contains(node);
            needs[i] = own || node.inputs().stream().anyMatch(input -> needs[index(input)]);
        }
        return needs;
    }

    private int[] findIdLimits() {
        int[] limits = new int[model.inputs().size()];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = Integer.MAX_VALUE;
            for (Node consumer : consumers(model.inputs().get(i))) {
                if (consumer.layer() instanceof Embedding embedding) {
                    limits[i] = Math.min(limits[i], embedding.inputDim());
                }
            }
        }
        return limits;
    }
}
