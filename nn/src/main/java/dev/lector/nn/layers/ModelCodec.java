// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a model as data, and back, without its weights:
 *
 * <pre>{@code
 * {"name": "words", "inputs": ["words"], "outputs": ["dense"], "nodes": [
 *   {"name": "words", "inputs": [], "layer": {"class_name": "InputLayer", "config": {...}}},
 *   {"name": "embedding", "inputs": ["words"], "layer": {...}}, ...]}
 * }</pre>
 *
 * Nodes are listed each after those that feed it. One that uses the layer of another again, with its weights, has
 * {@code "shares": "embedding"} in place of its layer. Reading is as strict as {@link LayerCodec}'s.
 */
public final class ModelCodec {
    private final LayerCodec layers;

    /** Over the layers that {@code layers} knows. */
    public ModelCodec(LayerCodec layers) {
        this.layers = layers;
    }

    /** A model's graph as data; every node has its name in the model, so weights keep theirs. */
    public Map<String, Object> encode(Model model) {
        List<Object> nodes = new ArrayList<>();
        for (Node node : model.nodes()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", model.name(node));
            data.put("inputs", names(model, node.inputs()));
            Node owner = model.uses(node).get(0);
            if (owner == node) {
                data.put("layer", layers.encode(node.layer()));
            } else {
                data.put("shares", model.name(owner));
            }
            nodes.add(data);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", model.name());
        data.put("inputs", names(model, model.inputs()));
        data.put("outputs", names(model, model.outputs()));
        data.put("nodes", nodes);
        return data;
    }

    /**
     * The model of which this is the graph, with all weights 0.
     *
     * @throws IllegalArgumentException if the data are not a model's, or its layers do not fit together
     */
    public Model decode(Map<String, Object> data) {
        return decode(data, Long.MAX_VALUE);
    }

    /**
     * The model of which this is the graph, with all weights 0, if it is no larger than what is known of its weights: data
     * from elsewhere cannot ask for more memory than that.
     *
     * @param mostParameters numbers that all weights together may have
     * @throws IllegalArgumentException if there are more, the data are not a model's, or its layers do not fit together
     */
    public Model decode(Map<String, Object> data, long mostParameters) {
        DataReader reader = new DataReader(data, "model");
        String name = reader.text("name");
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Object part : reader.list("nodes")) {
            if (!(part instanceof Map<?, ?> node)) {
                throw reader.wrong("nodes", "a list of maps");
            }
            addNode(nodes, node);
        }
        List<Node> inputs = find(nodes, reader.list("inputs"), name);
        List<Node> outputs = find(nodes, reader.list("outputs"), name);
        reader.end();
        checkSize(nodes.values(), mostParameters);
        Model model = Model.of(name, inputs, outputs);
        for (Map.Entry<String, Node> node : nodes.entrySet()) {
            if (model.nodes().contains(node.getValue())
                    && !model.name(node.getValue()).equals(node.getKey())) {
                throw new IllegalArgumentException("A node that shares a layer is named after it. Received: name="
                        + node.getKey() + " instead of " + model.name(node.getValue()) + ". The file is damaged.");
            }
            if (!model.nodes().contains(node.getValue())) {
                throw new IllegalArgumentException("Every node of a saved model must lead to an output. Received: node="
                        + node.getKey() + ", which leads to none of " + names(model, outputs)
                        + ". The file is damaged.");
            }
        }
        return model;
    }

    private static void checkSize(Collection<Node> nodes, long mostParameters) {
        long parameters = 0;
        for (Node node : nodes) {
            if (node.first() == node) {
                for (WeightSpec spec : node.layer().weights(node.inputShapes())) {
                    parameters += spec.shape().size();
                }
            }
        }
        if (parameters > mostParameters) {
            throw new IllegalArgumentException("A saved model must have no more parameters than its weights. Received:"
                    + " parameters=" + parameters + ", weights=" + mostParameters + ". The file is damaged.");
        }
    }

    private void addNode(Map<String, Node> nodes, Map<?, ?> data) {
        DataReader reader = new DataReader(data, "node");
        String name = reader.text("name");
        DataReader place = new DataReader(data, "node " + name);
        List<Node> inputs = find(nodes, place.list("inputs"), name);
        Node node;
        if (data.containsKey("shares")) {
            node = find(nodes, List.of(place.text("shares")), name).get(0).applyTo(inputs.toArray(new Node[0]));
        } else {
            Map<String, Object> layer = new LinkedHashMap<>();
            place.map("layer").forEach((key, value) -> layer.put(String.valueOf(key), value));
            node = Node.of(name, layers.decode(layer), inputs);
        }
        place.text("name");
        place.end();
        if (nodes.put(name, node) != null) {
            throw new IllegalArgumentException(
                    "Names of nodes must differ. Received: name=" + name + " twice. The file is damaged.");
        }
    }

    private static List<Node> find(Map<String, Node> nodes, List<?> names, String place) {
        List<Node> found = new ArrayList<>();
        for (Object name : names) {
            if (!(name instanceof String text) || !nodes.containsKey(text)) {
                throw new IllegalArgumentException("A connection must lead to a node that stands before it. Received: "
                        + place + " reads " + name + ", nodes so far=" + nodes.keySet() + ". The file is damaged.");
            }
            found.add(nodes.get(text));
        }
        return found;
    }

    private static List<Object> names(Model model, List<Node> nodes) {
        List<Object> names = new ArrayList<>();
        nodes.forEach(node -> names.add(model.name(node)));
        return names;
    }
}
