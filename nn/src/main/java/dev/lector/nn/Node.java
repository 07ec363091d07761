// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.MaskRule;
import dev.lector.nn.layers.Part;
import dev.lector.nn.layers.WeightSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A layer at its place in a graph: it knows the nodes that feed it, which must exist before it, so a graph has no cycles.
 * Graphs are written from the inputs on:
 *
 * <pre>{@code
 * Node words = Input.ids(50).node("words");
 * Node vectors = words.then(new Embedding(10_000, 300));
 * Node a = vectors.then(new Conv1D(100, 3).activation(RELU)).then(new GlobalMaxPooling1D());
 * Node b = vectors.then(new Conv1D(100, 4).activation(RELU)).then(new GlobalMaxPooling1D());
 * Node label = Node.of(new Concatenate(), a, b).then(new Dense(1).activation(SIGMOID));
 * Model model = Model.of("widths", words, label);
 * }</pre>
 */
public final class Node {
    private final String name;
    private final Layer layer;
    private final List<Node> inputs;
    private final Node first;
    private final Shape shape;
    private final boolean masked;
    /** The nodes of single outputs, of which there is one each. */
    private final Map<Integer, Node> parts = new ConcurrentHashMap<>();

    private Node(String name, Layer layer, List<Node> inputs, Node first) {
        this.name = name;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.first = first == null ? this : first;
        this.shape = layer.outputShape(shapes(inputs));
        checkKinds();
        checkParts();
        checkSharing();
        this.masked = findMask();
    }

    /** The layer fed by {@code inputs}; the model gives it a name. */
    public static Node of(Layer layer, Node... inputs) {
        return new Node(null, layer, Arrays.asList(inputs), null);
    }

    /** The layer fed by {@code inputs}, with a name, or null to let the model name it. */
    public static Node of(String name, Layer layer, List<Node> inputs) {
        return new Node(name, layer, inputs, null);
    }

    /** The layer fed by this node alone. */
    public Node then(Layer next) {
        return of(next, this);
    }

    /** The layer, with a name, fed by this node alone. */
    public Node then(String nextName, Layer next) {
        return of(nextName, next, List.of(this));
    }

    /**
     * Output {@code i} of a layer that has several, as an LSTM that returns its state: see {@link Layer#outputShapes}.
     * This node itself if the layer has one.
     *
     * @param i from 0
     */
    public Node output(int i) {
        List<Shape> shapes = layer.outputShapes(inputShapes());
        return shapes.size() == 1 && i == 0 ? this : parts.computeIfAbsent(i, part -> of(Part.of(i, shapes), this));
    }

    /** The shapes of the layer's outputs: one, except for a layer with several. */
    public List<Shape> outputShapes() {
        return layer.outputShapes(inputShapes());
    }

    /**
     * The layer of this node once more, with the same weights, fed by other nodes; Keras's {@code layer(x)} on a layer that
     * was called before. Training adds up the gradients of all uses. The new node is named as this one, with its number:
     * {@code embedding[1]}.
     *
     * <pre>{@code
     * Node a = question.then(new Embedding(10_000, 300));
     * Node b = a.applyTo(answer);
     * }</pre>
     *
     * @throws IllegalArgumentException if weights of other shapes would be needed; the message prints both
     */
    public Node applyTo(Node... others) {
        return new Node(null, layer, Arrays.asList(others), first);
    }

    /** The node that {@link #applyTo} began with, or this: all nodes with the same first one share their weights. */
    public Node first() {
        return first;
    }

    /** The name that was given, or null. In a model every node has a name: {@link Model#name(Node)}. */
    public String givenName() {
        return name;
    }

    /** The layer. */
    public Layer layer() {
        return layer;
    }

    /** The nodes that feed this one, in order. */
    public List<Node> inputs() {
        return inputs;
    }

    /** The shapes of the nodes that feed this one. */
    public List<Shape> inputShapes() {
        return shapes(inputs);
    }

    /** The shape of one sample at the output. */
    public Shape shape() {
        return shape;
    }

    /** True if a mask says for each step of the output whether it is text or padding. */
    public boolean masked() {
        return masked;
    }

    private boolean findMask() {
        MaskRule rule = layer.maskRule();
        if (rule == MaskRule.PASS) {
            return inputs.get(0).masked;
        }
        if (rule == MaskRule.JOIN) {
            return inputs.stream().anyMatch(Node::masked);
        }
        if (rule == MaskRule.JOIN_ALL) {
            checkMasksFit();
            return inputs.stream().allMatch(Node::masked);
        }
        return rule == MaskRule.CREATE;
    }

    /** The masks of inputs that are put together step by step must have the steps of the output. */
    private void checkMasksFit() {
        for (Node feeding : inputs) {
            if (feeding.masked && (feeding.shape.rank() != shape.rank() || feeding.shape.dim(0) != shape.dim(0))) {
                throw new IllegalArgumentException("A mask must have the steps of the output. Received: "
                        + layer.className() + " of shape " + shape + " over a masked input of shape " + feeding.shape
                        + ". Bring the inputs to the same steps, or use mask_zero=false below.");
            }
        }
    }

    private void checkSharing() {
        List<Shape> own = weightShapes();
        List<Shape> shared = first.weightShapes();
        if (!own.equals(shared)) {
            throw new IllegalArgumentException("A layer that is used again must need weights of the same shapes."
                    + " Received: " + layer.className() + " over " + inputShapes() + " with weights " + own
                    + ", first over " + first.inputShapes() + " with weights " + shared
                    + ". Give it inputs of the same channels, or use a layer of its own.");
        }
    }

    private List<Shape> weightShapes() {
        return layer.weights(inputShapes()).stream().map(WeightSpec::shape).toList();
    }

    private void checkKinds() {
        for (Node feeding : inputs) {
            InputKind kind = feeding.layer() instanceof Input input ? input.kind() : InputKind.FLOATS;
            if (!layer.reads().contains(kind)) {
                throw new IllegalArgumentException(layer.className() + " reads " + layer.reads() + ". Received: " + kind
                        + " from " + feeding.layer() + ". Put a layer between them, as Embedding after ids.");
            }
        }
    }

    private void checkParts() {
        for (Node feeding : inputs) {
            List<Shape> shapes = feeding.outputShapes();
            if (layer instanceof Part part) {
                if (!part.equals(Part.of(part.index(), shapes))) {
                    throw new IllegalArgumentException(
                            "A part is one of its layer's outputs. Received: " + part + ", outputs=" + shapes + ".");
                }
            } else if (shapes.size() > 1) {
                throw new IllegalArgumentException(layer.className() + " reads one output of a layer. Received: "
                        + feeding.layer().className() + " with " + shapes.size() + " outputs of shapes " + shapes
                        + ". Choose one with node.output(i).");
            }
        }
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(Node::shape).toList();
    }
}
