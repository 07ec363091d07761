// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps of recurrent networks: plain and vector agree, nothing around the ranges changes, known numbers come out. */
class RecurrentKernelsTest {
    private static final int ROWS = 3;
    private static final int AT = KernelTwinsTest.AT;

    /** An operation on gates of {@code 4·n} values a row and five arrays of n. */
    private interface Operation {
        void run(Kernels kernels, int n, float[] gates, float[][] a);
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("lstm", (k, n, g, a) -> k.lstm(ROWS, n, g, AT, a[0], AT, a[1], AT, a[2], AT, a[3], AT));
        all.put("lstmBackward", (k, n, g, a) -> k.lstmBackward(ROWS, n, g, AT, a[0], AT, a[1], AT, a[2], AT, a[3], AT));
        all.put("gruReset", (k, n, g, a) -> k.gruReset(ROWS, n, g, AT, a[0], AT));
        all.put("gruResetBackward", (k, n, g, a) -> k.gruResetBackward(ROWS, n, g, AT, a[0], AT, a[1], AT, a[2], AT));
        all.put("gruResetAfter", (k, n, g, a) -> k.gruResetAfter(ROWS, n, g, AT));
        all.put("gruResetAfterBackward", (k, n, g, a) -> k.gruResetAfterBackward(ROWS, n, g, AT));
        all.put("gruOutput", (k, n, g, a) -> k.gruOutput(ROWS, n, g, AT, a[0], AT, a[1], AT));
        all.put("gruOutputBackward", (k, n, g, a) -> k.gruOutputBackward(ROWS, n, g, AT, a[0], AT, a[1], AT));
        return all;
    }

    private static float[][] arrays(int n) {
        float[][] arrays = new float[5][];
        for (int a = 0; a < arrays.length; a++) {
            arrays[a] = new float[AT + (a == 0 ? 4 : 1) * ROWS * n + KernelTwinsTest.BEHIND];
            for (int i = 0; i < arrays[a].length; i++) {
                arrays[a][i] = (float) CounterRandom.normal(10L * n + a, i);
            }
        }
        return arrays;
    }

    private static void run(Operation operation, Kernels kernels, int n, float[][] x) {
        operation.run(kernels, n, x[0], new float[][] {x[1], x[2], x[3], x[4]});
    }

    @Test
    void plainAndVectorAgree() {
        Kernels vector = KernelTwinsTest.vectorOrSkip();
        operations().forEach((name, operation) -> {
            for (int n : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 33, 130}) {
                float[][] before = arrays(n);
                float[][] plain = KernelTwinsTest.copies(before);
                float[][] fast = KernelTwinsTest.copies(before);
                run(operation, KernelChoice.plain(), n, plain);
                run(operation, vector, n, fast);
                for (int a = 0; a < before.length; a++) {
                    int end = before[a].length - KernelTwinsTest.BEHIND;
                    for (int i = 0; i < before[a].length; i++) {
                        if (i < AT || i >= end) {
                            assertThat(plain[a][i]).as(name).isEqualTo(before[a][i]);
                            assertThat(fast[a][i]).as(name).isEqualTo(before[a][i]);
                        } else {
                            assertThat(fast[a][i])
                                    .as("%s, n=%s, array %s at %s", name, n, a, i)
                                    .isCloseTo(plain[a][i], within(2e-6f * (1 + Math.abs(plain[a][i]))));
                        }
                    }
                }
            }
        });
    }

    @Test
    void sameBitsBeforeAndAfterTheCompilerTakesOver() {
        Kernels[] both = {KernelChoice.plain(), KernelChoice.vector().orElse(KernelChoice.plain())};
        for (Kernels kernels : both) {
            operations().forEach((name, operation) -> {
                float[][] start = arrays(33);
                float[][] first = KernelTwinsTest.copies(start);
                run(operation, kernels, 33, first);
                float[][] later = KernelTwinsTest.copies(start);
                for (int call = 0; call < 4000; call++) {
                    for (int a = 0; a < start.length; a++) {
                        System.arraycopy(start[a], 0, later[a], 0, later[a].length);
                    }
                    run(operation, kernels, 33, later);
                }
                assertThat(later).as("%s, %s", kernels.name(), name).isDeepEqualTo(first);
            });
        }
    }

    @Test
    void anLstmStepByHand() {
        float[] gates = {0, 0, 20, 0};
        float[] c = new float[1];
        float[] tanhC = new float[1];
        float[] h = new float[1];
        KernelChoice.plain().lstm(1, 1, gates, 0, new float[] {3}, 0, c, 0, tanhC, 0, h, 0);
        assertThat(gates).containsExactly(0.5f, 0.5f, 1, 0.5f);
        assertThat(c[0]).isEqualTo(2);
        assertThat(h[0]).isCloseTo((float) (0.5 * Math.tanh(2)), within(1e-6f));
    }

    @Test
    void aGruStepByHand() {
        float[] h = new float[1];
        float[] after = {0, 0, 0, 2};
        KernelChoice.plain().gruResetAfter(1, 1, after, 0);
        assertThat(after).containsExactly(0.5f, 0.5f, 1, 2);
        KernelChoice.plain().gruOutput(1, 1, after, 0, new float[] {3}, 0, h, 0);
        assertThat(h[0]).isCloseTo((float) (1.5 + 0.5 * Math.tanh(1)), within(1e-6f));
        float[] before = {0, 0, 0, 0};
        KernelChoice.plain().gruReset(1, 1, before, 0, new float[] {3}, 0);
        assertThat(before).containsExactly(0.5f, 0.5f, 0, 1.5f);
    }
}
