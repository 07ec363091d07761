// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.layers.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model as its reader sees it: a shared layer is one, whatever the number of its nodes, and the outputs of a layer with
 * several belong to it. A layer is named by its first node.
 */
final class LayerGraph {
    private final Model model;

    LayerGraph(Model model) {
        this.model = model;
    }

    /** The layers in Keras's order: farthest from an output first, then as a walk from the outputs meets them. */
    List<Node> layers() {
        Map<Node, Integer> met = new IdentityHashMap<>();
        Set<Node> seen = new HashSet<>();
        model.outputs().forEach(output -> meet(output, met, seen));
        Map<Node, Integer> depth = new IdentityHashMap<>();
        for (int i = model.nodes().size() - 1; i >= 0; i--) {
            Node node = model.nodes().get(i);
            int own = depth.merge(layer(node), 0, Math::max);
            int next = own + (node.layer() instanceof Part ? 0 : 1);
            node.inputs().forEach(input -> depth.merge(layer(input), next, Math::max));
        }
        List<Node> layers = new ArrayList<>(met.keySet());
        layers.sort(Comparator.comparing((Node node) -> -depth.get(node)).thenComparing(met::get));
        return layers;
    }

    private void meet(Node node, Map<Node, Integer> met, Set<Node> seen) {
        if (seen.add(node)) {
            met.putIfAbsent(layer(node), met.size());
            node.inputs().forEach(input -> meet(input, met, seen));
        }
    }

    /** The layer to which a node belongs. */
    Node layer(Node node) {
        Node whole = node.layer() instanceof Part ? node.inputs().get(0) : node;
        return model.uses(whole).get(0);
    }

    /** What feeds a layer at all of its nodes, in Keras's words: {@code conv1d[1][0]} is the second use's first output. */
    List<String> connections(Node layer) {
        return model.uses(layer).stream()
                .flatMap(use -> use.inputs().stream())
                .map(this::tensor)
                .toList();
    }

    private String tensor(Node node) {
        boolean part = node.layer() instanceof Part;
        Node whole = part ? node.inputs().get(0) : node;
        int index = part ? ((Part) node.layer()).index() : 0;
        return model.name(layer(node)) + "[" + model.uses(whole).indexOf(whole) + "][" + index + "]";
    }

    /** The layers that feed a layer, each once. */
    List<Node> feeding(Node layer) {
        return model.uses(layer).stream()
                .flatMap(use -> use.inputs().stream())
                .map(this::layer)
                .distinct()
                .toList();
    }

    /** The shape of the output, or the list of shapes: those of the layer's outputs, or of its uses where they differ. */
    String shape(Node layer) {
        List<Shape> shapes = layer.outputShapes();
        if (shapes.size() == 1) {
            shapes = model.uses(layer).stream().map(Node::shape).distinct().toList();
        }
        String text = shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
        return shapes.size() == 1 ? text : "[" + text + "]";
    }

    long parameters(Node layer) {
        return model.weights(layer).stream()
                .mapToLong(weight -> weight.values().length)
                .sum();
    }
}
