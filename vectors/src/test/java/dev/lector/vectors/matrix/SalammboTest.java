// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The course's letters of Salammbô: its table of counts, and French and English parted in the plane. */
class SalammboTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuv";

    /** Lines of the lecture's table: language/chapter, counts of a to v. */
    private static List<String[]> table() throws IOException {
        try (InputStream in = SalammboTest.class.getResourceAsStream("/salammbo-letters.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(2)
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinePartsFrenchFromEnglish(boolean centered) throws IOException {
        double[][] counts = table().stream()
                .map(row -> Arrays.stream(row)
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        assertThat(counts).hasNumberOfRows(30);
        double[][] scores = Pca.of(counts, centered).scores();
        SeparatingLine line = SeparatingLine.of(Arrays.copyOfRange(scores, 0, 15), Arrays.copyOfRange(scores, 15, 30));
        assertThat(line.firstRight()).isEqualTo(15);
        assertThat(line.secondRight()).isEqualTo(15);
        assertThat(line.margin()).isPositive();
    }

    @Test
    void lettersOfTheChaptersAreThoseOfTheTable() throws IOException {
        String data = System.getenv("LECTOR_DATA");
        Assumptions.assumeTrue(data != null, "needs the chapters: LECTOR_DATA is not set");
        for (String[] row : table()) {
            String[] chapter = row[0].split("/");
            String name = String.format(
                    Locale.ROOT,
                    "salammbo/%s/salammbo_%sch%s.txt",
                    chapter[0],
                    chapter[0].equals("en") ? "en_" : "",
                    chapter[1]);
            double[] counts = LetterCounts.of(Files.readString(Path.of(data, name)), LETTERS);
            for (int i = 0; i < counts.length; i++) {
                assertThat(counts[i]).as(row[0] + " " + LETTERS.charAt(i)).isEqualTo(Double.parseDouble(row[i + 1]));
            }
        }
    }

    @Test
    void lettersWithAccentsAreOthers() {
        assertThat(LetterCounts.FRENCH).hasSize(40);
        assertThat(LetterCounts.of("Été, été! Œuf", "etéœ")).containsExactly(0, 2, 4, 1);
    }

    @Test
    void theWidestMarginIsFound() {
        // Corners of two squares, one beside the other: the line halfway, margin 1.
        SeparatingLine line =
                SeparatingLine.of(new double[][] {{3, 0}, {3, 1}, {4, 0}}, new double[][] {{1, 0}, {1, 1}, {0, 5}});
        assertThat(line.a()).isCloseTo(1, within(1e-12));
        assertThat(line.c()).isCloseTo(2, within(1e-12));
        assertThat(line.margin()).isCloseTo(1, within(1e-12));
        SeparatingLine none = SeparatingLine.of(new double[][] {{0, 0}, {2, 0}}, new double[][] {{1, 0}, {3, 0}});
        assertThat(none.margin()).isNegative();
        assertThat(none.firstRight() + none.secondRight()).isLessThan(4);
    }
}
