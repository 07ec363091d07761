// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same checks for every row of {@link LayerTable}. Gradients are checked by {@link LayerGradientTest}. */
class LayerTableTest {
    private static final Kernels PLAIN = KernelChoice.plain();

    static List<LayerCase> rows() {
        return LayerTable.rows();
    }

    static List<LayerCase> maskedRows() {
        return rows().stream().filter(row -> row.masks() != null).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void infersItsShapeAndWritesEveryValue(LayerCase row) {
        assertThat(row.layer().outputShape(row.shapes())).isEqualTo(row.output());
        TestPass pass = row.pass(PLAIN, 2);
        assertThat(pass.forward(false)).hasSize(LayerCase.BATCH * row.output().size());
        assertFinite(pass.forward(false));
        pass.checkMargins();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesNotDependOnBlocks(LayerCase row) {
        for (boolean training : new boolean[] {false, true}) {
            TestPass whole = row.pass(PLAIN, LayerCase.BATCH);
            float[] expected = whole.forward(training);
            for (int blockRows : new int[] {1, 2, 3}) {
                TestPass cut = row.pass(PLAIN, blockRows);
                if (row.layer() instanceof MeetsBatch && training) {
                    assertClose(expected, cut.forward(true), 1e-5);
                } else {
                    assertThat(cut.forward(training)).containsExactly(expected);
                }
                assertThat(cut.resultingMask()).isEqualTo(whole.resultingMask());
                cut.checkMargins();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientsDoNotDependOnBlocks(LayerCase row) {
        TestPass whole = row.pass(PLAIN, LayerCase.BATCH);
        whole.forward(true);
        whole.backward(row.outputGradient());
        TestPass cut = row.pass(PLAIN, 2);
        cut.forward(true);
        cut.backward(row.outputGradient());
        assertSameGradients(row, whole, cut, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void addsToTheGradients(LayerCase row) {
        TestPass once = row.pass(PLAIN, 2);
        once.forward(true);
        once.backward(row.outputGradient());
        TestPass twice = row.pass(PLAIN, 2);
        twice.forward(true);
        twice.backward(row.outputGradient());
        twice.forward(true);
        twice.backward(row.outputGradient());
        for (int i = 0; i < row.samples().size(); i++) {
            if (row.samples().get(i) instanceof FloatSamples) {
                assertClose(doubled(once.gradientByInput(i)), twice.gradientByInput(i), 1e-5);
            }
        }
        for (int i = 0; i < row.layer().weights(row.shapes()).size(); i++) {
            assertClose(doubled(once.gradientByWeight(i)), twice.gradientByWeight(i), 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void plainAndVectorKernelsAgree(LayerCase row) {
        Assumptions.assumeTrue(
                KernelChoice.vector().isPresent(), "The vector kernels are not in this process: not compared.");
        TestPass plain = row.pass(PLAIN, 3);
        TestPass vector = row.pass(KernelChoice.vector().orElseThrow(), 3);
        assertClose(plain.forward(false), vector.forward(false), 1e-5);
        assertClose(plain.forward(true), vector.forward(true), 1e-5);
        plain.backward(row.outputGradient());
        vector.backward(row.outputGradient());
        assertSameGradients(row, plain, vector, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void predictionIsNotRandom(LayerCase row) {
        float[] one = row.pass(PLAIN, 2).randomKey(1).forward(false);
        float[] other = row.pass(PLAIN, 2).randomKey(2).forward(false);
        assertThat(other).containsExactly(one);
        if (!drops(row.layer()) && !(row.layer() instanceof MeetsBatch)) {
            assertThat(row.pass(PLAIN, 2).forward(true)).containsExactly(one);
        }
    }

    @ParameterizedTest
    @MethodSource("maskedRows")
    void honoursTheMaskOrIgnoresIt(LayerCase row) {
        float[] before = row.pass(PLAIN, 2).forward(false);
        LayerCase unmasked = new LayerCase(row.layer(), row.samples(), null, row.output(), false);
        if (!row.honoursMask()) {
            assertThat(unmasked.pass(PLAIN, 2).forward(false)).containsExactly(before);
            return;
        }
        assertThat(unmasked.pass(PLAIN, 2).forward(false)).isNotEqualTo(before);
        TestPass changed = row.pass(PLAIN, 2);
        int channels = row.shapes().get(0).dim(1);
        for (int p = 0; p < row.masks()[0].length; p++) {
            for (int c = 0; c < channels && !row.masks()[0][p]; c++) {
                changed.setInput(0, p * channels + c, 1000);
            }
        }
        assertThat(changed.forward(false)).containsExactly(before);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAnotherNumberOfInputs(LayerCase row) {
        Shape first = row.shapes().get(0);
        List<Shape> wrong = row.shapes().size() > 1 && !mayHaveStates(row.layer())
                ? List.of(first)
                : List.of(first, Shape.of(123, 45));
        assertThatThrownBy(() -> row.layer().outputShape(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(row.layer().className())
                .hasMessageContaining("Received: ")
                .hasMessageContaining(wrong.toString());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void settingsSurviveBeingWrittenAndRead(LayerCase row) {
        LayerCodec codec = LayerTable.CODEC;
        assertThat(codec.decode(Json.roundTrip(codec.encode(row.layer())))).isEqualTo(row.layer());
    }

    private static boolean mayHaveStates(Layer layer) {
        return layer instanceof RecurrentLayer || layer instanceof Bidirectional;
    }

    private static boolean drops(Layer layer) {
        return layer instanceof Dropout
                || layer instanceof SpatialDropout1D
                || (layer instanceof Bidirectional both && drops(both.layer()))
                || (layer instanceof RecurrentLayer loop && loop.dropout() + loop.recurrentDropout() > 0);
    }

    private static void assertSameGradients(LayerCase row, TestPass a, TestPass b, double tolerance) {
        for (int i = 0; i < row.samples().size(); i++) {
            if (row.samples().get(i) instanceof FloatSamples) {
                assertClose(a.gradientByInput(i), b.gradientByInput(i), tolerance);
            }
        }
        for (int i = 0; i < row.layer().weights(row.shapes()).size(); i++) {
            assertClose(a.gradientByWeight(i), b.gradientByWeight(i), tolerance);
        }
    }

    private static void assertClose(float[] expected, float[] actual, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("value %d", i)
                    .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
        }
    }

    private static void assertFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.isFinite(values[i]))
                    .as("value %d is %s", i, values[i])
                    .isTrue();
        }
    }

    private static float[] doubled(float[] values) {
        float[] twice = values.clone();
        for (int i = 0; i < twice.length; i++) {
            twice[i] *= 2;
        }
        return twice;
    }
}
