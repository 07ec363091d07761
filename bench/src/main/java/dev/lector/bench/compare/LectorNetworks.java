// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import static dev.lector.nn.layers.Activation.RELU;
import static dev.lector.nn.layers.Activation.SIGMOID;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Padding;
import java.util.Arrays;

/** The networks in Lector's layers, from ids to the probability. */
final class LectorNetworks {
    private LectorNetworks() {}

    static Model model(Network network) {
        return switch (network) {
            case WORDS_CNN -> wordsCnn(network);
            case KIM_CNN -> kimCnn(network);
            case MULTI_WIDTH_CNN -> multiWidthCnn(network);
        };
    }

    private static Model wordsCnn(Network network) {
        return Model.sequential(
                network.label(),
                Input.ids(network.steps()),
                new Embedding(Network.WORDS, network.dimension()),
                new Conv1D(Network.FILTERS, 4).activation(RELU),
                new Conv1D(Network.FILTERS, 4).activation(RELU),
                new Conv1D(Network.FILTERS, 4).activation(RELU),
                new GlobalMaxPooling1D(),
                new Dense(Network.FILTERS).activation(RELU),
                new Dropout(0.5f),
                new Dense(Network.FILTERS).activation(RELU),
                new Dense(1).activation(SIGMOID));
    }

    private static Model kimCnn(Network network) {
        Node ids = Input.ids(network.steps()).node("ids");
        Node words = ids.then(new Embedding(Network.WORDS, network.dimension()));
        Node probability =
                branches(words, Padding.VALID, 3, 4, 5).then(new Dropout(0.5f)).then(new Dense(1).activation(SIGMOID));
        return Model.of(network.label(), ids, probability);
    }

    /** The course puts the concatenation before the pooling; pooling each branch is the same and costs less. */
    private static Model multiWidthCnn(Network network) {
        Node ids = Input.ids(network.steps()).node("ids");
        Node words = ids.then(new Embedding(Network.WORDS, network.dimension()));
        Node probability = branches(words, Padding.SAME, 2, 3, 4, 5)
                .then(new Dense(Network.FILTERS).activation(RELU))
                .then(new Dense(1).activation(SIGMOID));
        return Model.of(network.label(), ids, probability);
    }

    private static Node branches(Node words, Padding padding, int... widths) {
        Node[] branches = Arrays.stream(widths)
                .mapToObj(width -> words.then(new Conv1D(Network.FILTERS, width)
                                .padding(padding)
                                .activation(RELU))
                        .then(new GlobalMaxPooling1D()))
                .toArray(Node[]::new);
        return Node.of(new Concatenate(), branches);
    }
}
