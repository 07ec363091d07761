// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conv1D and the poolings against their definitions, and against numbers from Keras. */
class ConvolutionTest {
    /** Sizes that fill no vector and no tile. */
    private static final int STEPS = 43;

    private static final int CHANNELS = 19;
    private static final int FILTERS = 35;

    @ParameterizedTest
    @EnumSource(Padding.class)
    void convolutionIsItsDefinition(Padding padding) {
        for (Kernels kernels : kernels()) {
            for (int[] way : new int[][] {{1, 1}, {2, 1}, {5, 1}, {1, 2}, {1, 7}}) {
                for (int width : new int[] {1, 2, 3, 4, 5}) {
                    Conv1D layer = new Conv1D(FILTERS, width)
                            .padding(padding)
                            .strides(way[0])
                            .dilationRate(way[1]);
                    int windows = layer.outputShape(List.of(Shape.of(STEPS, CHANNELS)))
                            .dim(0);
                    LayerCase row = LayerCase.of(layer, Shape.of(windows, FILTERS), Shape.of(STEPS, CHANNELS));
                    TestPass pass = row.pass(kernels, 2);
                    float[] y = pass.forward(false);
                    float[] x = ((FloatSamples) row.samples().get(0)).values();
                    int left = padding.left(STEPS, (width - 1) * way[1] + 1, way[0]);
                    for (int i = 0; i < y.length; i += 7) {
                        double expected = convolution(layer, windows, left, x, pass, i);
                        assertThat((double) y[i]).as("%s value %d", layer, i).isCloseTo(expected, within(1e-4));
                    }
                }
            }
        }
    }

    private static double convolution(Conv1D layer, int windows, int left, float[] x, TestPass pass, int index) {
        int f = index % FILTERS;
        int t = index / FILTERS % windows;
        int row = index / FILTERS / windows;
        double sum = pass.weight(1)[f];
        for (int j = 0; j < layer.kernelSize(); j++) {
            int step = t * layer.strides() + j * layer.dilationRate() - left;
            for (int c = 0; c < CHANNELS && step >= 0 && step < STEPS; c++) {
                double weight = pass.weight(0)[(j * CHANNELS + c) * FILTERS + f];
                sum += weight * x[(row * STEPS + step) * CHANNELS + c];
            }
        }
        return sum;
    }

    /** Keras 3.15.1: {@code Conv1D(1, k, strides=s, padding=p, dilation_rate=d, kernel_initializer="ones")} on 2^t. */
    @ParameterizedTest
    @CsvSource({
        "same, 2, 1, 1, 3 6 12 24 48 96 192 128",
        "same, 2, 2, 1, 3 12 48 192",
        "same, 3, 1, 2, 5 10 21 42 84 168 80 160",
        "same, 3, 2, 1, 7 28 112 192",
        "same, 4, 1, 1, 7 15 30 60 120 240 224 192",
        "same, 4, 1, 2, 10 21 42 85 170 84 168 80",
        "same, 4, 3, 1, 7 60 224",
        "same, 5, 2, 1, 15 62 248 224",
        "causal, 3, 2, 1, 1 7 28 112"
    })
    void paddingIsKeras(String padding, int width, int strides, int dilation, String expected) {
        Conv1D layer = new Conv1D(1, width)
                .padding(Padding.valueOf(padding.toUpperCase(Locale.ROOT)))
                .strides(strides)
                .dilationRate(dilation)
                .kernelInitializer(new Initializers.Ones());
        float[] powers = {1, 2, 4, 8, 16, 32, 64, 128};
        assertThat(run(layer, Shape.of(8, 1), powers)).containsExactly(numbers(expected));
    }

    /** Keras 3.15.1, on 1..7 and -1..-8. */
    @Test
    void paddingOfPoolingsIsKeras() {
        assertThat(run(new AveragePooling1D(3, 2, Padding.SAME), Shape.of(7, 1), numbers("1 2 3 4 5 6 7")))
                .containsExactly(1.5f, 3, 5, 6.5f);
        assertThat(run(new MaxPooling1D(3, 2, Padding.SAME), Shape.of(8, 1), numbers("-1 -2 -3 -4 -5 -6 -7 -8")))
                .containsExactly(-1, -3, -5, -7);
        assertThat(run(new MaxPooling1D(3), Shape.of(4, 1), numbers("0 1 2 3"))).containsExactly(2);
        assertThat(run(new MaxPooling1D(5).padding(Padding.SAME), Shape.of(4, 1), numbers("0 1 2 3")))
                .containsExactly(3);
    }

    @Test
    void poolingsAreTheirDefinition() {
        float[] x = LayerCase.random(STEPS, 3);
        for (Padding padding : new Padding[] {Padding.VALID, Padding.SAME}) {
            for (int size = 1; size < 7; size++) {
                for (int strides = 1; strides < 5; strides++) {
                    float[] max = run(new MaxPooling1D(size, strides, padding), Shape.of(STEPS, 1), x);
                    float[] average = run(new AveragePooling1D(size, strides, padding), Shape.of(STEPS, 1), x);
                    int left = padding.left(STEPS, size, strides);
                    for (int w = 0; w < max.length; w++) {
                        List<Float> window = new ArrayList<>();
                        for (int t = w * strides - left; t < w * strides - left + size; t++) {
                            if (t >= 0 && t < STEPS) {
                                window.add(x[t]);
                            }
                        }
                        assertThat(max[w])
                                .isEqualTo(window.stream().reduce(Math::max).orElseThrow());
                        double mean =
                                window.stream().mapToDouble(v -> v).average().orElseThrow();
                        assertThat((double) average[w]).isCloseTo(mean, within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void aMaximumTwiceSendsItsGradientToTheFirst() {
        LayerCase row = new LayerCase(
                new GlobalMaxPooling1D(),
                List.of(new FloatSamples(Shape.of(3, 1), new float[] {1, 2, 2})),
                null,
                Shape.of(1),
                false);
        TestPass pass = row.pass(KernelChoice.plain(), 1);
        pass.forward(true);
        pass.backward(new float[] {5});
        assertThat(pass.gradientByInput(0)).containsExactly(0, 5, 0);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Conv1D(4, 9).outputShape(List.of(Shape.of(4, 3))))
                .hasMessageContaining("Conv1D needs at least as many steps as its window. Received: shape=(None, 4, 3),"
                        + " window=9.");
        assertThatThrownBy(() -> new Conv1D(4, 3).dilationRate(2).outputShape(List.of(Shape.of(4, 3))))
                .hasMessageContaining("window=5");
        assertThatThrownBy(() -> new MaxPooling1D(5).outputShape(List.of(Shape.of(4, 1))))
                .hasMessageContaining("shape=(None, 4, 1), window=5");
        assertThatThrownBy(() -> new MaxPooling1D(2).padding(Padding.CAUSAL)).hasMessageContaining("padding=causal");
        assertThatThrownBy(() -> new Conv1D(0, 3)).hasMessageContaining("filters=0");
        assertThatThrownBy(() -> new Conv1D(4, 3).strides(2).dilationRate(2))
                .hasMessageContaining("strides=2, dilationRate=2");
        for (Layer layer : new Layer[] {
            new Conv1D(4, 3),
            new MaxPooling1D(2),
            new AveragePooling1D(2),
            new GlobalMaxPooling1D(),
            new GlobalAveragePooling1D()
        }) {
            assertThatThrownBy(() -> layer.outputShape(List.of(Shape.of(40))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Received: shape=(None, 40).");
        }
    }

    private static float[] run(Layer layer, Shape shape, float[] x) {
        List<Shape> shapes = List.of(shape);
        List<float[]> weights = TestPass.initialWeights(layer, shapes, 1);
        return new TestPass(layer, List.of(new FloatSamples(shape, x)), null, weights, KernelChoice.plain(), 1)
                .forward(false);
    }

    private static List<Kernels> kernels() {
        List<Kernels> kernels = new ArrayList<>(List.of(KernelChoice.plain()));
        KernelChoice.vector().ifPresent(kernels::add);
        return kernels;
    }

    private static float[] numbers(String text) {
        String[] parts = text.split(" ");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }
}
