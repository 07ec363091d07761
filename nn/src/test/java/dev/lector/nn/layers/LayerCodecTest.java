// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings as data; the round trip of every layer is a check of {@link LayerTableTest}. */
class LayerCodecTest {
    private static final LayerCodec CODEC = LayerCodec.builtIn();

    /** A user's own layer, with every type of setting. */
    public record Own(
            int size,
            float part,
            double exact,
            boolean on,
            String note,
            Shape shape,
            Padding padding,
            Initializer initializer,
            Regularizer regularizer)
            implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return shape;
        }

        @Override
        public void forward(Pass pass) {}

        @Override
        public void backward(Pass pass) {}
    }

    @Test
    void namesAndValuesAreKeras() {
        Map<String, Object> data = CODEC.encode(new Conv1D(100, 4)
                .padding(Padding.CAUSAL)
                .activation(Activation.HARD_SIGMOID)
                .kernelRegularizer(Regularizer.l2(0.01f))
                .kernelConstraint(Constraint.maxNorm(3)));
        assertThat(data).containsEntry("class_name", "Conv1D");
        Map<?, ?> config = (Map<?, ?>) data.get("config");
        assertThat(config.keySet().toString())
                .isEqualTo("[filters, kernel_size, strides, padding, dilation_rate, activation, use_bias,"
                        + " kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,"
                        + " kernel_constraint, bias_constraint, trainable]");
        assertThat(config.get("padding")).isEqualTo("causal");
        assertThat(config.get("activation")).isEqualTo("hard_sigmoid");
        assertThat(config.get("use_bias")).isEqualTo(true);
        assertThat(config.get("bias_regularizer")).isNull();
        assertThat(config.get("kernel_initializer"))
                .isEqualTo(Map.of("class_name", "GlorotUniform", "config", Map.of()));
        assertThat(config.get("kernel_regularizer"))
                .isEqualTo(Map.of("class_name", "L1L2", "config", Map.of("l1", 0.0, "l2", 0.01)));
        assertThat(config.get("kernel_constraint"))
                .isEqualTo(Map.of("class_name", "MaxNorm", "config", Map.of("max_norm", 3.0)));
    }

    @Test
    void inputsSurvive() {
        for (Input input : List.of(Input.ids(40), Input.floats(9, 3), Input.sparse(10_000))) {
            assertThat(CODEC.decode(Json.roundTrip(CODEC.encode(input)))).isEqualTo(input);
        }
        assertThat(CODEC.encode(Input.ids(40)).get("config")).isEqualTo(Map.of("shape", List.of(40), "kind", "ids"));
    }

    @Test
    void initializersSurvive() {
        for (Initializer initializer : List.of(
                new Initializers.GlorotNormal(),
                new Initializers.HeUniform(),
                new Initializers.HeNormal(),
                new Initializers.LecunUniform(),
                new Initializers.LecunNormal(),
                new Initializers.RandomUniform(-0.3f, 0.1f),
                new Initializers.Orthogonal(1.5f),
                new Initializers.Constant(0.1f),
                new Initializers.Ones())) {
            Layer layer = new Dense(3).kernelInitializer(initializer);
            assertThat(CODEC.decode(Json.roundTrip(CODEC.encode(layer)))).isEqualTo(layer);
        }
    }

    @Test
    void givenValuesAreNotSaved() {
        Embedding layer =
                new Embedding(2, 1).embeddingsInitializer(new Initializers.Given(Shape.of(2, 1), new float[2]));
        Embedding read = (Embedding) CODEC.decode(CODEC.encode(layer));
        assertThat(read).isEqualTo(layer.embeddingsInitializer(new Initializers.Stored()));
    }

    @Test
    void ownLayersAreMadeKnown() {
        Own layer = new Own(
                3, 0.1f, 1e-300, true, "nota bene", Shape.of(2, 5), Padding.SAME, new Initializers.Constant(2), null);
        LayerCodec codec = CODEC.with("Own", Own.class);
        assertThat(codec.decode(Json.roundTrip(codec.encode(layer)))).isEqualTo(layer);
        assertThatThrownBy(() -> CODEC.encode(layer))
                .hasMessageContaining("Received: layer=Own[")
                .hasMessageContaining("LayerCodec.builtIn().with(\"Own\"");
        assertThatThrownBy(() -> CODEC.decode(codec.encode(layer)))
                .hasMessageContaining("Received: class_name=Own.")
                .hasMessageContaining("AveragePooling1D");
        assertThatThrownBy(() -> codec.with("Dense", Own.class)).hasMessageContaining("class_name=Dense twice");
    }

    @Test
    void readingIsStrict() {
        refuses("units", null, "Dense.units=null");
        refuses("units", 3.5, "A setting must be an integer. Received: Dense.units=3.5.");
        refuses("units", 1L << 32, "Dense.units=4294967296");
        refuses("units", "3", "Dense.units=3");
        refuses("units", 0, "units=0");
        refuses("activation", "rleu", "one of [linear, relu,");
        refuses("activation", "RELU", "Dense.activation=RELU");
        refuses("activation", null, "Dense needs activation. Received: activation=null.");
        refuses("use_bias", 1, "true or false. Received: Dense.use_bias=1.");
        refuses("kernel_initializer", "zeros", "a map");
        refuses("kernel_initializer", CODEC.encode(new Flatten()), "must be a Initializer");
        refuses("kernel_initializer", Map.of("class_name", "Magic", "config", Map.of()), "class_name=Magic");
        refuses("unitz", 3, "A setting is not known. Received: Dense.unitz=3.");
        Map<String, Object> missing = edited();
        config(missing).remove("use_bias");
        assertThatThrownBy(() -> CODEC.decode(missing)).hasMessageContaining("Received: Dense without use_bias");
        Map<String, Object> more = edited();
        more.put("weights", List.of());
        assertThatThrownBy(() -> CODEC.decode(more)).hasMessageContaining("layer.weights=[]");
        assertThatThrownBy(() -> CODEC.decode(Map.of())).hasMessageContaining("layer without class_name");
        assertThatThrownBy(() -> CODEC.decode(Map.of("class_name", "Zeros", "config", Map.of())))
                .hasMessageContaining("class_name=Zeros, which is no layer");
        assertThatThrownBy(() -> CODEC.decode(
                        Map.of("class_name", "InputLayer", "config", Map.of("shape", List.of(-1), "kind", "ids"))))
                .hasMessageContaining("dims=[-1]");
    }

    private static void refuses(String setting, Object value, String message) {
        Map<String, Object> data = edited();
        config(data).put(setting, value);
        assertThatThrownBy(() -> CODEC.decode(data))
                .as("%s=%s", setting, value)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, Object> edited() {
        return new LinkedHashMap<>(Json.roundTrip(CODEC.encode(new Dense(3))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> config(Map<String, Object> data) {
        return (Map<String, Object>) data.get("config");
    }

    /** Names of enums must not follow the language of the machine: Turkish has another small i. */
    @Test
    void enumsAreWrittenAlikeEverywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            for (Activation activation : Activation.values()) {
                Layer layer = new ActivationLayer(activation);
                assertThat(CODEC.decode(CODEC.encode(layer))).isEqualTo(layer);
            }
            assertThat(Arrays.toString(Activation.SIGMOID.kerasName().toCharArray()))
                    .isEqualTo("[s, i, g, m, o, i, d]");
        } finally {
            Locale.setDefault(before);
        }
    }
}
