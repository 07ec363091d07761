// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.text.data.Document;
import dev.lector.text.data.Documents;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    private static final Documents ROWS = Documents.of(IntStream.range(0, 31)
            .mapToObj(row -> new Document("text " + row, row % 3 == 0 ? "b" : "a", row + 1))
            .toList());

    /** The numbers are those of bench/keras/texts.py, by which Keras's figures were recorded. */
    @Test
    void splitsAreThoseOfTheKerasScript() {
        assertThat(rows(Protocol.TENTH.part(ROWS, null).heldTexts())).containsExactly(14, 15, 25);
        Protocol.Part few = new Protocol(.4, 5, 0).part(ROWS, null);
        assertThat(rows(few.heldTexts())).containsExactly(2, 6, 9, 11, 13, 14, 15, 18, 19, 23, 25, 29);
        assertThat(rows(few.texts())).containsExactly(3, 17, 22, 27, 28);
    }

    @Test
    void aTestFileJudgesAllRowsButTheFirst() {
        Documents test = Documents.of(List.of(new Document("t", "a", 1), new Document("u", "b", 2)));
        Protocol.Part part = new Protocol(0, 0, 10).part(ROWS, test);
        assertThat(rows(part.texts())).hasSize(21).startsWith(10);
        assertThat(part.heldTexts()).containsExactly("t", "u");
        assertThat(part.heldLabels()).containsExactly("a", "b");
    }

    @Test
    void aSmallerPartIsSmaller() {
        Protocol.Part part = Protocol.FIFTH.part(ROWS, null).atMost(6, 4);
        assertThat(part.texts()).hasSize(6);
        assertThat(part.labels()).hasSize(6);
        assertThat(part.heldTexts()).hasSize(4);
    }

    private static List<Integer> rows(List<String> texts) {
        return texts.stream().map(text -> Integer.valueOf(text.substring(5))).toList();
    }
}
