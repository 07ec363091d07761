// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static Documents read(String text, DocumentOptions options) throws IOException {
        return Documents.read("in.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
    }

    private static Document document(String text, String label, long line, String id) {
        return new Document(
                text, List.of(label), id == null ? Map.of() : Map.of("id", List.of(id)), new Origin("in.csv", line));
    }

    private static DocumentOptions skipping() {
        return DocumentOptions.LABELLED.table(ReadOptions.DEFAULT.policy(Policy.SKIP));
    }

    @Test
    void columnsByUsualNames() throws IOException {
        Documents documents = read("id,Sentiment,Review\n1,pos,good film\n2,neg,bad film\n", DocumentOptions.LABELLED);
        assertThat(documents.description()).endsWith(". Text column 'Review', label column 'Sentiment'.");
        assertThat(documents.list())
                .containsExactly(document("good film", "pos", 2, "1"), document("bad film", "neg", 3, "2"));
        assertThat(documents.labelCounts()).isEqualTo(Map.of("pos", 1, "neg", 1));
    }

    @Test
    void columnsByTheirValues() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("user")
                    .append(i)
                    .append('\t')
                    .append(i % 3 == 0 ? "spam" : "ham")
                    .append("\tsome longer message ")
                    .append(i)
                    .append('\n');
        }
        Documents documents = read(text.toString(), DocumentOptions.LABELLED);
        assertThat(documents.description()).contains("Text column 'column3', label column 'column2'");
        assertThat(documents.description()).contains("'column2' has only 2 different values in the first 30 rows");
        assertThat(documents.size()).isEqualTo(30);
    }

    @Test
    void columnsByNameAndNumber() throws IOException {
        String text = "a,b,c\nx,one text,y\nx,another text,z\nw,third,y\n";
        assertThat(read(
                                text,
                                DocumentOptions.LABELLED
                                        .table(ReadOptions.DEFAULT.header(true))
                                        .text("2")
                                        .label("C"))
                        .labels())
                .containsExactly("y", "z", "y");
        assertThatThrownBy(() -> read("label,text\n1,a\n0,b\n", DocumentOptions.LABELLED.label("lable")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("column=lable, columns=[label, text]")
                .hasMessageContaining("Did you mean 'label'?");
        assertThatThrownBy(() -> read("text\nonly texts\nno labels\n", DocumentOptions.LABELLED))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("A label column is needed.");
    }

    @Test
    void aLabelColumnThatIsAText() throws IOException {
        StringBuilder text = new StringBuilder("label,text\n");
        for (int i = 0; i < 20; i++) {
            text.append(i % 2)
                    .append(",a rather long review with the number ")
                    .append(i)
                    .append('\n');
        }
        Documents wrong =
                read(text.toString(), DocumentOptions.LABELLED.text("label").label("text"));
        assertThat(wrong.warnings()).extracting(Warning::kind).contains(Warning.Kind.LABEL_LOOKS_LIKE_TEXT);
        Documents right = read(text.toString(), DocumentOptions.LABELLED);
        assertThat(right.warnings()).isEmpty();
    }

    @Test
    void nearlyEqualLabels() throws IOException {
        Documents documents = read("label,text\n Spam,a\nspam,b\nspam ,c\nham,d\n", DocumentOptions.LABELLED);
        assertThat(documents.labelCounts()).isEqualTo(Map.of("Spam", 1, "spam", 2, "ham", 1));
        assertThat(documents.warnings()).hasSize(1);
        assertThat(documents.warnings().get(0).kind()).isEqualTo(Warning.Kind.NEAR_EQUAL_LABELS);
        assertThat(documents.warnings().get(0).message()).contains("'Spam' (1 rows), 'spam' (2 rows)");
    }

    @Test
    void emptyLabelsAndTexts() throws IOException {
        String text = "label,text\npos,good\n ,no label\nneg,\n";
        assertThatThrownBy(() -> read(text, DocumentOptions.LABELLED))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line=3, label column=label");
        Documents documents = read(text, skipping());
        assertThat(documents.list()).containsExactly(document("good", "pos", 2, null), document("", "neg", 4, null));
        assertThat(documents.skippedRows()).isEqualTo(1);
        assertThat(documents.warnings())
                .extracting(Warning::kind)
                .containsExactly(Warning.Kind.SKIPPED_ROWS, Warning.Kind.EMPTY_TEXTS);
        assertThat(read(text, DocumentOptions.UNLABELLED).labels()).containsExactly("pos", null, "neg");
        assertThatThrownBy(() -> read("label,text\n,a\n,b\n", skipping()))
                .hasMessageContaining("at least one row that can be used");
    }

    @Test
    void unlabelledFiles() throws IOException {
        assertThat(read("a good film\nnot so good, though\n", DocumentOptions.UNLABELLED)
                        .texts())
                .containsExactly("a good film", "not so good, though");
        Documents documents = read("{\"message\":\"a\"}\n{\"message\":null,\"id\":1}\n", DocumentOptions.UNLABELLED);
        assertThat(documents.texts()).containsExactly("a", "");
        assertThat(documents.labels()).containsExactly(null, null);
    }

    @Test
    void theNpmReviews() throws IOException {
        Documents documents = read(
                "[{\"text\":\"Good.  \",\"class\":1},{\"text\":\"Bad!\",\"class\":0},{\"text\":\"\",\"class\":null}]",
                DocumentOptions.LABELLED);
        assertThat(documents.list()).containsExactly(document("Good.  ", "1", 1, null), document("Bad!", "0", 1, null));
        assertThat(documents.blankRows()).isEqualTo(1);
    }

    @Test
    void outputRepeatsTheInputsColumns() throws IOException {
        String text = "{\"id\":1,\"text\":\"a, \\\"b\\\"\",\"tags\":[1,2]}\n{\"text\":\"c\",\"new\":null}\n";
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (DocumentStream stream = DocumentStream.open(
                        "in",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        DocumentOptions.UNLABELLED);
                RowWriter writer = RowWriter.jsonLines(json, stream.columns(), List.of("label", "p"))) {
            while (stream.hasNext()) {
                writer.write(stream.next().row(), List.of("pos", 0.5f));
            }
        }
        assertThat(json.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        {"id":1,"text":"a, \\"b\\"","tags":[1,2],"label":"pos","p":0.5}
                        {"text":"c","new":null,"label":"pos","p":0.5}
                        """);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (DocumentStream stream = DocumentStream.open(
                        "in",
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        DocumentOptions.UNLABELLED);
                RowWriter writer = RowWriter.csv(csv, ',', stream.columns(), List.of("label"))) {
            while (stream.hasNext()) {
                writer.write(stream.next().row(), List.of("pos"));
            }
        }
        assertThat(csv.toString(StandardCharsets.UTF_8))
                .isEqualTo("id,text,tags,new,label\n1,\"a, \"\"b\"\"\",\"[1,2]\",,pos\n,c,,,pos\n");
        assertThatThrownBy(() -> RowWriter.csv(csv, ',', List.of("label"), List.of("label")))
                .hasMessageContaining("another name");
    }
}
