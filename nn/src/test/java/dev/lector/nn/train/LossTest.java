// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static double loss(Loss loss, int outputs, float[] predictions, float[] targets, float[] gradient) {
        int rows = predictions.length / outputs;
        return loss.compute(
                KernelChoice.plain(), rows, outputs, predictions, 0, targets, 0, null, 0, 1f / rows, gradient, 0);
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void valuesOfKerasDocumentation() {
        // The examples in Keras's documentation of each loss.
        assertThat(loss(new BinaryCrossentropy(), 2, floats(0.6, 0.4, 0.4, 0.6), floats(0, 1, 0, 0), null))
                .isCloseTo(0.916291 + 0.713558, within(1e-5));
        assertThat(loss(
                        new BinaryCrossentropy().fromLogits(true),
                        4,
                        floats(-18.6, 0.51, 2.94, -12.8),
                        floats(0, 1, 0, 0),
                        null))
                .isCloseTo(0.865458, within(1e-5));
        float[] three = floats(0.05, 0.95, 0, 0.1, 0.8, 0.1);
        assertThat(loss(new CategoricalCrossentropy(), 3, three, floats(0, 1, 0, 0, 0, 1), null))
                .isCloseTo(0.0512933 + 2.3025851, within(1e-5));
        assertThat(loss(new SparseCategoricalCrossentropy(), 3, three, floats(1, 2), null))
                .isCloseTo(0.0512933 + 2.3025851, within(1e-5));
        float[] half = floats(0.6, 0.4, 0.4, 0.6);
        assertThat(loss(new Hinge(), 2, half, floats(0, 1, 0, 0), null)).isCloseTo(1.1 + 1.5, within(1e-6));
        assertThat(loss(new SquaredHinge(), 2, half, floats(0, 1, 0, 0), null))
                .isCloseTo((2.56 + 0.36 + 1.96 + 2.56) / 2, within(1e-6));
        assertThat(loss(new MeanSquaredError(), 2, floats(1, 1, 1, 0), floats(0, 1, 0, 0), null))
                .isCloseTo(0.5 + 0.5, within(1e-9));
    }

    @Test
    void smoothing() {
        // t = 1 becomes 0.9 for two-valued labels, and 0.8 + 0.2/4 = 0.85 among four classes.
        assertThat(loss(new BinaryCrossentropy().labelSmoothing(0.2f), 1, floats(0.7), floats(1), null))
                .isCloseTo(-0.9 * Math.log(0.7) - 0.1 * Math.log(0.3), within(1e-6));
        float[] p = floats(0.7, 0.1, 0.1, 0.1);
        assertThat(loss(new CategoricalCrossentropy().labelSmoothing(0.2f), 4, p, floats(1, 0, 0, 0), null))
                .isCloseTo(-0.85 * Math.log(0.7) - 0.15 * Math.log(0.1), within(1e-6));
        assertThatThrownBy(() -> new BinaryCrossentropy(false, 1.5f)).hasMessageContaining("labelSmoothing=1.5");
    }

    @Test
    void certaintyIsClipped() {
        float[] gradient = new float[2];
        double loss = loss(new BinaryCrossentropy(), 1, floats(0, 1), floats(1, 0), gradient);
        // The float next to 1 - 1e-7 is 1 - 2⁻²³.
        assertThat(loss).isCloseTo(-Math.log(1e-7) - Math.log(0x1p-23), within(1e-6));
        assertThat(gradient).containsExactly(0, 0);
    }

    @Test
    void theClipsEndHasHalfASlope() {
        float[] gradient = new float[1];
        loss(new BinaryCrossentropy(), 1, floats(1 - 0x1p-23), floats(0), gradient);
        assertThat(gradient[0]).isCloseTo(0x1p22f, within(1f));
    }

    @Test
    void hugeLogitsStayFinite() {
        float[] gradient = new float[3];
        assertThat(loss(
                        new BinaryCrossentropy().fromLogits(true),
                        1,
                        floats(1000, -1000, 1e30),
                        floats(0, 1, 1),
                        gradient))
                .isEqualTo(2000);
        assertThat(gradient[0]).isCloseTo(1 / 3f, within(1e-7f));
        assertThat(loss(new SparseCategoricalCrossentropy(true), 3, floats(1000, 0, -1000), floats(2), gradient))
                .isEqualTo(2000);
        assertThat(gradient).containsExactly(1, 0, -1);
    }

    @Test
    void nanIsSeen() {
        for (Loss loss : losses()) {
            float[] gradient = new float[2];
            float[] targets = new float[loss.targetWidth(2)];
            targets[0] = 1;
            assertThat(loss(loss, 2, new float[] {Float.NaN, 0.5f}, targets, gradient))
                    .isNaN();
            assertThat(gradient[0]).isNaN();
        }
    }

    @Test
    void targetsOutsideTheClassesAreRefused() {
        Loss loss = new SparseCategoricalCrossentropy();
        for (float target : new float[] {-1, 2, 0.5f, Float.NaN}) {
            assertThatThrownBy(() -> loss(loss, 2, floats(0.5, 0.5), new float[] {target}, null))
                    .hasMessageContaining("target=" + target)
                    .hasMessageContaining("outputs=2");
        }
    }

    static List<Loss> losses() {
        return List.of(
                new BinaryCrossentropy(),
                new BinaryCrossentropy(true, 0.1f),
                new CategoricalCrossentropy(),
                new CategoricalCrossentropy(false, 0.1f),
                new CategoricalCrossentropy(true, 0.1f),
                new SparseCategoricalCrossentropy(),
                new SparseCategoricalCrossentropy(true),
                new Hinge(),
                new SquaredHinge(),
                new MeanSquaredError());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsMatchCentralDifferences(Loss loss) {
        int rows = 3;
        int outputs = 4;
        int width = loss.targetWidth(outputs);
        float[] predictions = new float[1 + rows * outputs];
        float[] targets = new float[2 + rows * width];
        float[] weights = {9, 0.5f, 2, 1.25f};
        for (int i = 1; i < predictions.length; i++) {
            predictions[i] = 0.05f + 0.9f * CounterRandom.uniform(1, i);
        }
        for (int r = 0; r < rows; r++) {
            targets[2 + r * width + (width == 1 ? 0 : r)] = width == 1 ? r : 1;
        }
        float[] gradient = new float[3 + rows * outputs];
        loss.compute(KernelChoice.plain(), rows, outputs, predictions, 1, targets, 2, weights, 1, 0.25f, gradient, 3);
        for (int i = 0; i < rows * outputs; i++) {
            float value = predictions[1 + i];
            predictions[1 + i] = value + 0x1p-10f;
            double above = loss.compute(
                    KernelChoice.plain(), rows, outputs, predictions, 1, targets, 2, weights, 1, 0, null, 0);
            predictions[1 + i] = value - 0x1p-10f;
            double below = loss.compute(
                    KernelChoice.plain(), rows, outputs, predictions, 1, targets, 2, weights, 1, 0, null, 0);
            predictions[1 + i] = value;
            double expected = 0.25 * (above - below) / 0x1p-9;
            assertThat((double) gradient[3 + i])
                    .as("%s, value %d", loss, i)
                    .isCloseTo(expected, within(1e-6 + 1e-3 * Math.abs(expected)));
        }
    }
}
