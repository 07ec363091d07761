// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Errors of the polynomials on dense grids against StrictMath, in both kernels. */
class FloatMathTest {
    private interface Row {
        void run(Kernels kernels, int n, float[] x, float[] y);
    }

    private static List<Kernels> both() {
        List<Kernels> both = new ArrayList<>(List.of(KernelChoice.plain()));
        KernelChoice.vector().ifPresent(both::add);
        return both;
    }

    /** The largest error in units of the last place of the exact result. */
    private static void check(String name, float from, float to, double bound, Row row, DoubleUnaryOperator exact) {
        int n = 40_009;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = from + (to - from) * ((float) i / (n - 1));
        }
        float[] y = new float[n];
        for (Kernels kernels : both()) {
            row.run(kernels, n, x, y);
            double worst = 0;
            float at = 0;
            for (int i = 0; i < n; i++) {
                double e = exact.applyAsDouble(x[i]);
                double error = Math.abs(y[i] - e) / Math.max(Math.ulp((float) e), Float.MIN_NORMAL * 0x1p-23);
                if (!(error <= worst)) {
                    worst = error;
                    at = x[i];
                }
            }
            assertThat(worst)
                    .as("%s by %s, worst at %s", name, kernels.name(), at)
                    .isLessThan(bound);
        }
    }

    @Test
    void errorsStayBelowTheStatedBounds() {
        check("exp", -87, 88.7f, 2, (k, n, x, y) -> k.exp(n, x, 0, y, 0), StrictMath::exp);
        check("exp near 0", -1e-3f, 1e-3f, 2, (k, n, x, y) -> k.exp(n, x, 0, y, 0), StrictMath::exp);
        check("log", 1e-3f, 10, 2, (k, n, x, y) -> k.log(n, x, 0, y, 0), StrictMath::log);
        check("log near 1", 0.99f, 1.01f, 2, (k, n, x, y) -> k.log(n, x, 0, y, 0), StrictMath::log);
        check("log, large", 1, 3e38f, 2, (k, n, x, y) -> k.log(n, x, 0, y, 0), StrictMath::log);
        check("log, tiny", 1e-45f, 1e-37f, 2, (k, n, x, y) -> k.log(n, x, 0, y, 0), StrictMath::log);
        check("tanh", -12, 12, 3, (k, n, x, y) -> k.tanh(n, x, 0, y, 0), StrictMath::tanh);
        check("tanh near 0", -1e-2f, 1e-2f, 3, (k, n, x, y) -> k.tanh(n, x, 0, y, 0), StrictMath::tanh);
        check("gateTanh", -12, 12, 6, (k, n, x, y) -> k.gateTanh(n, x, 0, y, 0), StrictMath::tanh);
        check("gateTanh near 0", -1e-2f, 1e-2f, 6, (k, n, x, y) -> k.gateTanh(n, x, 0, y, 0), StrictMath::tanh);
        // Where the result is near 1, 5 ulp are an absolute error of 3e-7.
        check("gateSigmoid", 0, 20, 5, (k, n, x, y) -> k.gateSigmoid(n, x, 0, y, 0), v -> 1 / (1 + StrictMath.exp(-v)));
        check(
                "sigmoid",
                -86,
                40,
                4,
                (k, n, x, y) -> k.sigmoid(n, x, 0, y, 0),
                v -> v < 0 ? StrictMath.exp(v) / (1 + StrictMath.exp(v)) : 1 / (1 + StrictMath.exp(-v)));
        check("elu", -20, 2, 4, (k, n, x, y) -> k.elu(n, 1, x, 0, y, 0), v -> v > 0 ? v : StrictMath.expm1(v));
        check("elu near 0", -.01f, 0, 4, (k, n, x, y) -> k.elu(n, 1, x, 0, y, 0), StrictMath::expm1);
        check(
                "softplus",
                -80,
                40,
                4,
                (k, n, x, y) -> k.softplus(n, x, 0, y, 0),
                v -> Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v))));
        check("gelu", -3, 10, 16, (k, n, x, y) -> k.gelu(n, x, 0, y, 0), v -> v * normalShare(v));
    }

    /** By integrating the density from 0 with Simpson's rule. */
    private static double normalShare(double x) {
        int parts = 200;
        double h = x / parts;
        double sum = 1 + StrictMath.exp(-x * x / 2);
        for (int i = 1; i < parts; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * StrictMath.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / StrictMath.sqrt(2 * Math.PI);
    }

    @Test
    void extremesAndNaN() {
        float inf = Float.POSITIVE_INFINITY;
        float[] x = {inf, -inf, Float.NaN, 0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -1, 89, -104};
        float[] wide = java.util.Arrays.copyOf(x, 64);
        for (Kernels kernels : both()) {
            float[] y = new float[64];
            kernels.exp(64, wide, 0, y, 0);
            assertThat(y).startsWith(inf, 0, Float.NaN, 1, 1, inf, 0, 1);
            assertThat(y[9]).isEqualTo(inf);
            kernels.log(64, wide, 0, y, 0);
            assertThat(y).startsWith(inf, Float.NaN, Float.NaN, -inf, -inf);
            assertThat(y[8]).isNaN();
            kernels.tanh(64, wide, 0, y, 0);
            assertThat(y).startsWith(1, -1, Float.NaN, 0, 0, 1, -1, Float.MIN_VALUE);
            kernels.gateTanh(64, wide, 0, y, 0);
            assertThat(y[0]).isCloseTo(1, within(5e-7f));
            assertThat(y[1]).isEqualTo(-y[0]);
            assertThat(y[2]).isNaN();
            assertThat(y[3]).isEqualTo(0);
            kernels.sigmoid(64, wide, 0, y, 0);
            assertThat(y).startsWith(1, 0, Float.NaN, 0.5f, 0.5f, 1, 0, 0.5f);
            kernels.softplus(64, wide, 0, y, 0);
            assertThat(y).startsWith(inf, 0, Float.NaN);
            kernels.relu(64, wide, 0, y, 0);
            assertThat(y).startsWith(inf, 0, Float.NaN);
        }
    }
}
