// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.layers.Add;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Lambda;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Graphs that cannot be, and what is said of them. */
class GraphErrorsTest {
    private static final ModelCodec CODEC = new ModelCodec(LayerCodec.builtIn());
    private final Node in = Input.floats(3).node("in");

    @Test
    void everyInputIsUsedAndEveryUsedInputIsGiven() {
        Node other = Input.floats(2).node("other");
        Node out = in.then(new Dense(1));
        assertThatThrownBy(() -> Model.of("m", List.of(in, other), List.of(out)))
                .hasMessage("Every input of a model must be used. Received: input=other. Connect it or leave it out.");
        Node both = Node.of(new Add(), in.then(new Dense(1)), other.then(new Dense(1)));
        assertThatThrownBy(() -> Model.of("m", in, both))
                .hasMessageContaining("input=other")
                .hasMessageContaining("Name it among the inputs");
        assertThatThrownBy(() -> Model.of("m", out, out.then(new Dense(1))))
                .hasMessageContaining("begins at Input nodes");
        assertThatThrownBy(() -> Model.of("m", in, in)).hasMessageContaining("what layers compute");
        assertThatThrownBy(() -> Model.of("m", List.of(in), List.of(out, out))).hasMessageContaining("each once");
    }

    @Test
    void namesDiffer() {
        Node a = in.then("a", new Dense(3));
        assertThatThrownBy(() -> Model.of("m", in, a.then("a", new Dense(1)))).hasMessageContaining("name=a twice");
        assertThatThrownBy(() -> Model.of("m", in, a.applyTo(a).then("a[1]", new Dense(1))))
                .hasMessageContaining("name=a[1] twice");
    }

    @Test
    void shapesMeet() {
        Node sequence = Input.floats(3, 5).node("sequence");
        assertThatThrownBy(() -> sequence.then(new Conv1D(2, 4)))
                .hasMessageContaining("(None, 3, 5)")
                .hasMessageContaining("window=4");
        assertThatThrownBy(() -> Node.of(new Add(), in, Input.floats(4).node("four")))
                .hasMessageContaining("[(None, 3), (None, 4)]");
        assertThatThrownBy(() -> in.then(new Embedding(9, 2))).hasMessageContaining("[IDS]");
    }

    /** A node knows the nodes that feed it, which exist before it: only a file can describe a cycle. */
    @Test
    void aFileWithACycleIsRefused() {
        Node a = in.then("a", new Dense(3));
        Model model = Model.of("m", in, a.applyTo(a).then("b", new Dense(3)));
        refuses(model, 1, "inputs", List.of("b"), "a reads b, nodes so far=[in]");
        refuses(model, 2, "inputs", List.of("a[1]"), "a[1] reads a[1]");
        refuses(model, 3, "inputs", List.of("missing"), "b reads missing");
        refuses(model, 2, "shares", "b", "a[1] reads b");
        refuses(model, 2, "shares", "in", "has no inputs");
        refuses(model, 2, "name", "c", "reads a[1]");
        assertThat(CODEC.encode(CODEC.decode(CODEC.encode(model)))).isEqualTo(CODEC.encode(model));
    }

    private static void refuses(Model model, int node, String key, Object value, String message) {
        Map<String, Object> data = new LinkedHashMap<>(CODEC.encode(model));
        List<Object> nodes = new ArrayList<>((List<?>) data.get("nodes"));
        Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) nodes.get(node));
        changed.put(key, value);
        nodes.set(node, changed);
        data.put("nodes", nodes);
        assertThatThrownBy(() -> CODEC.decode(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLambdaIsSavedByNameOnly() {
        Lambda half = new Lambda(
                "half",
                shapes -> shapes.get(0),
                (shapes, x, y) -> {
                    for (int i = 0; i < y.length; i++) {
                        y[i] = x[0][i] / 2;
                    }
                },
                (shapes, x, y, gy, gx) -> {
                    for (int i = 0; i < gy.length; i++) {
                        gx[0][i] += gy[i] / 2;
                    }
                });
        Model model = Model.of("m", in, in.then(half));
        assertThatThrownBy(() -> CODEC.encode(model))
                .hasMessageContaining("name=half")
                .hasMessageContaining("LayerCodec.builtIn().with(lambda)");
        ModelCodec knowing = new ModelCodec(LayerCodec.builtIn().with(half));
        Model read = knowing.decode(knowing.encode(model));
        FloatSamples row = new FloatSamples(Shape.of(3), new float[] {2, 4, 6});
        assertThat(Predictor.of(read).predict(List.of(row), 1)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> CODEC.decode(knowing.encode(model))).hasMessageContaining("name=half");
    }
}
