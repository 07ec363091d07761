// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.ActivationLayer;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.NgramSums;
import dev.lector.nn.layers.ResponseNormalization;
import java.util.ArrayList;
import java.util.List;

/** Parts over one-hot words, each with ReLU and response normalization, side by side below one dense layer. */
public final class RegionNetwork {
    /** As wide as a normal distribution of deviation .01, with which ConText begins. */
    private static final Initializers.RandomUniform START = new Initializers.RandomUniform(-.01732f, .01732f);

    private RegionNetwork() {}

    /**
     * The network, with all weights 0.
     *
     * @param steps ids of a text
     * @param parts layers that read ids: {@code WordRegions}, {@link NgramSums}
     */
    public static Model of(String name, int steps, List<Layer> parts, float dropout, Dense output) {
        Node words = Input.ids(steps).node("words");
        List<Node> normalized = new ArrayList<>();
        for (Layer part : parts) {
            normalized.add(
                    words.then(part).then(new ActivationLayer(Activation.RELU)).then(new ResponseNormalization()));
        }
        Node together = normalized.size() == 1
                ? normalized.get(0)
                : Node.of(new Concatenate(), normalized.toArray(new Node[0]));
        return Model.of(name, words, together.then(new Dropout(dropout)).then(output.kernelInitializer(START)));
    }

    /** How weights of a part begin. */
    public static Initializers.RandomUniform start() {
        return START;
    }
}
