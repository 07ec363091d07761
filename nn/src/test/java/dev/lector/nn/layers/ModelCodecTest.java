// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCodecTest {
    private static final ModelCodec CODEC = new ModelCodec(LayerCodec.builtIn());

    private static Model branched() {
        Node words = Input.ids(50).node("words");
        Node extra = Input.floats(3).node(null);
        Node vectors = words.then(new Embedding(100, 8));
        Node a = vectors.then(new Conv1D(4, 3).activation(Activation.RELU)).then(new GlobalMaxPooling1D());
        Node b = vectors.then(new Conv1D(4, 4).activation(Activation.RELU)).then("wide", new GlobalMaxPooling1D());
        Node joined = Node.of(new Concatenate(), b, a, extra).then(new Dropout(0.5f));
        Node label = joined.then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("widths", List.of(words, extra), List.of(label, joined));
    }

    @Test
    void aGraphSurvives() {
        Model model = branched();
        Model read = CODEC.decode(Json.roundTrip(CODEC.encode(model)));
        assertThat(describe(read)).isEqualTo(describe(model));
        assertThat(read.weights().stream().map(Weight::name))
                .containsExactlyElementsOf(
                        model.weights().stream().map(Weight::name).toList());
        assertThat(CODEC.encode(read)).isEqualTo(CODEC.encode(model));
        model.initialize(3);
        read.initialize(3);
        for (Weight weight : model.weights()) {
            assertThat(read.weight(weight.name()).values()).containsExactly(weight.values());
        }
    }

    @Test
    void aSequenceOfLayersSurvives() {
        Model model =
                Model.sequential("bag", Input.sparse(10_000), new Dense(64).activation(Activation.RELU), new Dense(1));
        assertThat(describe(CODEC.decode(Json.roundTrip(CODEC.encode(model))))).isEqualTo(describe(model));
    }

    @Test
    void readingIsStrict() {
        refuses(data -> data.remove("outputs"), "model without outputs");
        refuses(data -> data.put("loss", "mse"), "model.loss=mse");
        refuses(data -> data.put("outputs", List.of("nothing")), "widths reads nothing");
        refuses(data -> data.put("outputs", List.of()), "");
        refuses(data -> nodes(data).remove(2), "reads embedding, nodes so far=[words, input_layer]");
        refuses(data -> nodes(data).add(nodes(data).get(2)), "name=embedding twice");
        refuses(data -> node(data, 2).put("inputs", List.of("embedding")), "embedding reads embedding");
        refuses(data -> node(data, 2).put("inputs", List.of("words", "input_layer")), "exactly one input");
        refuses(data -> node(data, 2).put("colour", "red"), "node embedding.colour=red");
        refuses(data -> node(data, 2).put("layer", 7), "node embedding.layer=7");
        refuses(data -> nodes(data).add("x"), "model.nodes=");
        refuses(data -> data.put("outputs", List.of("dropout")), "Received: node=dense, which leads to none of");
    }

    private interface Edit {
        void apply(Map<String, Object> data);
    }

    private static void refuses(Edit edit, String message) {
        Map<String, Object> data = new LinkedHashMap<>(Json.roundTrip(CODEC.encode(branched())));
        edit.apply(data);
        assertThatThrownBy(() -> CODEC.decode(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> nodes(Map<String, Object> data) {
        return (List<Object>) data.get("nodes");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> node(Map<String, Object> data, int index) {
        return (Map<String, Object>) nodes(data).get(index);
    }

    private static List<String> describe(Model model) {
        List<String> lines = new ArrayList<>();
        for (Node node : model.nodes()) {
            lines.add(model.name(node) + " = " + node.layer() + node.shape() + " of "
                    + node.inputs().stream().map(model::name).toList());
        }
        lines.add(model.name() + " "
                + model.inputs().stream().map(model::name).toList()
                + model.outputs().stream().map(model::name).toList());
        return lines;
    }
}
