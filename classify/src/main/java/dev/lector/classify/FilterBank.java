// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The filters of one convolution, and where in the network their answers are read.
 *
 * @param layer name of the convolution
 * @param answers the node {@code (steps, channels)} whose largest value over the steps is a filter's answer
 * @param felt the node at which the rest of the network feels the answers: the global maximum over {@code answers}, or
 *     {@code answers} itself
 * @param firstChannel of the filters in both nodes
 * @param filters how many
 * @param field words that a step of {@code answers} reads
 */
record FilterBank(String layer, Node answers, Node felt, int firstChannel, int filters, ReceptiveField field) {
    /** Layers between a convolution and its global maximum that keep a filter's channel to itself. */
    private static final Set<String> OWN_CHANNEL =
            Set.of("Activation", "Dropout", "SpatialDropout1D", "BatchNormalization");

    /**
     * The filters of a network: of the named convolution, or of each that no other convolution follows.
     *
     * @param layer a name, or null
     * @throws IllegalArgumentException if the network has no such convolution; the message says what to do instead
     */
    static List<FilterBank> of(Model model, String layer) {
        Node words = Inputs.text(model);
        List<Node> convolutions = model.nodes().stream()
                .filter(node -> node.layer() instanceof Conv1D && ReceptiveField.of(node, words) != null)
                .toList();
        if (convolutions.isEmpty()) {
            throw new IllegalArgumentException("Only a network with a convolution over words has filters that detect"
                    + " n-grams. Received: network=" + model.name() + ", layers="
                    + model.nodes().stream()
                            .map(node -> node.layer().className())
                            .distinct()
                            .toList()
                    + ". Ask lector explain for the words behind single answers, or train a recipe with a convolution,"
                    + " as kim-cnn.");
        }
        List<Node> chosen = convolutions.stream()
                .filter(node -> layer == null ? !feedsAnother(node, convolutions) : layer.equals(model.name(node)))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("A layer must be one of the network's convolutions. Received: layer="
                    + Lists.oneLine(layer, 60) + ", the network has "
                    + convolutions.stream().map(model::name).collect(Collectors.joining(", "))
                    + ". Name one of these.");
        }
        List<FilterBank> banks = new ArrayList<>();
        for (Node convolution : chosen) {
            banks.add(bank(model, convolution, words));
        }
        return banks;
    }

    private static boolean feedsAnother(Node node, List<Node> convolutions) {
        return convolutions.stream().anyMatch(other -> other != node && dependsOn(other, node));
    }

    private static boolean dependsOn(Node node, Node on) {
        return node == on || node.inputs().stream().anyMatch(input -> dependsOn(input, on));
    }

    /** Follows the filters' channels to a global maximum, if they meet one before anything mixes them. */
    private static FilterBank bank(Model model, Node convolution, Node words) {
        Node at = convolution;
        int first = 0;
        int filters = convolution.shape().dim(1);
        while (true) {
            Node here = at;
            List<Node> consumers = model.nodes().stream()
                    .filter(node -> node.inputs().contains(here))
                    .toList();
            Node next = consumers.size() == 1 ? consumers.get(0) : null;
            if (next != null && next.layer() instanceof GlobalMaxPooling1D) {
                ReceptiveField field = ReceptiveField.of(convolution, words);
                return new FilterBank(model.name(convolution), at, next, first, filters, field);
            }
            if (next == null || next.shape().rank() != 2 || model.outputs().contains(next)) {
                break;
            }
            if (next.layer() instanceof Concatenate
                    && next.shape().dim(0) == at.shape().dim(0)) {
                for (Node side : next.inputs()) {
                    if (side == at) {
                        break;
                    }
                    first += side.shape().dim(1);
                }
            } else if (!OWN_CHANNEL.contains(next.layer().className())) {
                break;
            }
            at = next;
        }
        ReceptiveField field = ReceptiveField.of(convolution, words);
        return new FilterBank(model.name(convolution), convolution, convolution, 0, filters, field);
    }
}
