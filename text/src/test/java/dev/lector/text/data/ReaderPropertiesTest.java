// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ReaderPropertiesTest {
    private static TableReader open(byte[] bytes, ReadOptions options) throws IOException {
        return TableReader.open("random", new ByteArrayInputStream(bytes), options);
    }

    /** Reads to the end; only the defined error may come. */
    private static void readAll(byte[] bytes, ReadOptions options) throws IOException {
        try (TableReader reader = open(bytes, options)) {
            while (reader.hasNext()) {
                Row row = reader.next();
                assertThat(row.values()).hasSameSizeAs(row.columns());
                assertThat(row.line()).isPositive();
            }
        } catch (BadInputException e) {
            assertThat(e.getMessage()).contains("Received: file=random").doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    }

    /** Texts of the characters that mean something to one of the formats. */
    @Provide
    Arbitrary<String> nearlyTables() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "label",
                        "text",
                        ",",
                        ";",
                        "\t",
                        "\"",
                        "\"\"",
                        "\n",
                        "\r",
                        "\r\n",
                        " ",
                        "{\"a\":1}",
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        "null",
                        "1",
                        "\u0085",
                        "\u2028",
                        "é",
                        "\ud83d\ude00",
                        "\\",
                        "\0")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Format> tables() {
        return Arbitraries.of(Format.class).filter(Format::isTable);
    }

    @Property(tries = 500)
    void randomBytesGiveRowsOrTheDefinedError(@ForAll("anyBytes") byte[] bytes, @ForAll Policy policy)
            throws IOException {
        readAll(bytes, ReadOptions.DEFAULT.policy(policy));
    }

    @Property(tries = 500)
    void nearlyTablesGiveRowsOrTheDefinedError(
            @ForAll("nearlyTables") String text, @ForAll Policy policy, @ForAll("tables") Format format)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        readAll(bytes, ReadOptions.DEFAULT.policy(policy));
        readAll(bytes, ReadOptions.DEFAULT.policy(policy).format(format));
        readAll(
                bytes,
                ReadOptions.DEFAULT.policy(policy).format(format).header(true).maxField(3));
    }

    @Property(tries = 300)
    void everyLineIsARowOrBlankOrSkipped(@ForAll("nearlyTables") String text, @ForAll boolean header)
            throws IOException {
        for (Format format : List.of(Format.LINES, Format.UNQUOTED, Format.LABEL_TEXT, Format.JSON_LINES)) {
            ReadOptions options = ReadOptions.DEFAULT
                    .format(format)
                    .header(header)
                    .policy(Policy.SKIP)
                    .separator(',')
                    // Without it "a\0\n\0" is, rightly, one line of UTF-16.
                    .charset(StandardCharsets.UTF_8);
            long lines = text.split("\r\n|\n|\r", -1).length;
            lines -= text.isEmpty() || text.endsWith("\n") || text.endsWith("\r") ? 1 : 0;
            try (TableReader reader = open(text.getBytes(StandardCharsets.UTF_8), options)) {
                long rows = 0;
                while (reader.hasNext()) {
                    reader.next();
                    rows++;
                }
                long used = rows
                        + reader.skippedRows()
                        + reader.blankRows()
                        + (reader.dialect().header() ? 1 : 0);
                assertThat(used).as(format.toString()).isEqualTo(lines);
            } catch (BadInputException e) {
                assertThat(e).hasMessageMatching(".*(at least one row|must differ).*|A line must hold.*");
            }
        }
    }

    @Property(tries = 200)
    void csvRoundTrip(@ForAll @Size(min = 1, max = 20) List<@Size(3) List<String>> table, @ForAll boolean semicolon)
            throws IOException {
        char separator = semicolon ? ';' : ',';
        List<String> columns = List.of("id", "label", "text");
        List<List<String>> expected = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowWriter writer = RowWriter.csv(out, separator, columns, List.of("added"))) {
            for (List<String> each : table) {
                // A lone surrogate is no character and cannot be written in UTF-8.
                List<String> row =
                        each.stream().map(ReaderPropertiesTest::encodable).toList();
                writer.write(new Row(1, columns, row, null), List.of(0.5));
                expected.add(row);
            }
        }
        ReadOptions options = ReadOptions.DEFAULT
                .format(Format.QUOTED)
                .separator(separator)
                .header(true)
                .charset(StandardCharsets.UTF_8);
        List<List<String>> actual = new ArrayList<>();
        try (TableReader reader = open(out.toByteArray(), options)) {
            reader.forEachRemaining(row -> actual.add(row.values().subList(0, 3)));
            assertThat(reader.dialect().columns()).containsExactly("id", "label", "text", "added");
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Property(tries = 200)
    void jsonRoundTrip(@ForAll @Size(min = 1, max = 20) List<String> texts) throws IOException {
        List<String> expected =
                texts.stream().map(ReaderPropertiesTest::encodable).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowWriter writer = RowWriter.jsonLines(out, List.of("text"), List.of("p", "flag"))) {
            for (String text : expected) {
                writer.write(new Row(1, List.of("text"), List.of(text), null), List.of(0.25, true));
            }
        }
        List<String> actual = new ArrayList<>();
        try (TableReader reader = open(out.toByteArray(), ReadOptions.DEFAULT)) {
            reader.forEachRemaining(row -> actual.add(row.value("text")));
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
