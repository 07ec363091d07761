// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.GRU;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.SimpleRNN;

/**
 * Floating-point operations that a network's plain definition asks for: a multiplication and an addition for every weight of
 * a matrix at every place where it is applied. Look-ups, activations, normalisation, pooling and the optimizer are not
 * counted.
 */
final class Operations {
    private Operations() {}

    /** One text's forward pass. */
    static long forward(Model model) {
        return model.nodes().stream().mapToLong(node -> forward(model, node)).sum();
    }

    /** Forward, gradients by the inputs and gradients by the weights: three times {@link #forward}. */
    static long training(Model model) {
        return 3 * forward(model);
    }

    private static long forward(Model model, Node node) {
        Layer layer = node.layer();
        int places;
        if (layer instanceof LSTM || layer instanceof GRU || layer instanceof SimpleRNN) {
            places = node.inputShapes().get(0).dim(0);
        } else if (layer instanceof Conv1D || layer instanceof Dense) {
            places = node.shape().rank() == 2 ? node.shape().dim(0) : 1;
        } else {
            return 0;
        }
        long cells = model.weights(node).stream()
                .filter(weight -> weight.name().endsWith("kernel"))
                .mapToLong(Operations::cells)
                .sum();
        return 2 * places * cells;
    }

    private static long cells(Weight weight) {
        return weight.values().length;
    }
}
