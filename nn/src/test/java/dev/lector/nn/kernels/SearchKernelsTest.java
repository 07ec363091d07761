// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search kernels of the Vector API against the plain ones. */
class SearchKernelsTest {
    private static final int ROWS = SearchKernels.BLOCK_ROWS;

    private static Kernels vector() {
        Assumptions.assumeTrue(KernelChoice.vector().isPresent(), "needs the Vector API");
        return KernelChoice.vector().get();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 100, 104, 300, 1021})
    void rowDots(int n) {
        Kernels vector = vector();
        int stride = n + 3;
        float[] table = new float[11 * stride + 5];
        float[] query = new float[n + 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = CounterRandom.uniform(1, i) - .5f;
        }
        for (int i = 0; i < query.length; i++) {
            query[i] = CounterRandom.uniform(2, i) - .5f;
        }
        float[] expected = new float[13];
        float[] actual = new float[13];
        KernelChoice.plain().rowDots(11, n, table, 5, stride, query, 2, expected, 1);
        vector.rowDots(11, n, table, 5, stride, query, 2, actual, 1);
        for (int i = 0; i < 13; i++) {
            assertThat(actual[i]).as("row %d", i - 1).isCloseTo(expected[i], within(1e-6f * (n + 10)));
        }
        float[] alone = new float[1];
        for (int row = 0; row < 11; row++) {
            vector.rowDots(1, n, table, 5 + row * stride, stride, query, 2, alone, 0);
            assertThat(alone[0]).as("row %d alone", row).isEqualTo(actual[row + 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 8, 16, 30, 100, 104, 300, 1022})
    void blockDotsAreExact(int n) {
        Kernels vector = vector();
        byte[] codes = new byte[3 * n * ROWS + 7];
        short[] query = new short[n];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (i % 5 == 0 ? -127 : CounterRandom.below(255, 3, i) - 127);
        }
        for (int i = 0; i < n; i++) {
            query[i] = (short) (i % 3 == 0 ? -127 : CounterRandom.below(255, 4, i) - 127);
        }
        int[] expected = new int[3 * ROWS + 2];
        int[] actual = new int[3 * ROWS + 2];
        Arrays.fill(expected, 9);
        Arrays.fill(actual, 9);
        KernelChoice.plain().blockDots(3, n, codes, 7, query, expected, 1);
        vector.blockDots(3, n, codes, 7, query, actual, 1);
        assertThat(actual).containsExactly(expected);
    }
}
