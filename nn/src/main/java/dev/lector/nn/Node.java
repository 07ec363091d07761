// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * A layer at its place in a graph: it knows the nodes that feed it. Graphs are written from the inputs on:
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
    private final Shape shape;

    private Node(String name, Layer layer, List<Node> inputs) {
        this.name = name;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.shape = layer.outputShape(shapes(inputs));
        checkKinds();
    }

    /** The layer fed by {@code inputs}; the model gives it a name. */
    public static Node of(Layer layer, Node... inputs) {
        return new Node(null, layer, Arrays.asList(inputs));
    }

    /** The layer fed by {@code inputs}, with a name, or null to let the model name it. */
    public static Node of(String name, Layer layer, List<Node> inputs) {
        return new Node(name, layer, inputs);
    }

    /** The layer fed by this node alone. */
    public Node then(Layer next) {
        return of(next, this);
    }

    /** The layer, with a name, fed by this node alone. */
    public Node then(String nextName, Layer next) {
        return of(nextName, next, List.of(this));
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

    private void checkKinds() {
        for (Node feeding : inputs) {
            InputKind kind = feeding.layer() instanceof Input input ? input.kind() : InputKind.FLOATS;
            if (!layer.reads().contains(kind)) {
                throw new IllegalArgumentException(layer.className() + " reads " + layer.reads() + ". Received: " + kind
                        + " from " + feeding.layer() + ". Put a layer between them, as Embedding after ids.");
            }
        }
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(Node::shape).toList();
    }
}
