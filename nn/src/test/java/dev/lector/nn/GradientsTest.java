// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {
    private static final int WORDS = 20;
    private static final int STEPS = 9;
    private static final int ROWS = 11;
    private static final Gradients.Score FIRST = Gradients.Score.sum(1, 0, 0);

    private static Model model(boolean masked) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors =
                words.then("vectors", new Embedding(WORDS, 4).maskZero(masked).trainable(false));
        Node wide = vectors.then(new Conv1D(5, 3).activation(Activation.TANH)).then("wide", new GlobalMaxPooling1D());
        Node narrow =
                vectors.then(new Dense(6).activation(Activation.SIGMOID)).then("mean", new GlobalAveragePooling1D());
        Node output = Node.of(new Concatenate(), wide, narrow)
                .then(new Dropout(.5f))
                .then(new Dense(7).activation(Activation.TANH))
                .then(new Dense(3));
        return Model.of("m", words, output).initialize(3);
    }

    private static Node node(Model model, String name) {
        return model.nodes().stream()
                .filter(node -> model.name(node).equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Padded in front; the first text is empty. */
    private static List<Samples> texts() {
        int[] ids = new int[ROWS * STEPS];
        for (int r = 0; r < ROWS; r++) {
            for (int t = 0; t < Math.min(r, STEPS); t++) {
                ids[(r + 1) * STEPS - 1 - t] = 1 + CounterRandom.below(WORDS - 1, 4, r * STEPS + t);
            }
        }
        return List.of(new IdSamples(STEPS, ids));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partsGiveInnerValuesAndShareWeights(boolean masked) {
        Model model = model(masked);
        Model part = model.upTo(node(model, "wide"));
        assertThat(part.inputs()).isEqualTo(model.inputs());
        assertThat(part.weights()).allMatch(model.weights()::contains);
        assertThat(part.weights()).extracting(Weight::name).contains("conv1d/kernel");
        assertThat(part.nodes()).extracting(part::name).containsExactly("words", "vectors", "conv1d", "wide");
        float[] vectors = Predictor.of(model.upTo(node(model, "vectors"))).predict(texts(), 1);
        float[] table = model.weight("vectors/embeddings").values();
        assertThat(vectors).startsWith(table[0], table[1], table[2], table[3]);
        assertThat(vectors).hasSize(ROWS * STEPS * 4);
    }

    @Test
    void partsEndAtALayerOfTheModel() {
        Model model = model(false);
        assertThatThrownBy(() -> model.upTo(node(model(false), "wide"))).hasMessageContaining("Received: node=");
        assertThatThrownBy(() -> model.upTo(model.inputs().get(0))).hasMessageContaining("no input");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsAreThoseOfCentralDifferences(boolean masked) {
        Model model = model(masked);
        for (List<String> names : List.of(List.of("vectors"), List.of("wide", "mean"))) {
            List<Node> at = names.stream().map(name -> node(model, name)).toList();
            Gradients gradients = Gradients.of(model, at, KernelChoice.plain());
            List<float[]> values = new ArrayList<>();
            for (Node node : at) {
                values.add(Predictor.of(model.upTo(node), KernelChoice.plain()).predict(texts(), 1));
            }
            float[] factors = {.5f, 0, -2};
            Gradients.Result own = gradients.compute(texts(), Gradients.Score.sum(factors));
            Gradients.Result given = gradients.compute(texts(), values, Gradients.Score.sum(factors));
            assertThat(given.outputs()).containsExactly(own.outputs(), within(1e-6f));
            assertThat(own.outputs()).containsExactly(Predictor.of(model).predict(texts(), 1), within(1e-5f));
            // Equal windows of padding have no derivative; values of any kind have one nearly everywhere.
            List<float[]> moved = new ArrayList<>();
            for (int n = 0; n < at.size(); n++) {
                assertThat(given.gradients().get(n))
                        .containsExactly(own.gradients().get(n), within(1e-6f));
                moved.add(values.get(n).clone());
                for (int i = 0; i < values.get(n).length; i++) {
                    moved.get(n)[i] += CounterRandom.below(1_000, 8, i) / 1e3f;
                }
            }
            List<float[]> there = gradients
                    .compute(texts(), moved, Gradients.Score.sum(factors))
                    .gradients();
            for (int n = 0; n < at.size(); n++) {
                int size = at.get(n).shape().size();
                for (int i = 0; i < size; i++) {
                    float[] differences = differences(gradients, moved, n, i, size, factors);
                    for (int r = 0; r < ROWS; r++) {
                        assertThat(there.get(n)[r * size + i])
                                .as("%s, row %d, value %d", names.get(n), r, i)
                                .isCloseTo(differences[r], within(2e-3f));
                    }
                }
            }
        }
    }

    /** Of one value of every row at once. */
    private static float[] differences(
            Gradients gradients, List<float[]> values, int node, int value, int size, float[] factors) {
        float step = 2e-3f;
        double[][] sums = new double[2][ROWS];
        for (int side = 0; side < 2; side++) {
            List<float[]> moved = new ArrayList<>(values);
            moved.set(node, values.get(node).clone());
            for (int r = 0; r < ROWS; r++) {
                moved.get(node)[r * size + value] += side == 0 ? step : -step;
            }
            float[] outputs = gradients
                    .compute(texts(), moved, Gradients.Score.sum(factors))
                    .outputs();
            for (int r = 0; r < ROWS; r++) {
                for (int c = 0; c < 3; c++) {
                    sums[side][r] += factors[c] * outputs[r * 3 + c];
                }
            }
        }
        float[] slopes = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            slopes[r] = (float) ((sums[0][r] - sums[1][r]) / (2 * step));
        }
        return slopes;
    }

    @Test
    void manyThreadsGetTheSameGradients() {
        Model model = model(true);
        Gradients gradients = Gradients.of(model, List.of(node(model, "vectors")), KernelChoice.best());
        float[] expected = gradients.compute(texts(), FIRST).gradients().get(0);
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i ->
                                gradients.compute(texts(), FIRST).gradients().get(0)))
                .allSatisfy(each -> assertThat(each).isEqualTo(expected));
    }

    @Test
    void wrongCallsAreRefused() {
        Model model = model(false);
        Node vectors = node(model, "vectors");
        Gradients gradients = Gradients.of(model, List.of(vectors), KernelChoice.plain());
        assertThatThrownBy(() -> Gradients.of(model, model.outputs(), KernelChoice.plain()))
                .hasMessageContaining("neither input nor output");
        assertThatThrownBy(() -> gradients.compute(texts(), List.of(new float[3]), FIRST))
                .hasMessageContaining("length=3 instead of 396");
        assertThatThrownBy(() -> gradients.compute(texts(), List.of(), FIRST)).hasMessageContaining("arrays=0");
    }
}
