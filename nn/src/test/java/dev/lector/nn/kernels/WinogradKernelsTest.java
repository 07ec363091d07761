// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static dev.lector.nn.kernels.KernelValues.AT;
import static dev.lector.nn.kernels.KernelValues.GUARD;
import static dev.lector.nn.kernels.KernelValues.guarded;
import static dev.lector.nn.kernels.KernelValues.random;
import static dev.lector.nn.kernels.KernelValues.vector;
import static dev.lector.nn.kernels.WinogradKernels.POINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a convolution by fewer multiplications: together against the plain sum, and the vector ones against the plain ones. */
class WinogradKernelsTest {

    private final Kernels plain = KernelChoice.plain();

    /** One channel, one filter: {@code y[t] = Σ_j w[j]·x[t+j]}. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void windowsComeFromSevenProducts(int kernelSize) {
        int windows = POINTS - kernelSize + 1;
        float[] x = random(POINTS, 1);
        float[] w = random(kernelSize, 2);
        float[] xAtPoints = new float[POINTS];
        float[] wAtPoints = new float[POINTS];
        plain.toPoints(1, 0, 1, x, 0, 1, xAtPoints, 0, 0, 1);
        plain.evaluate(1, 0, kernelSize, 1, w, 0, 1, wAtPoints, 0, 0, 1);
        float[] products = new float[POINTS];
        for (int p = 0; p < POINTS; p++) {
            products[p] = xAtPoints[p] * wAtPoints[p];
        }
        float[] y = new float[windows];
        plain.evaluateBackward(1, 0, windows, 1, y, 0, 1, products, 0, 0, 1);
        for (int t = 0; t < windows; t++) {
            float sum = 0;
            for (int j = 0; j < kernelSize; j++) {
                sum += w[j] * x[t + j];
            }
            assertThat(y[t]).isCloseTo(sum, within(3e-6f));
        }
    }

    /** {@code <v, T(x)> = <T'(v), x>} for every x and v says that T' is the gradient. */
    @Test
    void gradientsAreTransposed() {
        float[] x = random(POINTS, 3);
        float[] v = random(POINTS, 4);
        float[] there = new float[POINTS];
        float[] back = new float[POINTS];
        plain.toPoints(1, 0, 1, x, 0, 1, there, 0, 0, 1);
        plain.toPointsBackward(1, 0, 1, back, 0, 1, v, 0, 0, 1);
        assertThat(dot(v, there)).isCloseTo(dot(back, x), within(1e-5));
        for (int terms = 1; terms <= POINTS; terms++) {
            float[] few = Arrays.copyOf(x, terms);
            float[] fewBack = new float[terms];
            plain.evaluate(1, 0, terms, 1, few, 0, 1, there, 0, 0, 1);
            plain.evaluateBackward(1, 0, terms, 1, fewBack, 0, 1, v, 0, 0, 1);
            assertThat(dot(v, there)).isCloseTo(dot(fewBack, few), within(1e-4));
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 128, 130})
    void vectorsOfPoints(int n) {
        int runs = 3;
        int next = 4 * n;
        float[] x = random(AT + (runs - 1) * next + POINTS * n, 5);
        int row = n + 2;
        int point = runs * row;
        float[] a = guarded(POINTS * point);
        float[] b = guarded(POINTS * point);
        plain.toPoints(runs, next, n, x, AT, n, a, AT, row, point);
        vector().toPoints(runs, next, n, x, AT, n, b, AT, row, point);
        assertClose(b, a);
        float[] c = x.clone();
        float[] d = x.clone();
        plain.toPointsBackward(runs, next, n, c, AT, n, a, AT, row, point);
        vector().toPointsBackward(runs, next, n, d, AT, n, a, AT, row, point);
        assertClose(d, c);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 128, 130})
    void vectorsOfPolynomials(int n) {
        int rows = 3;
        for (int terms = 1; terms <= POINTS; terms++) {
            int next = terms * n;
            float[] x = random(AT + rows * next, 6);
            int row = n + 2;
            int point = rows * row;
            float[] a = guarded(POINTS * point);
            float[] b = guarded(POINTS * point);
            plain.evaluate(rows, next, terms, n, x, AT, n, a, AT, row, point);
            vector().evaluate(rows, next, terms, n, x, AT, n, b, AT, row, point);
            assertClose(b, a);
            float[] c = guarded(rows * next);
            float[] d = guarded(rows * next);
            plain.evaluateBackward(rows, next, terms, n, c, AT, n, a, AT, row, point);
            vector().evaluateBackward(rows, next, terms, n, d, AT, n, a, AT, row, point);
            assertClose(d, c);
        }
    }

    /** Rounding of sums as large as 64 · 32; guards must be untouched. */
    private static void assertClose(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            float bound = expected[i] == GUARD ? 0 : 4e-5f * Math.max(1, Math.abs(expected[i]));
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(bound));
        }
    }
}
