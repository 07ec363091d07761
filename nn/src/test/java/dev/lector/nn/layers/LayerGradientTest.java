// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.kernels.KernelChoice;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Backward against central differences, for every weight and every input of every row of {@link LayerTable}. The loss is
 * {@code Σ c·y} with random {@code c}, summed in double. Forward computes in float, so the step is 2⁻⁷: of the
 * difference quotient, rounding leaves an error of about 1e-4 and the curvature of the activations one of about 1e-4;
 * the tolerance is 1e-3 + 0.5 %.
 *
 * <p>Where the slopes to the left and to the right differ, the value stands near a kink of ReLU or near a change of the
 * largest value. There the step is 2⁻¹⁰, for which rounding asks for a tolerance of 3e-3 + 0.5 %. Where they still
 * differ there is no gradient to compare: such values are passed over, and must be few.
 */
class LayerGradientTest {
    private static final float STEP = 0x1p-7f;
    private static final float SMALL_STEP = 0x1p-10f;
    private static final double ABSOLUTE = 1e-3;
    private static final double ABSOLUTE_SMALL_STEP = 3e-3;
    private static final double RELATIVE = 5e-3;
    private static final double KINKS_ALLOWED = 0.04;

    private record Slopes(double left, double right) {
        double mean() {
            return (left + right) / 2;
        }

        /** Whether the mean may be wrong by half of {@link #tolerance}. */
        boolean differ(double absolute) {
            return Math.abs(left - right) > tolerance(absolute);
        }

        double tolerance(double absolute) {
            return absolute + RELATIVE * Math.abs(mean());
        }
    }

    /** Sets one value and gives back what it was. */
    private interface Setter {
        float set(int index, float value);
    }

    static List<LayerCase> rows() {
        return LayerTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientsAreThoseOfCentralDifferences(LayerCase row) {
        float[] c = row.outputGradient();
        TestPass pass = row.pass(KernelChoice.plain(), 2);
        pass.forward(true);
        pass.backward(c);
        List<WeightSpec> weights = row.layer().weights(row.shapes());
        for (int w = 0; w < weights.size(); w++) {
            if (!pass.trained(w)) {
                continue;
            }
            int weight = w;
            Setter setter = (index, value) -> pass.setWeight(weight, index, value);
            check(
                    pass,
                    c,
                    pass.gradientByWeight(w),
                    setter,
                    index -> weights.get(weight).name() + "[" + index + "]");
        }
        for (int i = 0; i < row.samples().size(); i++) {
            if (row.samples().get(i) instanceof FloatSamples) {
                int input = i;
                Setter setter = (index, value) -> pass.setInput(input, index, value);
                check(pass, c, pass.gradientByInput(i), setter, index -> "input " + input + "[" + index + "]");
            }
        }
    }

    private static void check(TestPass pass, float[] c, float[] gradient, Setter setter, IntFunction<String> name) {
        int kinks = 0;
        for (int i = 0; i < gradient.length; i++) {
            double absolute = ABSOLUTE;
            Slopes slopes = slopes(pass, c, setter, i, STEP);
            if (slopes.differ(absolute)) {
                slopes = slopes(pass, c, setter, i, SMALL_STEP);
                absolute = ABSOLUTE_SMALL_STEP;
            }
            if (slopes.differ(absolute)) {
                kinks++;
                continue;
            }
            double slope = slopes.mean();
            assertThat(Math.abs(gradient[i] - slope))
                    .as("%s: backward says %s, differences say %s", name.apply(i), gradient[i], slope)
                    .isLessThanOrEqualTo(slopes.tolerance(absolute));
        }
        assertThat(kinks)
                .as("kinks among the %d values of %s", gradient.length, name.apply(0))
                .isLessThanOrEqualTo((int) (2 + KINKS_ALLOWED * gradient.length));
    }

    private static Slopes slopes(TestPass pass, float[] c, Setter setter, int i, float step) {
        float value = setter.set(i, 0);
        double above = lossAt(pass, c, setter, i, value + step);
        double below = lossAt(pass, c, setter, i, value - step);
        double middle = lossAt(pass, c, setter, i, value);
        return new Slopes(
                (middle - below) / ((double) value - (value - step)),
                (above - middle) / (value + step - (double) value));
    }

    private static double lossAt(TestPass pass, float[] c, Setter setter, int index, float value) {
        setter.set(index, value);
        return loss(pass, c);
    }

    private static double loss(TestPass pass, float[] c) {
        float[] y = pass.forward(true);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (double) c[i] * y[i];
        }
        return sum;
    }
}
