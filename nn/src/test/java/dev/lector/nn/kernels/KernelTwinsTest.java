// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation on rows, with the same random inputs through the plain and the vector kernels; values around the ranges
 * must stay as they are.
 */
class KernelTwinsTest {
    static final int[] LENGTHS = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 1021};
    /** Values in front of each range; odd, so that nothing is aligned. */
    static final int AT = 5;

    static final int BEHIND = 40;

    /** An operation on up to four arrays, of which each holds n values from {@link #AT} on. */
    interface Operation {
        void run(Kernels kernels, int n, float[] x, float[] y, float[] z, float[] w);
    }

    static Map<String, Operation> operations() {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("copy", (k, n, x, y, z, w) -> k.copy(n, x, AT, y, AT));
        all.put("fill", (k, n, x, y, z, w) -> k.fill(n, 3, x, AT));
        all.put("add", (k, n, x, y, z, w) -> k.add(n, x, AT, y, AT));
        all.put("axpy", (k, n, x, y, z, w) -> k.axpy(n, 0.7f, x, AT, y, AT));
        all.put("scale", (k, n, x, y, z, w) -> k.scale(n, 0.7f, x, AT));
        all.put("multiply", (k, n, x, y, z, w) -> k.multiply(n, x, AT, y, AT));
        all.put("maximum", (k, n, x, y, z, w) -> k.maximum(n, x, AT, y, AT));
        all.put("minimum", (k, n, x, y, z, w) -> k.minimum(n, x, AT, y, AT));
        all.put("takeWhereEqual", (k, n, x, y, z, w) -> {
            k.copy(n / 2, x, AT, y, AT);
            k.takeWhereEqual(n, x, AT, y, AT, z, AT, w, AT);
        });
        all.put("clip", (k, n, x, y, z, w) -> k.clip(n, 0.5f, x, AT));
        all.put("dot", (k, n, x, y, z, w) -> z[0] = k.dot(n, x, AT, y, AT));
        all.put("sum", (k, n, x, y, z, w) -> z[0] = (float) k.sum(n, x, AT));
        all.put("sumOfSquares", (k, n, x, y, z, w) -> z[0] = (float) k.sumOfSquares(n, x, AT));
        all.put("max", (k, n, x, y, z, w) -> z[0] = k.max(n, x, AT));
        all.put("addToRows", (k, n, x, y, z, w) -> k.addToRows(n / 7, 6, x, AT, y, AT, 7));
        all.put("addRowsInto", (k, n, x, y, z, w) -> k.addRowsInto(n / 37, 35, x, AT, 37, y, AT));
        all.put("averageOverSteps", (k, n, x, y, z, w) -> k.averageOverSteps(4, n / 4, x, AT, null, 0, y, AT));
        all.put(
                "averageOverStepsBackward",
                (k, n, x, y, z, w) -> k.averageOverStepsBackward(4, n / 4, x, AT, null, 0, y, AT));
        all.put("dropout", (k, n, x, y, z, w) -> k.dropout(n, 0.3f, 77, 1001, x, AT, y, AT));
        all.put("dropout in place", (k, n, x, y, z, w) -> k.dropout(n, 0.5f, 78, 0, x, AT, x, AT));
        activations(all);
        normalizations(all);
        updates(all);
        return all;
    }

    private static void activations(Map<String, Operation> all) {
        all.put("exp", (k, n, x, y, z, w) -> k.exp(n, x, AT, y, AT));
        all.put("log", (k, n, x, y, z, w) -> k.log(n, w, AT, y, AT));
        all.put("relu", (k, n, x, y, z, w) -> k.relu(n, x, AT, y, AT));
        all.put("reluBackward", (k, n, x, y, z, w) -> k.reluBackward(n, x, AT, y, AT));
        all.put("leakyRelu", (k, n, x, y, z, w) -> k.leakyRelu(n, 0.2f, x, AT, y, AT));
        all.put("leakyReluBackward", (k, n, x, y, z, w) -> k.leakyReluBackward(n, 0.2f, x, AT, y, AT));
        all.put("sigmoid", (k, n, x, y, z, w) -> k.sigmoid(n, x, AT, y, AT));
        all.put("sigmoidBackward", (k, n, x, y, z, w) -> k.sigmoidBackward(n, w, AT, y, AT));
        all.put("hardSigmoid", (k, n, x, y, z, w) -> k.hardSigmoid(n, x, AT, y, AT));
        all.put("hardSigmoidBackward", (k, n, x, y, z, w) -> k.hardSigmoidBackward(n, w, AT, y, AT));
        all.put("tanh", (k, n, x, y, z, w) -> k.tanh(n, x, AT, y, AT));
        all.put("tanhBackward", (k, n, x, y, z, w) -> k.tanhBackward(n, x, AT, y, AT));
        all.put("elu", (k, n, x, y, z, w) -> k.elu(n, 1, x, AT, y, AT));
        all.put("eluBackward", (k, n, x, y, z, w) -> k.eluBackward(n, 1, x, AT, y, AT));
        all.put("selu", (k, n, x, y, z, w) -> k.selu(n, x, AT, y, AT));
        all.put("seluBackward", (k, n, x, y, z, w) -> k.seluBackward(n, x, AT, y, AT));
        all.put("softplus", (k, n, x, y, z, w) -> k.softplus(n, x, AT, y, AT));
        all.put("softplusBackward", (k, n, x, y, z, w) -> k.softplusBackward(n, w, AT, y, AT));
        all.put("silu", (k, n, x, y, z, w) -> k.silu(n, x, AT, y, AT));
        all.put("siluBackward", (k, n, x, y, z, w) -> k.siluBackward(n, x, AT, y, AT));
        all.put("gelu", (k, n, x, y, z, w) -> k.gelu(n, x, AT, y, AT));
        all.put("geluBackward", (k, n, x, y, z, w) -> k.geluBackward(n, x, AT, y, AT));
        all.put("softmax", (k, n, x, y, z, w) -> k.softmax(1, n, x, AT, y, AT));
        all.put("softmax of rows", (k, n, x, y, z, w) -> k.softmax(n / 5, 5, x, AT, x, AT));
        all.put("softmaxBackward", (k, n, x, y, z, w) -> k.softmaxBackward(n / 5, 5, w, AT, y, AT));
    }

    private static void normalizations(Map<String, Operation> all) {
        all.put("moments", (k, n, x, y, z, w) -> k.moments(4, n / 4, w, AT, x, AT, y, AT));
        all.put("moments of few channels", (k, n, x, y, z, w) -> {
            if (n > 200) {
                k.moments(n / 37, 37, w, AT, x, AT, y, AT);
            }
        });
        all.put("normalize", (k, n, x, y, z, w) -> k.normalize(4, n / 4, x, AT, y, AT, z, AT));
        all.put("normalize in place", (k, n, x, y, z, w) -> k.normalize(4, n / 4, x, AT, y, AT, x, AT));
        all.put("normalizeSums", (k, n, x, y, z, w) -> k.normalizeSums(4, n / 4, x, AT, y, AT, w, AT, z, AT));
        all.put(
                "normalizeBackward",
                (k, n, x, y, z, w) -> k.normalizeBackward(4, n / 4, w, AT, x, AT, y, AT, z, AT, y, AT));
        all.put(
                "normalizeRows",
                (k, n, x, y, z, w) ->
                        k.normalizeRows(2, n / 4, 0.001f, x, AT, z, AT, z, AT, y, AT, n < 4 ? null : w, AT));
        all.put("normalizeRowsBackward", (k, n, x, y, z, w) -> {
            int at = AT + n / 2;
            k.normalizeRowsBackward(2, n / 4, x, AT, w, at, w, AT, y, AT, z, AT, z, at, x, at);
        });
    }

    private static void updates(Map<String, Operation> all) {
        float[] rates = new float[300];
        for (int t = 0; t < rates.length; t++) {
            rates[t] = 0.001f * (1 + 0.01f * t);
        }
        all.put("sgd", (k, n, g, x, y, v) -> k.sgd(n, 0.1f, g, AT, x, AT));
        all.put("momentum", (k, n, g, x, y, v) -> k.momentum(n, 0.1f, 0.9, false, g, AT, x, y, AT));
        all.put("nesterov", (k, n, g, x, y, v) -> k.momentum(n, 0.1f, 0.9, true, g, AT, x, y, AT));
        all.put("adam", (k, n, g, x, y, v) -> k.adam(n, 0.1f, 0.9, 0.999, 1e-7f, g, AT, x, y, v, AT));
        all.put("adamIdle", (k, n, g, x, y, v) -> k.adamIdle(n, 300, rates, 0, 0.9, 0.999, 1e-7f, x, y, v, AT));
        all.put("adamIdle 3", (k, n, g, x, y, v) -> k.adamIdle(n, 3, rates, 9, 0.9, 0.999, 1e-7f, x, y, v, AT));
        all.put("decay", (k, n, g, x, y, v) -> k.decay(n, 0.01f, x, AT));
        all.put("rmsprop", (k, n, g, x, y, v) -> k.rmsprop(n, 0.1f, 0.9, 0, 1e-7f, g, AT, x, v, null, null, AT));
        all.put("rmsprop momentum", (k, n, g, x, y, v) -> k.rmsprop(n, .1f, .9, .5, 1e-7f, g, AT, x, v, null, y, AT));
        all.put("adagrad", (k, n, g, x, y, v) -> k.adagrad(n, 0.1f, 1e-7f, g, AT, x, v, AT));
        all.put("adagradPair", (k, n, g, x, y, v) -> {
            k.exp(n, y, AT, y, AT);
            k.adagradPair(n, 1.5f, .5f, .1f, g, AT, v, AT, x, AT, y, AT);
        });
        all.put("adadelta", (k, n, g, x, y, v) -> {
            k.exp(n, y, AT, y, AT);
            k.adadelta(n, 1, 0.95, 1e-7f, g, AT, x, v, y, AT);
        });
        all.put("maxNorm", (k, n, g, x, y, v) -> k.maxNorm(n / 17, 17, 1, x, AT));
    }

    @TestFactory
    Stream<DynamicTest> plainAndVectorAgree() {
        Kernels vector = vectorOrSkip();
        return operations().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(vector, e.getValue())));
    }

    @Test
    void aBatchOfOneRowHasNoGradientAtAll() {
        int n = 37;
        float[] x = arrays(n)[0];
        float[] g = arrays(n)[1];
        float[] places = new float[4 * n];
        for (int j = 0; j < n; j++) {
            places[j] = x[AT + j];
            places[n + j] = 31.6f + j;
            places[2 * n + j] = 0.1f * j;
            places[3 * n + j] = -places[n + j] * g[AT + j];
        }
        for (Kernels kernels : List.of(KernelChoice.plain(), vectorOrSkip())) {
            float[] byX = new float[n];
            kernels.normalizeBackward(1, n, new float[] {1}, 0, x, AT, g, AT, places, 0, byX, 0);
            assertThat(byX).as(kernels.name()).containsOnly(0);
        }
    }

    private static void compare(Kernels vector, Operation operation) {
        for (int n : LENGTHS) {
            float[][] before = arrays(n);
            float[][] plain = copies(before);
            float[][] fast = copies(before);
            operation.run(KernelChoice.plain(), n, plain[0], plain[1], plain[2], plain[3]);
            operation.run(vector, n, fast[0], fast[1], fast[2], fast[3]);
            for (int a = 0; a < 4; a++) {
                for (int i = 0; i < before[a].length; i++) {
                    if (i != 0 && (i < AT || i >= AT + n)) {
                        assertThat(plain[a][i])
                                .as("plain, n=%s, array %s at %s", n, a, i)
                                .isEqualTo(before[a][i]);
                        assertThat(fast[a][i])
                                .as("vector, n=%s, array %s at %s", n, a, i)
                                .isEqualTo(before[a][i]);
                    } else {
                        float allowed = 2e-6f * Math.max(1, Math.abs(plain[a][i])) * (float) Math.sqrt(n + 1);
                        if (plain[a][i] != fast[a][i]) {
                            assertThat(fast[a][i])
                                    .as("n=%s, array %s at %s", n, a, i)
                                    .isCloseTo(plain[a][i], within(allowed));
                        }
                    }
                }
            }
        }
    }

    /** Three arrays of both signs and one of values in (0, 1). */
    static float[][] arrays(int n) {
        float[][] arrays = new float[4][AT + n + BEHIND];
        for (int a = 0; a < 4; a++) {
            for (int i = 0; i < arrays[a].length; i++) {
                arrays[a][i] = a == 3
                        ? CounterRandom.uniform(n, i) * 0.99f + 0.005f
                        : (float) CounterRandom.normal(1000L * n + a, i) * 2;
            }
        }
        return arrays;
    }

    static float[][] copies(float[][] arrays) {
        return Stream.of(arrays).map(float[]::clone).toArray(float[][]::new);
    }

    static Kernels vectorOrSkip() {
        Kernels vector = KernelChoice.vector().orElse(null);
        Assumptions.assumeTrue(vector != null, "The Vector API is not there: only the plain kernels run.");
        return vector;
    }

    @Test
    void sameBitsBeforeAndAfterTheCompilerTakesOver() {
        Kernels[] both = {KernelChoice.plain(), KernelChoice.vector().orElse(KernelChoice.plain())};
        for (Kernels kernels : both) {
            for (Map.Entry<String, Operation> e : operations().entrySet()) {
                float[][] start = arrays(33);
                float[][] first = copies(start);
                e.getValue().run(kernels, 33, first[0], first[1], first[2], first[3]);
                float[][] later = copies(start);
                for (int call = 0; call < 6000; call++) {
                    for (int a = 0; a < 4; a++) {
                        System.arraycopy(start[a], 0, later[a], 0, later[a].length);
                    }
                    e.getValue().run(kernels, 33, later[0], later[1], later[2], later[3]);
                }
                assertThat(later).as("%s, %s", kernels.name(), e.getKey()).isDeepEqualTo(first);
            }
        }
    }

    @Test
    void poolingFindsTheFirstLargestStep() {
        for (Kernels kernels : new Kernels[] {KernelChoice.plain(), vectorOrSkip()}) {
            for (int channels : LENGTHS) {
                int steps = 9;
                float[] x = new float[AT + steps * channels];
                for (int i = 0; i < x.length; i++) {
                    x[i] = CounterRandom.below(5, channels, i);
                }
                if (channels > 0) {
                    x[AT + 2 * channels] = Float.NaN;
                }
                float[] out = new float[channels + 2];
                int[] argmax = new int[channels + 2];
                argmax[channels + 1] = -7;
                kernels.maxOverSteps(steps, channels, x, AT, out, 1, argmax, 1);
                assertThat(argmax[channels + 1]).isEqualTo(-7);
                for (int c = 0; c < channels; c++) {
                    int best = 0;
                    for (int step = 1; step < steps; step++) {
                        float value = x[AT + step * channels + c];
                        float old = x[AT + best * channels + c];
                        best = value > old || (Float.isNaN(value) && !Float.isNaN(old)) ? step : best;
                    }
                    assertThat(argmax[1 + c])
                            .as("%s, channel %s", kernels.name(), c)
                            .isEqualTo(best);
                    assertThat(Float.valueOf(out[1 + c])).isEqualTo(Float.valueOf(x[AT + best * channels + c]));
                }
                assertThat(out[channels + 1]).isZero();
                float[] gradient = new float[steps * channels];
                kernels.maxOverStepsBackward(channels, out, 1, argmax, 1, gradient, 0);
                for (int c = 0; c < channels; c++) {
                    assertThat(Float.valueOf(gradient[argmax[1 + c] * channels + c]))
                            .isEqualTo(Float.valueOf(out[1 + c]));
                }
            }
        }
    }

    @Test
    void rowsAreGatheredAndScattered() {
        for (Kernels kernels : new Kernels[] {KernelChoice.plain(), vectorOrSkip()}) {
            int[] ids = {9, 2, 0, 2, 1};
            float[] table = new float[1 + 3 * 17];
            for (int i = 0; i < table.length; i++) {
                table[i] = i;
            }
            float[] out = new float[3 * 17 + 4];
            kernels.gatherRows(3, 17, ids, 1, table, 1, out, 2);
            assertThat(out[2]).isEqualTo(1 + 2 * 17);
            assertThat(out[2 + 17]).isEqualTo(1);
            assertThat(out[2 + 3 * 17]).isZero();
            float[] sums = new float[3 * 17];
            kernels.scatterAddRows(3, 17, ids, 1, table, 0, sums, 0);
            assertThat(sums[2 * 17 + 3]).isEqualTo(table[3] + table[2 * 17 + 3]);
        }
    }
}
