// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecompositionTest {
    private static final int ROWS = 150;
    private static final int COLUMNS = 90;

    /** A tenth of the cells, in rows and columns of falling size, so that the singular values fall as well. */
    private static double[][] dense() {
        double[][] cells = new double[ROWS][COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                long at = (long) i * COLUMNS + j;
                if (CounterRandom.below(10, 1, at) == 0) {
                    cells[i][j] = CounterRandom.normal(2, at) * 10 / Math.sqrt((1 + i) * (1. + j));
                }
            }
        }
        return cells;
    }

    private static SparseMatrix sparse(double[][] cells) {
        int[][] indexes = new int[cells.length][];
        float[][] values = new float[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            double[] row = cells[i];
            indexes[i] = java.util.stream.IntStream.range(0, row.length)
                    .filter(j -> row[j] != 0)
                    .toArray();
            values[i] = new float[indexes[i].length];
            for (int k = 0; k < values[i].length; k++) {
                values[i][k] = (float) row[indexes[i][k]];
            }
        }
        return new SparseMatrix(cells[0].length, indexes, values);
    }

    @Test
    void randomizedSvdFindsTheLargestValuesAndTheirVectors() {
        double[][] cells = dense();
        Svd svd = new RandomizedSvd(12, 10, 6, 2, 1).of(sparse(cells));
        double[] exact = Pca.of(cells, false).singularValues();
        for (int i = 0; i < 12; i++) {
            assertThat(svd.values()[i]).as("value %d", i).isCloseTo(exact[i], within(2e-4 * exact[0]));
        }
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                assertThat(product(svd.left(), ROWS, i, j)).isCloseTo(i == j ? 1 : 0, within(1e-4));
                assertThat(product(svd.right(), COLUMNS, i, j)).isCloseTo(i == j ? 1 : 0, within(1e-4));
            }
        }
        // A·v = s·u
        for (int i = 0; i < ROWS; i++) {
            double sum = 0;
            for (int j = 0; j < COLUMNS; j++) {
                sum += cells[i][j] * svd.right()[j * 12];
            }
            assertThat((double) svd.rowVectors(1)[i * 12]).isCloseTo(sum, within(1e-3));
        }
    }

    private static double product(float[] vectors, int rows, int a, int b) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += (double) vectors[i * 12 + a] * vectors[i * 12 + b];
        }
        return sum;
    }

    @Test
    void theSameBitsOnAnyNumberOfThreads() {
        SparseMatrix matrix = sparse(dense());
        Svd one = new RandomizedSvd(5, 10, 2, 1, 1).of(matrix);
        Svd three = new RandomizedSvd(5, 10, 2, 3, 1).of(matrix);
        assertThat(three.left()).containsExactly(one.left());
        assertThat(three.values()).containsExactly(one.values());
    }

    @Test
    void fewerIndependentColumnsThanWanted() {
        double[][] cells = new double[20][8];
        for (int i = 0; i < 20; i++) {
            cells[i][i % 2] = 1;
        }
        Svd svd = new RandomizedSvd(10, 4, 2, 1, 1).of(sparse(cells));
        assertThat(svd.values()).hasSize(8);
        assertThat(svd.values()[0]).isCloseTo(Math.sqrt(10), within(1e-4));
        assertThat(svd.values()[1]).isCloseTo(Math.sqrt(10), within(1e-4));
        assertThat(svd.values()[2]).isCloseTo(0, within(1e-3));
        Svd zero = new RandomizedSvd(3).of(sparse(new double[5][4]));
        assertThat(zero.values()).containsExactly(new double[] {0, 0, 0}, within(1e-6));
        assertThat(zero.rowVectors(.5)).doesNotContain(Float.NaN);
    }

    @Test
    void transposedTwiceIsTheSame() {
        SparseMatrix matrix = sparse(dense());
        assertThat(matrix.transposed().rows()).isEqualTo(COLUMNS);
        assertThat(matrix.transposed().transposed().cells()).isEqualTo(matrix.cells());
        assertThatThrownBy(() -> new SparseMatrix(2, new int[][] {{2}}, new float[][] {{1}}))
                .hasMessageContaining("column=2");
    }

    @Test
    void principalComponentsAreThoseOfThePlane() {
        // Points on a line of direction (3, 4)/5 through (10, 20), and one a little off.
        double[][] rows = {{10, 20}, {13, 24}, {7, 16}, {16, 28}, {4, 12}};
        Pca pca = Pca.of(rows, true);
        assertThat(pca.mean()).containsExactly(10, 20);
        assertThat(pca.axes()[0][0]).isCloseTo(.6, within(1e-12));
        assertThat(pca.axes()[1][0]).isCloseTo(.8, within(1e-12));
        assertThat(pca.singularValues()[1]).isCloseTo(0, within(1e-9));
        assertThat(Arrays.stream(pca.scores()).mapToDouble(row -> row[0]).toArray())
                .containsExactly(new double[] {0, 5, -5, 10, -10}, within(1e-9));
        assertThat(pca.share(1)).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> Pca.of(new double[0][], true)).hasMessageContaining("rows=0");
    }
}
