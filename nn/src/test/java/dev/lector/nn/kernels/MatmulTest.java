// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static dev.lector.nn.kernels.KernelValues.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matrix products against sums in double precision, around the edges of the tiles. */
class MatmulTest {
    private static final int[] ROWS = {1, 2, 3, 5, 6, 7, 8, 13, 37};
    private static final int[] COLUMNS = {1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 47, 48, 49, 63, 64, 65, 100, 129};
    private static final int[] STEPS = {0, 1, 2, 7, 31, 130, 400};
    private static final float GUARD = 7.25f;

    private static List<Kernels> both() {
        List<Kernels> both = new ArrayList<>(List.of(KernelChoice.plain()));
        KernelChoice.vector().ifPresent(both::add);
        return both;
    }

    private static float[] guarded(int n) {
        float[] values = new float[n];
        java.util.Arrays.fill(values, GUARD);
        return values;
    }

    @Test
    void productsWithBiasReluAndAccumulation() {
        for (Kernels kernels : both()) {
            for (int m : ROWS) {
                for (int n : COLUMNS) {
                    for (int k : STEPS) {
                        checkProduct(kernels, m, n, k, k + 3, n + 2, (m + n + k) % 3);
                    }
                }
            }
        }
    }

    @Test
    void transposesPartsOfMatrices() {
        for (Kernels kernels : both()) {
            for (int m : ROWS) {
                for (int n : COLUMNS) {
                    float[] a = random(m * (n + 3) + 2, 1);
                    float[] b = guarded(n * (m + 2) + 1);
                    kernels.transpose(m, n, a, 2, n + 3, b, 1, m + 2);
                    assertThat(b[0]).isEqualTo(GUARD);
                    for (int j = 0; j < n; j++) {
                        for (int i = 0; i < m; i++) {
                            assertThat(b[1 + j * (m + 2) + i]).isEqualTo(a[2 + i * (n + 3) + j]);
                        }
                        assertThat(b[1 + j * (m + 2) + m]).isEqualTo(GUARD);
                        assertThat(b[1 + j * (m + 2) + m + 1]).isEqualTo(GUARD);
                    }
                }
            }
        }
    }

    @Test
    void longRowsAreSummedInBlocks() {
        for (Kernels kernels : both()) {
            checkProduct(kernels, 9, 70, 5000, 5000, 70, 0);
            checkProduct(kernels, 900, 20, 300, 300, 20, 1);
        }
    }

    @Test
    void overlappingRowsAreTheWindowsOfAConvolution() {
        for (Kernels kernels : both()) {
            checkProduct(kernels, 37, 100, 400, 100, 100, 0);
            checkProduct(kernels, 5, 33, 12, 3, 33, 1);
        }
    }

    /** Mode 0: bias and relu; 1: accumulate; 2: neither. */
    private static void checkProduct(Kernels kernels, int m, int n, int k, int lda, int ldc, int mode) {
        int aAt = 3;
        int cAt = 4;
        float[] a = random(aAt + (m - 1) * lda + k, 1);
        float[] b = random(k * n + 2, 2);
        float[] bias = random(n + 1, 3);
        float[] packed = guarded(kernels.packedLength(k, n) + 8);
        kernels.pack(k, n, b, 2, 1, k, packed, 3);
        assertThat(packed[2]).isEqualTo(GUARD);
        assertThat(packed[3 + kernels.packedLength(k, n)]).isEqualTo(GUARD);
        float[] c = guarded(cAt + m * ldc + 50);
        kernels.matmul(m, n, k, a, aAt, lda, packed, 3, c, cAt, ldc, mode == 1, mode == 0 ? bias : null, 1, mode == 0);
        for (int at = 0; at < c.length; at++) {
            int i = (at - cAt) / ldc;
            int j = (at - cAt) % ldc;
            if (at < cAt || i >= m || j >= n) {
                assertThat(c[at]).as("guard at %s of %s x %s x %s", at, m, n, k).isEqualTo(GUARD);
                continue;
            }
            double expected = mode == 1 ? GUARD : mode == 0 ? bias[1 + j] : 0;
            for (int p = 0; p < k; p++) {
                expected += (double) a[aAt + i * lda + p] * b[2 + p + j * k];
            }
            expected = mode == 0 ? Math.max(expected, 0) : expected;
            double allowed = 1e-7 * (k + 8) + (mode == 1 ? 1e-5 : 0);
            if (Math.abs(c[at] - expected) > allowed || Float.isNaN(c[at])) {
                assertThat((double) c[at])
                        .as("%s: (%s, %s) of %s x %s x %s", kernels.name(), i, j, m, n, k)
                        .isCloseTo(expected, within(allowed));
            }
        }
    }

    @Test
    void rowsOfTheResultMayOverlapWhereTheyAccumulate() {
        int steps = 37;
        int channels = 20;
        int width = 4;
        for (Kernels kernels : both()) {
            float[] gradient = random(steps * 30, 4);
            float[] w = random(30 * width * channels, 5);
            float[] packed = new float[kernels.packedLength(30, width * channels)];
            kernels.pack(30, width * channels, w, 0, width * channels, 1, packed, 0);
            float[] c = new float[(steps + width - 1) * channels];
            kernels.matmul(
                    steps, width * channels, 30, gradient, 0, 30, packed, 0, c, 0, channels, true, null, 0, false);
            double[] expected = new double[c.length];
            for (int i = 0; i < steps; i++) {
                for (int j = 0; j < width * channels; j++) {
                    for (int p = 0; p < 30; p++) {
                        expected[i * channels + j] += (double) gradient[i * 30 + p] * w[p * width * channels + j];
                    }
                }
            }
            for (int i = 0; i < c.length; i++) {
                assertThat((double) c[i]).isCloseTo(expected[i], within(2e-5));
            }
        }
    }

    /** Samples in one call give what a call for each gives: to the bit where C is written, nearly where they are summed. */
    @Test
    void severalSamplesAreOneCallEach() {
        for (Kernels kernels : both()) {
            for (int samples : new int[] {0, 1, 2, 9}) {
                for (int k : new int[] {1, 37, 300}) {
                    checkSamples(kernels, samples, 13, 50, k);
                    checkSamples(kernels, samples, 64, 7, k);
                    checkSamples(kernels, samples, 1, 33, k);
                }
            }
        }
    }

    private static void checkSamples(Kernels kernels, int samples, int m, int n, int k) {
        String name = kernels.name() + ": " + samples + " samples of " + m + " x " + n + " x " + k;
        int lda = Math.max(1, k / 3);
        int aNext = m * lda + 5;
        int cNext = m * (n + 1) + 3;
        float[] a = random(samples * aNext + k, 9);
        float[] packed = new float[kernels.packedLength(k, n)];
        kernels.pack(k, n, random(k * n, 10), 0, n, 1, packed, 0);
        float[] bias = random(n, 11);
        float[] together = random(samples * cNext + n, 12);
        float[] apart = together.clone();
        kernels.matmul(samples, m, n, k, a, 0, lda, aNext, packed, 0, together, 0, n + 1, cNext, false, bias, 0, true);
        for (int s = 0; s < samples; s++) {
            kernels.matmul(m, n, k, a, s * aNext, lda, packed, 0, apart, s * cNext, n + 1, false, bias, 0, true);
        }
        assertThat(together).as(name).isEqualTo(apart);

        // The gradient: A is k×m, its rows overlap; B is k×n.
        int left = k * lda + 7;
        int right = k * (n + 2) + 1;
        a = random(samples * left + m + k * lda, 13);
        float[] b = random(samples * right + n, 14);
        together = random(m * n, 15);
        apart = together.clone();
        kernels.matmulTransposedLeft(samples, m, n, k, a, 0, lda, left, b, 0, n + 2, right, together, 0, n);
        for (int s = 0; s < samples; s++) {
            kernels.matmulTransposedLeft(m, n, k, a, s * left, lda, b, s * right, n + 2, apart, 0, n);
        }
        for (int i = 0; i < together.length; i++) {
            assertThat(together[i]).as(name).isCloseTo(apart[i], within(1e-6f * (samples * k + 8)));
        }
    }

    @Test
    void transposedLeft() {
        for (Kernels kernels : both()) {
            for (int m : ROWS) {
                for (int n : COLUMNS) {
                    for (int k : STEPS) {
                        checkTransposed(kernels, m, n, k, (m + k) % 2 == 0 ? m + 2 : Math.max(1, m / 3));
                    }
                }
            }
            checkTransposed(kernels, 30, 40, 5000, 30);
        }
    }

    private static void checkTransposed(Kernels kernels, int m, int n, int k, int lda) {
        int ldb = n + 1;
        int ldc = n + 3;
        float[] a = random(2 + Math.max(0, k - 1) * lda + m, 6);
        float[] b = random(1 + k * ldb, 7);
        float[] c = random(5 + m * ldc + 50, 8);
        float[] before = c.clone();
        kernels.matmulTransposedLeft(m, n, k, a, 2, lda, b, 1, ldb, c, 5, ldc);
        for (int at = 0; at < c.length; at++) {
            int i = (at - 5) / ldc;
            int j = (at - 5) % ldc;
            double expected = before[at];
            boolean inside = at >= 5 && i < m && j < n;
            for (int p = 0; inside && p < k; p++) {
                expected += (double) a[2 + p * lda + i] * b[1 + p * ldb + j];
            }
            double allowed = inside ? 1e-7 * (k + 8) : 0;
            if (Math.abs(c[at] - expected) > allowed || Float.isNaN(c[at])) {
                assertThat((double) c[at])
                        .as("%s: (%s, %s) of %s x %s x %s", kernels.name(), i, j, m, n, k)
                        .isCloseTo(expected, within(allowed));
            }
        }
    }
}
