// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Part;
import dev.lector.nn.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A graph of layers and its weights. The graph never changes; the weights are changed by training only, so a trained
 * model may be shared by any number of threads.
 */
public final class Model {
    private final String name;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Node> nodes;
    private final Map<Node, String> names = new IdentityHashMap<>();
    private final Map<Node, List<Weight>> weightsOf = new IdentityHashMap<>();
    private final List<Weight> weights;

    /** The part of a model that leads to a node, with its names and its weights. */
    private Model(Model whole, Node node) {
        this.name = whole.name;
        Set<Node> needed = feeding(node, new HashSet<>());
        this.inputs = whole.inputs.stream().filter(needed::contains).toList();
        this.outputs = List.of(node);
        this.nodes = whole.nodes.stream().filter(needed::contains).toList();
        for (Node one : nodes) {
            names.put(one, whole.names.get(one));
            weightsOf.put(one, whole.weightsOf.get(one));
        }
        this.weights = allWeights();
    }

    private Model(String name, List<Node> inputs, List<Node> outputs) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.nodes = inOrder(this.inputs, this.outputs);
        giveNames();
        for (Node node : nodes) {
            Node owner = uses(node).get(0);
            if (owner != node) {
                weightsOf.put(node, weightsOf.get(owner));
                continue;
            }
            List<Weight> own = new ArrayList<>();
            for (WeightSpec spec : node.layer().weights(node.inputShapes())) {
                boolean trainable = spec.trainable() && node.layer().trainable();
                own.add(new Weight(
                        names.get(node) + "/" + spec.name(),
                        spec,
                        trainable,
                        new float[spec.shape().size()]));
            }
            weightsOf.put(node, List.copyOf(own));
        }
        this.weights = allWeights();
    }

    /** Weights of all nodes, shared ones once. */
    private List<Weight> allWeights() {
        List<Weight> all = new ArrayList<>();
        for (Node node : nodes) {
            if (uses(node).get(0) == node) {
                all.addAll(weightsOf.get(node));
            }
        }
        return List.copyOf(all);
    }

    /**
     * A model whose layers follow one another.
     *
     * @param layers the first must be an {@link Input}
     */
    public static Model sequential(String name, Layer... layers) {
        if (layers.length < 2 || !(layers[0] instanceof Input input)) {
            throw new IllegalArgumentException(
                    "A sequential model begins with an Input and has at least one layer more." + " Received: layers="
                            + Arrays.toString(layers) + ". Put Input.ids(steps) first.");
        }
        Node first = input.node(null);
        Node last = first;
        for (int i = 1; i < layers.length; i++) {
            last = last.then(layers[i]);
        }
        return of(name, first, last);
    }

    /** The graph between one input and one output. */
    public static Model of(String name, Node input, Node output) {
        return of(name, List.of(input), List.of(output));
    }

    /**
     * The graph between the inputs and the outputs, with all weights 0: see {@link #initialize}.
     *
     * @throws IllegalArgumentException if an output needs an input that is not given, or an input is never used
     */
    public static Model of(String name, List<Node> inputs, List<Node> outputs) {
        return new Model(name, inputs, outputs);
    }

    /**
     * Gives every weight its start.
     *
     * @param seed one seed gives one start
     * @return this
     */
    public Model initialize(long seed) {
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            weight.spec()
                    .initializer()
                    .fill(weight.spec().shape(), CounterRandom.key(CounterRandom.key(seed, 1), i), weight.values());
        }
        return this;
    }

    /**
     * The part of this model that leads to a node, whose values become the output. It shares this model's weights: what
     * training changes here is changed there.
     *
     * @param node one of {@link #nodes()}, no input; the part has only the inputs that the node needs, in their order
     */
    public Model upTo(Node node) {
        if (!nodes.contains(node) || inputs.contains(node)) {
            throw new IllegalArgumentException("A part of a model ends at one of its layers. Received: node="
                    + node.layer() + ". Take one of nodes() that is no input.");
        }
        return new Model(this, node);
    }

    private static Set<Node> feeding(Node node, Set<Node> found) {
        if (found.add(node)) {
            node.inputs().forEach(input -> feeding(input, found));
        }
        return found;
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The inputs, in the order in which samples are given. */
    public List<Node> inputs() {
        return inputs;
    }

    /** The outputs. */
    public List<Node> outputs() {
        return outputs;
    }

    /** Every node, each after those that feed it. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * A node's name in this model: the one given, or Keras's: {@code conv1d}, {@code conv1d_1}. A shared layer's second node
     * is {@code conv1d[1]}; the outputs of a layer with several are {@code lstm[0][0]}, {@code lstm[0][1]}.
     */
    public String name(Node node) {
        return names.get(node);
    }

    /**
     * All nodes of this model that are the same layer with the same weights, in order: see {@link Node#applyTo}. The node
     * alone, if it shares nothing.
     */
    public List<Node> uses(Node node) {
        return nodes.stream().filter(other -> other.first() == node.first()).toList();
    }

    /** The weights of a node, in Keras's order; those of a shared layer are the same objects at each of its nodes. */
    public List<Weight> weights(Node node) {
        return weightsOf.get(node);
    }

    /** All weights, node after node. */
    public List<Weight> weights() {
        return weights;
    }

    /** The weight of a name, {@code conv1d_1/kernel}. */
    public Weight weight(String weightName) {
        for (Weight weight : weights) {
            if (weight.name().equals(weightName)) {
                return weight;
            }
        }
        throw new IllegalArgumentException("The model has no such weight. Received: name=" + weightName + ". It has "
                + weights.stream().map(Weight::name).toList() + ".");
    }

    /** Number of parameters, trainable or not. */
    public long parameters() {
        return weights.stream().mapToLong(weight -> weight.values().length).sum();
    }

    /** The model as a table in Keras's layout: see {@link Summary}. */
    public String summary() {
        return Summary.of(this);
    }

    /** The model as a drawing, a whole SVG file: see {@link ModelDrawing}. */
    public String toSvg() {
        return ModelDrawing.of(this);
    }

    private static List<Node> inOrder(List<Node> inputs, List<Node> outputs) {
        List<Node> order = new ArrayList<>(inputs);
        Set<Node> seen = new HashSet<>(inputs);
        for (Node output : outputs) {
            visit(output, order, seen);
        }
        for (Node output : outputs) {
            if (output.layer() instanceof Input
                    || output.outputShapes().size() > 1
                    || Collections.frequency(outputs, output) > 1) {
                throw new IllegalArgumentException("A model's outputs are what layers compute, each once, and each one"
                        + " tensor. Received: output="
                        + (output.givenName() == null ? output.layer() : output.givenName()) + " of shapes "
                        + output.outputShapes() + ". Choose one with node.output(i), or leave it out.");
            }
        }
        for (Node input : inputs) {
            if (!(input.layer() instanceof Input)) {
                throw new IllegalArgumentException(
                        "A model begins at Input nodes. Received: input=" + input.layer() + ".");
            }
            if (order.stream().noneMatch(node -> node.inputs().contains(input))) {
                throw new IllegalArgumentException("Every input of a model must be used. Received: input="
                        + (input.givenName() == null ? input.layer() : input.givenName())
                        + ". Connect it or leave it out.");
            }
        }
        return List.copyOf(order);
    }

    private static void visit(Node node, List<Node> order, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node.layer() instanceof Input) {
            throw new IllegalArgumentException("An output needs an input that the model was not given. Received: input="
                    + (node.givenName() == null ? node.layer() : node.givenName()) + ". Name it among the inputs.");
        }
        for (Node input : node.inputs()) {
            visit(input, order, seen);
        }
        order.add(node);
    }

    private void giveNames() {
        Set<String> taken = new HashSet<>();
        for (Node node : nodes) {
            String given = node.first().givenName();
            if (given != null && uses(node).get(0) == node) {
                names.put(node, take(given, taken));
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Node node : nodes) {
            int use = uses(node).indexOf(node);
            if (use > 0) {
                names.put(node, take(names.get(uses(node).get(0)) + "[" + use + "]", taken));
            } else if (!names.containsKey(node) && node.layer() instanceof Part part) {
                names.put(node, take(partName(node.inputs().get(0), part.index()), taken));
            }
            String stem = snakeCase(node.layer().className());
            while (!names.containsKey(node)) {
                int count = counts.merge(stem, 1, Integer::sum) - 1;
                String candidate = count == 0 ? stem : stem + "_" + count;
                if (taken.add(candidate)) {
                    names.put(node, candidate);
                }
            }
        }
    }

    private static String take(String name, Set<String> taken) {
        if (!taken.add(name)) {
            throw new IllegalArgumentException(
                    "Names of nodes must differ. Received: name=" + name + " twice. Give one of them another name.");
        }
        return name;
    }

    private String partName(Node whole, int index) {
        List<Node> uses = uses(whole);
        return names.get(uses.get(0)) + "[" + uses.indexOf(whole) + "][" + index + "]";
    }

    /** Keras's rule: {@code GlobalMaxPooling1D} becomes {@code global_max_pooling1d}. */
    private static String snakeCase(String className) {
        return className
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
