// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static dev.lector.nn.kernels.KernelValues.guarded;
import static dev.lector.nn.kernels.KernelValues.random;
import static dev.lector.nn.kernels.KernelValues.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word kernels of the Vector API against the plain ones, with guard values around every range. */
class WordKernelsTest {
    private static final int WORDS = 9;
    private static final int STEPS = 7;
    private static final int WIDTH = 3;

    private final Kernels plain = KernelChoice.plain();

    private static int[] slots() {
        int[] slots = new int[STEPS + 2];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = CounterRandom.below(WORDS, 1, i);
        }
        return slots;
    }

    private static void assertClose(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 7, 8, 15, 16, 17, 31, 33, 100, 128, 130, 255, 257, 272, 273, 300, 319, 320, 336, 400, 1021})
    void scaledRows(int n) {
        float[] x = random(5 * 1100, 2);
        float[] alphas = random(6, 3);
        int[] offsets = {0, 7, 1000, 4000, 17, 3};
        float[] a = guarded(n);
        float[] b = guarded(n);
        Arrays.fill(a, 5, 5 + n, 1);
        Arrays.fill(b, 5, 5 + n, 1);
        plain.addScaledRows(4, n, alphas, 1, x, 2, offsets, 1, a, 5);
        vector().addScaledRows(4, n, alphas, 1, x, 2, offsets, 1, b, 5);
        assertClose(b, a);
        vector().addScaledRows(0, n, alphas, 1, x, 2, offsets, 1, b, 5);
        assertClose(b, a);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 31, 33, 64, 100, 128, 130})
    void dotRows(int n) {
        float[] x = random(n + 3, 8);
        float[] y = random(6 * n + 9, 9);
        int[] offsets = {0, 9, 0, n, 3 * n + 1, 2 * n, 5 * n + 9, 7, 1};
        for (int count = 0; count < 9; count++) {
            float[] a = guarded(count);
            float[] b = guarded(count);
            plain.dotRows(count, n, x, 3, y, offsets, 1, a, 5);
            vector().dotRows(count, n, x, 3, y, offsets, 1, b, 5);
            assertClose(b, a);
            for (int i = 0; i < count; i++) {
                assertThat(a[5 + i]).isEqualTo(plain.dot(n, x, 3, y, offsets[1 + i]), within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 31, 33, 64, 100, 128, 130})
    void windowSums(int n) {
        float[] table = random(WORDS * WIDTH * n, 4);
        for (int left = 0; left < WIDTH; left++) {
            int windows = left == 0 ? STEPS - WIDTH + 1 : STEPS;
            float[] a = guarded(windows * n);
            float[] b = guarded(windows * n);
            plain.windowSums(windows, STEPS, left, WIDTH, n, slots(), 1, table, a, 5);
            vector().windowSums(windows, STEPS, left, WIDTH, n, slots(), 1, table, b, 5);
            assertClose(b, a);
            checkMaxima(n, table, left, windows, a);
        }
    }

    private void checkMaxima(int n, float[] table, int left, int windows, float[] sums) {
        float[] expected = guarded(n);
        int[] expectedWindows = new int[n + 10];
        plain.maxOverSteps(windows, n, sums, 5, expected, 5, expectedWindows, 5);
        for (Kernels kernels : new Kernels[] {plain, vector()}) {
            float[] actual = guarded(n);
            int[] actualWindows = new int[n + 10];
            kernels.windowSumsMax(
                    windows, STEPS, left, WIDTH, n, slots(), 1, table, null, 0, actual, 5, actualWindows, 5);
            assertClose(actual, expected);
            assertThat(actualWindows).isEqualTo(expectedWindows);
            // Half of the sums as those of others: the rest is made of half of the table.
            float[] half = table.clone();
            plain.scale(half.length, 0.5f, half, 0);
            float[] others = sums.clone();
            plain.scale(others.length, 0.5f, others, 0);
            float[] joined = guarded(n);
            kernels.windowSumsMax(
                    windows, STEPS, left, WIDTH, n, slots(), 1, half, others, 5, joined, 5, actualWindows, 5);
            assertClose(joined, expected);
            assertThat(actualWindows).isEqualTo(expectedWindows);
            float[] maxima = guarded(n);
            kernels.windowMax(windows, STEPS, left, WIDTH, n, slots(), 1, table, maxima, 5);
            assertThat(maxima).isEqualTo(actual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16, 100})
    void aNanIsNotPassedBy(int n) {
        float[] table = random(WORDS * WIDTH * n, 4);
        int[] slots = slots();
        table[(slots[3] * WIDTH) * n + 2] = Float.NaN;
        for (Kernels kernels : new Kernels[] {plain, vector()}) {
            float[] out = new float[n];
            kernels.windowSumsMax(STEPS - 2, STEPS, 0, WIDTH, n, slots, 1, table, null, 0, out, 0, new int[n], 0);
            assertThat(out[2]).isNaN();
            assertThat(out[1]).isNotNaN();
            kernels.windowMax(STEPS - 2, STEPS, 0, WIDTH, n, slots, 1, table, out, 0);
            assertThat(out[2]).isNaN();
            assertThat(out[1]).isNotNaN();
        }
    }

    @Test
    void aTableThatNoCacheHolds() {
        int n = 100;
        float[] table = random(1000 * WIDTH * n, 5);
        int[] slots = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            slots[i] = i == 1 ? 999 : i * 71 % 1000;
        }
        float[] expected = new float[n];
        float[] actual = new float[n];
        plain.windowMax(STEPS - WIDTH + 1, STEPS, 0, WIDTH, n, slots, 0, table, expected, 0);
        vector().windowMax(STEPS - WIDTH + 1, STEPS, 0, WIDTH, n, slots, 0, table, actual, 0);
        assertThat(actual).isEqualTo(expected);
    }
}
