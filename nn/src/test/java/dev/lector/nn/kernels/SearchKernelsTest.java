// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static dev.lector.nn.kernels.KernelValues.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search kernels of the Vector API against the plain ones. */
class SearchKernelsTest {
    private static final int ROWS = SearchKernels.BLOCK_ROWS;

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
    @ValueSource(ints = {0, 4, 8, 16, 32, 100, 104, 300, 1024})
    void blockDotsAreExactModulo65536(int n) {
        Kernels vector = vector();
        short[] codes = new short[3 * n / 4 * ROWS + 7];
        short[] query = new short[n];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (short) (i % 5 == 0 ? -1 : CounterRandom.below(65_536, 3, i));
        }
        for (int i = 0; i < n; i++) {
            query[i] = (short) (i % 3 == 0 ? Short.MIN_VALUE : CounterRandom.below(65_536, 4, i));
        }
        int[] expected = new int[3 * ROWS + 2];
        int[] actual = new int[3 * ROWS + 2];
        Arrays.fill(expected, 9);
        Arrays.fill(actual, 9);
        KernelChoice.plain().blockDots(3, n, codes, 7, query, 77, expected, 1);
        vector.blockDots(3, n, codes, 7, query, 77, actual, 1);
        assertThat(actual).containsExactly(expected);
        if (n > 0) {
            assertThat(actual[1 + ROWS]).isEqualTo(sumOfFirstRow(n, codes, 7 + n / 4 * ROWS, query));
        }
    }

    private static short sumOfFirstRow(int n, short[] codes, int at, short[] query) {
        int sum = 77;
        for (int i = 0; i < n; i++) {
            sum += query[i] * (Short.toUnsignedInt(codes[at + i / 4 * ROWS]) >>> 4 * (i % 4) & 15);
        }
        return (short) sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 1021})
    void atLeast(int n) {
        Kernels vector = vector();
        float[] x = new float[n + 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 11 == 5 ? Float.NaN : CounterRandom.below(9, 5, i);
        }
        for (float limit : new float[] {Float.NEGATIVE_INFINITY, 0, 3, 8, 9, Float.NaN}) {
            int[] expected = new int[n + 1];
            int[] actual = new int[n + 1];
            int count = KernelChoice.plain().atLeast(n, x, 2, limit, expected);
            assertThat(vector.atLeast(n, x, 2, limit, actual)).isEqualTo(count);
            assertThat(actual).containsExactly(expected);
            assertThat(count).isEqualTo((int)
                    IntStream.range(2, n + 2).filter(i -> x[i] >= limit).count());
        }
    }
}
