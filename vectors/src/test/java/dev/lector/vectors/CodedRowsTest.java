// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first pass over four bits a number against the scan of all vectors: the same words and the same bits of scores. */
class CodedRowsTest {
    private static final int[] DIMENSIONS = {1, 2, 3, 7, 8, 25, 100, 103, 300, 1_027};

    /** Rows that are hard on a bound. */
    private enum Rows {
        RANDOM,
        /** Every row stands many times. */
        EQUAL,
        /** All numbers of a row but one are 0. */
        ONE_NUMBER,
        /** One number is far larger than the others. */
        OUTLIER,
        /** Lengths from what only subnormal numbers have to the largest, and zeros. */
        LENGTHS,
        /** All near to each other. */
        NARROW,
        ZERO;

        float at(int row, int column, int dimensions) {
            float normal = (float) CounterRandom.normal(ordinal(), (long) row * dimensions + column);
            return switch (this) {
                case RANDOM -> normal;
                case EQUAL -> (float) CounterRandom.normal(1, row % 50 * (long) dimensions + column);
                case ONE_NUMBER -> row % dimensions == column ? normal : 0;
                case OUTLIER -> column == row % 2 ? 40 : normal;
                case LENGTHS -> row % 9 == 0 ? 0 : normal * (float) Math.pow(10, row % 83 - 44);
                case NARROW -> (float) Math.sin(column + 1) + normal * 1e-4f;
                case ZERO -> 0;
            };
        }
    }

    private static WordVectors vectors(Rows rows, int words, int dimensions) {
        float[] values = new float[words * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.at(i / dimensions, i % dimensions, dimensions);
        }
        return new WordVectors(IntStream.range(0, words).mapToObj(i -> "w" + i).toList(), dimensions, values);
    }

    @ParameterizedTest
    @EnumSource(Rows.class)
    void answersAreThoseOfTheScan(Rows rows) {
        for (int dimensions : DIMENSIONS) {
            VectorSpace scan = new VectorSpace(vectors(rows, 1_301, dimensions)).withoutCodes();
            VectorSpace coded = scan.withCodes();
            for (int most : new int[] {1, 2, 20, 21, 2_000}) {
                for (String word : List.of("w0", "w1", "w700", "w1300")) {
                    assertThat(coded.nearest(word, most))
                            .as("%s, dimensions=%d, most=%d, %s", rows, dimensions, most, word)
                            .isEqualTo(scan.nearest(word, most));
                }
            }
            assertThat(coded.analogy("w1", "w2", "w3", 5)).isEqualTo(scan.analogy("w1", "w2", "w3", 5));
            float[] query = new float[dimensions];
            assertThat(coded.nearest(query, 3)).isEqualTo(scan.nearest(query, 3));
            Arrays.fill(query, Float.MIN_VALUE);
            assertThat(coded.nearest(query, 3)).isEqualTo(scan.nearest(query, 3));
            query[0] = Float.NaN;
            assertThat(coded.nearest(query, 3)).isEqualTo(scan.nearest(query, 3));
        }
    }

    @Test
    void lengthDoesNotMatter() {
        VectorSpace space = new VectorSpace(new WordVectors(
                List.of("small", "large", "one", "none"), 2, new float[] {3e-42f, 4e-42f, 3e38f, -3e38f, .6f, .8f, 0, 0
                }));
        assertThat(space.similarity("small", "one")).isCloseTo(1, within(1e-3));
        assertThat(space.similarity("large", "large")).isCloseTo(1, within(1e-6));
        assertThat(space.similarity("none", "one")).isZero();
    }

    @Test
    void fewRowsAreLeftToLookAt() {
        int words = 20_000;
        int dimensions = 100;
        float[] unit = new float[words * dimensions];
        Kernels kernels = KernelChoice.best();
        for (int i = 0; i < unit.length; i++) {
            unit[i] = Rows.RANDOM.at(i / dimensions, i % dimensions, dimensions);
        }
        for (int word = 0; word < words; word++) {
            double squares = kernels.sumOfSquares(dimensions, unit, word * dimensions);
            kernels.scale(dimensions, (float) (1 / Math.sqrt(squares)), unit, word * dimensions);
        }
        CodedRows rows = new CodedRows(words, dimensions, unit);
        AtomicInteger looked = new AtomicInteger();
        float[] query = Arrays.copyOf(unit, dimensions);
        rows.search(
                kernels,
                query,
                place -> {
                    looked.incrementAndGet();
                    return kernels.dot(dimensions, unit, place * dimensions, query, 0);
                },
                10,
                new int[] {0},
                new Top(10, 0));
        assertThat(looked.get()).isBetween(10, words / 20);
    }

    @Test
    void codesAreMadeByTheWay() {
        WordVectors vectors = vectors(Rows.RANDOM, 700, 20);
        VectorSpace space = new VectorSpace(vectors);
        VectorSpace scan = space.withoutCodes();
        List<String> words = vectors.words().subList(0, 300);
        List<List<VectorSpace.Scored>> one =
                words.parallelStream().map(word -> space.nearest(word, 10)).toList();
        assertThat(one).isEqualTo(scan.nearest(words, 10));
        assertThat(new VectorSpace(vectors).nearest(words, 10)).isEqualTo(one);
    }
}
