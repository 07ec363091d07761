// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single layers promise beyond the table. */
class LayersTest {
    private static final Kernels PLAIN = KernelChoice.plain();

    @ParameterizedTest
    @ValueSource(ints = {-1, 11, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void embeddingRefusesIdsOutsideItsTable(int id) {
        Embedding layer = new Embedding(11, 2);
        TestPass pass = new TestPass(
                layer, List.of(new IdSamples(2, new int[] {1, id})), null, List.of(new float[22]), PLAIN, 1);
        assertThatThrownBy(() -> pass.forward(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Received: id=" + id + ", inputDim=11.");
    }

    @Test
    void embeddingMasksZerosIfAsked() {
        IdSamples ids = new IdSamples(3, new int[] {0, 4, 0, 1, 2, 3});
        TestPass pass = new TestPass(
                new Embedding(5, 1).maskZero(true),
                List.of(ids),
                null,
                List.of(new float[] {10, 11, 12, 13, 14}),
                PLAIN,
                1);
        assertThat(pass.forward(false)).containsExactly(10, 14, 10, 11, 12, 13);
        assertThat(pass.resultingMask()).containsExactly(false, true, false, true, true, true);
        assertThat(new Embedding(5, 1).maskRule()).isEqualTo(MaskRule.STOP);
    }

    /** Keras 3.15.1 with the masks 011010 and 101000. */
    @Test
    void concatenateJoinsMasksAsKeras() {
        boolean[] one = {false, true, true, false, true, false};
        boolean[] other = {true, false, true, false, false, false};
        assertThat(joined(-1, one, other)).isEqualTo("111010");
        assertThat(joined(-1, one, null)).isEqualTo("111111");
        assertThat(joined(-1, null, null)).isEqualTo("null");
        assertThat(joined(1, one, other)).isEqualTo("011010101000");
        assertThat(joined(1, one, null)).isEqualTo("011010111111");
        assertThat(joined(1, null, one)).isEqualTo("111111011010");
    }

    private static String joined(int axis, boolean[] one, boolean[] other) {
        FloatSamples sequence = new FloatSamples(Shape.of(6, 2), new float[12]);
        TestPass pass = new TestPass(
                new Concatenate(axis), List.of(sequence, sequence), new boolean[][] {one, other}, List.of(), PLAIN, 1);
        pass.forward(false);
        if (pass.resultingMask() == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder();
        for (boolean step : pass.resultingMask()) {
            text.append(step ? '1' : '0');
        }
        return text.toString();
    }

    /** Keras 3.15.1: which layers hand a mask on. */
    @Test
    void masksGoWhereKerasSendsThem() {
        for (Layer layer : List.of(new Dense(3), new Dropout(0.5f), new ActivationLayer(Activation.RELU))) {
            assertThat(layer.maskRule()).as("%s", layer).isEqualTo(MaskRule.PASS);
        }
        for (Layer layer : List.of(
                new Conv1D(3, 2),
                new MaxPooling1D(2),
                new AveragePooling1D(2),
                new GlobalMaxPooling1D(),
                new GlobalAveragePooling1D(),
                new Flatten())) {
            assertThat(layer.maskRule()).as("%s", layer).isEqualTo(MaskRule.STOP);
        }
    }

    @Test
    void averageOfNothingButPaddingIsZero() {
        FloatSamples sequence = new FloatSamples(Shape.of(2, 1), new float[] {3, 4, 5, 6});
        boolean[][] mask = {{false, false, true, false}};
        TestPass pass = new TestPass(new GlobalAveragePooling1D(), List.of(sequence), mask, List.of(), PLAIN, 2);
        assertThat(pass.forward(true)).containsExactly(0, 5);
        pass.backward(new float[] {1, 1});
        assertThat(pass.gradientByInput(0)).containsExactly(0, 0, 1, 0);
    }

    @Test
    void concatenateRefusesShapesThatDisagree() {
        assertThatThrownBy(() -> new Concatenate().outputShape(List.of(Shape.of(9, 3), Shape.of(8, 3))))
                .hasMessageContaining("Received: axis=-1, shapes=[(None, 9, 3), (None, 8, 3)].");
        assertThatThrownBy(() -> new Concatenate().outputShape(List.of(Shape.of(9, 3), Shape.of(9))))
                .hasMessageContaining("[(None, 9, 3), (None, 9)]");
        assertThatThrownBy(() -> new Concatenate(0).outputShape(List.of(Shape.of(9), Shape.of(9))))
                .hasMessageContaining("axis=0, shape=(None, 9)");
        assertThatThrownBy(() -> new Concatenate(2).outputShape(List.of(Shape.of(9), Shape.of(9))))
                .hasMessageContaining("axis=2");
    }

    @Test
    void sparseDenseIsDenseDense() {
        LayerCase row = LayerCase.ofSparse(new Dense(7).activation(Activation.TANH), Shape.of(7), 50);
        SparseSamples sparse = (SparseSamples) row.samples().get(0);
        float[] values = new float[sparse.rows() * 50];
        for (int r = 0; r < sparse.rows(); r++) {
            for (int e = sparse.starts()[r]; e < sparse.starts()[r + 1]; e++) {
                values[r * 50 + sparse.indices()[e]] = sparse.values()[e];
            }
        }
        LayerCase full =
                new LayerCase(row.layer(), List.of(new FloatSamples(Shape.of(50), values)), null, row.output(), false);
        TestPass sparsePass = row.pass(PLAIN, 2);
        TestPass fullPass = full.pass(PLAIN, 2);
        assertThat(sparsePass.forward(true)).containsExactly(fullPass.forward(true), within(1e-6f));
        sparsePass.backward(row.outputGradient());
        fullPass.backward(row.outputGradient());
        assertThat(sparsePass.gradientByWeight(0)).containsExactly(fullPass.gradientByWeight(0), within(1e-6f));
        assertThat(sparsePass.gradientByWeight(1)).containsExactly(fullPass.gradientByWeight(1), within(1e-6f));
    }

    @Test
    void spatialDropoutDropsWholeChannelsOfSamples() {
        int channels = 100;
        float[] ones = new float[40 * 3 * channels];
        Arrays.fill(ones, 1);
        TestPass pass = new TestPass(
                new SpatialDropout1D(0.2f),
                List.of(new FloatSamples(Shape.of(3, channels), ones)),
                null,
                List.of(),
                PLAIN,
                7);
        float[] y = pass.forward(true);
        int kept = 0;
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isIn(0f, 1.25f).isEqualTo(y[i / (3 * channels) * 3 * channels + i % channels]);
            kept += y[i] > 0 ? 1 : 0;
        }
        assertThat(kept / (double) y.length).isCloseTo(0.8, within(0.03));
        assertThat(Arrays.copyOf(y, channels)).isNotEqualTo(Arrays.copyOfRange(y, 3 * channels, 4 * channels));
    }

    @Test
    void dropoutDropsItsShareAndKeepsTheMean() {
        int n = 100_000;
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        TestPass pass = new TestPass(
                new Dropout(0.3f), List.of(new FloatSamples(Shape.of(100), ones)), null, List.of(), PLAIN, 32);
        float[] y = pass.forward(true);
        int zeros = 0;
        for (float value : y) {
            zeros += value == 0 ? 1 : 0;
            assertThat(value == 0 || Math.abs(value - 1 / 0.7f) < 1e-6f).isTrue();
        }
        assertThat(zeros / (double) n).isCloseTo(0.3, within(0.005));
        assertThat(pass.forward(false)).containsExactly(ones);
        assertThatThrownBy(() -> new SpatialDropout1D(1)).hasMessageContaining("rate=1.0");
        assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("rate=1.0");
        assertThatThrownBy(() -> new Dropout(Float.NaN)).hasMessageContaining("rate=NaN");
    }

    /** Each wither changes the component of its name and nothing else. */
    @Test
    void withersChangeOneSetting() throws ReflectiveOperationException {
        Map<Class<?>, Object> others = Map.of(
                int.class,
                7,
                boolean.class,
                true,
                Padding.class,
                Padding.SAME,
                Activation.class,
                Activation.SELU,
                Initializer.class,
                new Initializers.HeNormal(),
                Regularizer.class,
                Regularizer.l2(0.5f),
                Constraint.class,
                Constraint.maxNorm(2));
        int count = 0;
        for (Record layer : List.of(
                new Embedding(5, 3).trainable(false),
                new Conv1D(3, 2).useBias(false).trainable(false),
                new Dense(3).useBias(false).trainable(false),
                new MaxPooling1D(2),
                new AveragePooling1D(2))) {
            for (Method method : layer.getClass().getDeclaredMethods()) {
                if (method.getReturnType() != layer.getClass() || method.getParameterCount() != 1) {
                    continue;
                }
                Object other = others.get(method.getParameterTypes()[0]);
                Object copy = method.invoke(layer, other);
                for (RecordComponent component : layer.getClass().getRecordComponents()) {
                    boolean changed = component.getName().equals(method.getName());
                    assertThat(component.getAccessor().invoke(copy))
                            .as("%s after %s", component.getName(), method)
                            .isEqualTo(changed ? other : component.getAccessor().invoke(layer));
                }
                count++;
            }
        }
        assertThat(count).isEqualTo(5 + 12 + 9 + 2 + 2);
    }
}
