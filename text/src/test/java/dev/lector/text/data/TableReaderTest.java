// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static TableReader open(byte[] bytes, ReadOptions options) throws IOException {
        return TableReader.open("in.csv", new ByteArrayInputStream(bytes), options);
    }

    private static TableReader open(String text) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8), ReadOptions.DEFAULT);
    }

    private static List<List<String>> values(TableReader reader) {
        List<List<String>> rows = new ArrayList<>();
        reader.forEachRemaining(row -> rows.add(row.values()));
        return rows;
    }

    private static List<List<String>> values(String text) throws IOException {
        return values(open(text));
    }

    @Test
    void csvByRfc4180() throws IOException {
        TableReader reader = open("label,text\r\npos,\"a, \"\"b\"\"\nc\"\r\n\r\nneg,d");
        assertThat(reader.dialect().describe()).isEqualTo("Read as CSV: separator ',', UTF-8, header label,text");
        Row first = reader.next();
        assertThat(first.values()).containsExactly("pos", "a, \"b\"\nc");
        assertThat(first.line()).isEqualTo(2);
        assertThat(reader.next().line()).isEqualTo(5);
        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.blankRows()).isEqualTo(1);
    }

    @Test
    void spreadsheetWithSemicolonAndWindows1252() throws IOException {
        String text = "Kategorie;Preis;Text\n1;3,50;Schön – „gut“\n2;4,20;Übel\n1;2,00;\"a;b\"\n2;1,00;naja\n";
        TableReader reader = open(text.getBytes(WINDOWS), ReadOptions.DEFAULT);
        assertThat(reader.dialect().describe())
                .isEqualTo("Read as CSV: separator ';', windows-1252, header Kategorie;Preis;Text");
        assertThat(values(reader).get(0)).containsExactly("1", "3,50", "Schön – „gut“");
    }

    @Test
    void byteOrderMarksAndUtf16() throws IOException {
        String text = "label\ttext\npos\tgut ĳ\nneg\tschlecht\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("\ufeff", "")) {
                TableReader reader = open((mark + text).getBytes(charset), ReadOptions.DEFAULT);
                assertThat(reader.dialect().charset()).isEqualTo(charset);
                assertThat(reader.dialect().bom()).isEqualTo(!mark.isEmpty());
                assertThat(reader.dialect().columns()).containsExactly("label", "text");
                assertThat(values(reader)).containsExactly(List.of("pos", "gut ĳ"), List.of("neg", "schlecht"));
            }
        }
        byte[] marked = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        assertThat(open(marked, ReadOptions.DEFAULT.charset(StandardCharsets.UTF_16))
                        .dialect()
                        .columns())
                .containsExactly("label", "text");
    }

    @Test
    void theCoursesUnquotedForm() throws IOException {
        String text =
                "label,text\n1,So ingenious in concept, design and execution\n0,\"Bad\" film, she said\n1,It's \"ok\n0,No comma\n";
        TableReader reader = open(text);
        assertThat(reader.dialect().format()).isEqualTo(Format.LABEL_TEXT);
        assertThat(reader.dialect().header()).isTrue();
        assertThat(values(reader))
                .containsExactly(
                        List.of("1", "So ingenious in concept, design and execution"),
                        List.of("0", "\"Bad\" film, she said"),
                        List.of("1", "It's \"ok"),
                        List.of("0", "No comma"));
    }

    @Test
    void tabsWithoutHeaderAndLiteralQuotes() throws IOException {
        TableReader reader = open("ham\t\"Hello\" you\nspam\t\"win, now\nham\tok\nham\tno \"quote\"\nspam\tx\n");
        assertThat(reader.dialect().describe())
                .isEqualTo("Read as unquoted columns: separator tab, UTF-8, no header, columns column1\tcolumn2");
        assertThat(values(reader)).hasSize(5).contains(List.of("spam", "\"win, now"));
    }

    @Test
    void linesEndOnlyAtLfAndCr() throws IOException {
        TableReader reader = open("label,text\n1,a\u0085b\u2028c\u2029d\u000be\f\r2,\"x\u0085y\"\n1,z\n");
        assertThat(values(reader))
                .containsExactly(
                        List.of("1", "a\u0085b\u2028c\u2029d\u000be\f"), List.of("2", "x\u0085y"), List.of("1", "z"));
        assertThat(values(open(
                        "a\u0085b\rc\r\n\r\nd\u2028e\n".getBytes(StandardCharsets.UTF_8),
                        ReadOptions.DEFAULT.format(Format.LINES))))
                .containsExactly(List.of("a\u0085b"), List.of("c"), List.of("d\u2028e"));
    }

    @Test
    void oneTextALine() throws IOException {
        TableReader reader = open("a film with, well, many words\nanother one\nthe third, and last\n");
        assertThat(reader.dialect().format()).isEqualTo(Format.LINES);
        assertThat(values(reader)).hasSize(3);
    }

    @Test
    void jsonLines() throws IOException {
        TableReader reader = open("""
                {"text":"a\\n\\u00e9","n":1.50,"label":"x"}

                {"text":null,"ok":true,"deep":{"a":[1,"b"]}}
                """);
        assertThat(reader.dialect().describe()).isEqualTo("Read as JSON Lines: UTF-8, keys text,n,label,ok,deep");
        Row first = reader.next();
        assertThat(first.values()).containsExactly("a\né", "1.50", "x");
        Row second = reader.next();
        assertThat(second.line()).isEqualTo(3);
        assertThat(second.values()).containsExactly(null, "true", "{\"a\":[1,\"b\"]}");
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void jsonArrayWithAnEmptyLastElement() throws IOException {
        TableReader reader = open(
                "[{\"text\":\"good  \",\"class\":1},\n {\"text\":\"bad\",\"class\":0},{\"text\":\"\",\"class\":null}]");
        assertThat(reader.dialect().describe()).isEqualTo("Read as JSON array: UTF-8, keys text,class");
        assertThat(values(reader)).containsExactly(List.of("good  ", "1"), List.of("bad", "0"));
        assertThat(reader.blankRows()).isEqualTo(1);
    }

    @Test
    void badJson() throws IOException {
        String lines = "{\"text\":\"a\"}\n{\"text\":}\n[1]\n{\"text\":\"b\"} x\n{\"text\":\"c\"}\n";
        assertThatThrownBy(() -> values(lines))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("file=in.csv, line=2, column=9");
        TableReader skipping = open(lines.getBytes(StandardCharsets.UTF_8), ReadOptions.DEFAULT.policy(Policy.SKIP));
        assertThat(values(skipping)).containsExactly(List.of("a"), List.of("c"));
        assertThat(skipping.skippedRows()).isEqualTo(3);
        assertThat(skipping.skippedMessages()).hasSize(3);
        assertThatThrownBy(() -> values("[{\"a\":1},\n{\"a\":2"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line=2");
        assertThatThrownBy(() -> values("[{\"a\":1}] x")).isInstanceOf(BadInputException.class);
    }

    @Test
    void compressed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write("label,text\na,b\nc,d\n".getBytes(StandardCharsets.UTF_8));
        }
        TableReader reader = open(out.toByteArray(), ReadOptions.DEFAULT);
        assertThat(reader.dialect().gzip()).isTrue();
        assertThat(values(reader)).hasSize(2);
        byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 6);
        assertThatThrownBy(() -> values(open(cut, ReadOptions.DEFAULT)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cut short or damaged");
    }

    @Test
    void quotesNeverClosed() {
        assertThatThrownBy(() -> values("text,label\n\"good, film\",pos\n\"bad film,neg\nok,pos\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("must be closed")
                .hasMessageContaining("line=3, field=1");
        assertThatThrownBy(() -> values("text,label\n\"good, film\",pos\n\"bad film,neg\n\"fine\",pos\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line=3, field=1");
        assertThatThrownBy(() -> values("label,text\npos,\"a\nb\"\npos,\"never\nneg,x\n"))
                .hasMessageContaining("line=4, field=2");
        assertThatThrownBy(() -> values("label,text\npos,good\npos,\"never closed\nneg,x\n"))
                .hasMessageContaining("line=3, field=2");
    }

    @Test
    void invalidUtf8() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("label,text\na,ééééé\nb,x".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xff);
        bytes.write("y\nc,z\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> values(open(bytes.toByteArray(), ReadOptions.DEFAULT)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line=3, column=4, charset=UTF-8, bytes=FF");
        TableReader skipping = open(bytes.toByteArray(), ReadOptions.DEFAULT.policy(Policy.SKIP));
        assertThat(values(skipping)).contains(List.of("b", "x\ufffdy")).hasSize(3);
        assertThat(skipping.replacedBytes()).isEqualTo(1);
        assertThat(skipping.skippedRows()).isZero();
    }

    @Test
    void shortAndLongRows() throws IOException {
        String text = "id,label,text\n1,a,b\n2,a\n3,a,b,c\n4,b,\"x, y\"\n";
        assertThatThrownBy(() -> values(text))
                .hasMessageContaining("line=3, fields=2, columns=3")
                .hasMessageNotContaining("\n");
        TableReader skipping = open(
                text.getBytes(StandardCharsets.UTF_8),
                ReadOptions.DEFAULT.format(Format.QUOTED).policy(Policy.SKIP));
        assertThat(values(skipping)).hasSize(2);
        assertThat(skipping.skippedMessages().get(1)).contains("line=4, fields=4, columns=3");
    }

    @Test
    void filesThatAreNoTables() {
        for (String empty : List.of("", "\n\n", "\ufeff")) {
            assertThatThrownBy(() -> values(empty))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("at least one row");
        }
        assertThatThrownBy(() -> values("PK\u0003\u0004...")).hasMessageContaining("spreadsheet");
        assertThatThrownBy(() -> values("a,a\n1,2\n1,3\n1,4\n")).hasMessageContaining("column 'a' twice");
    }

    @Test
    void settingsOverrideDetection() throws IOException {
        byte[] bytes = "label,text\n1,a;b\n".getBytes(StandardCharsets.UTF_8);
        TableReader reader = open(
                bytes,
                ReadOptions.DEFAULT
                        .separator(';')
                        .header(false)
                        .format(Format.UNQUOTED)
                        .policy(Policy.SKIP));
        assertThat(reader.dialect().separator()).isEqualTo(';');
        assertThat(reader.dialect().header()).isFalse();
        assertThatThrownBy(() -> ReadOptions.DEFAULT.separator('"')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void smallAndOddFiles() throws IOException {
        assertThat(values("label,text\npos,I loved it\nneg,Terrible, boring film\n"))
                .containsExactly(List.of("pos", "I loved it"), List.of("neg", "Terrible, boring film"));
        assertThat(values("neg,bad\npos,good\npos,fine\npos,nice\n")).hasSize(4);
        assertThat(values("text\nGood, film\nBad\n")).containsExactly(List.of("Good, film"), List.of("Bad"));
        TableReader oneColumn = open("text\n\"Good, film\"\n\"Bad\"\n");
        assertThat(oneColumn.dialect().describe()).isEqualTo("Read as CSV: separator ',', UTF-8, header text");
        assertThat(values(oneColumn)).containsExactly(List.of("Good, film"), List.of("Bad"));
        assertThatThrownBy(() -> values("text,label\ngood film,pos\nbad, very bad film,neg\n"))
                .hasMessageContaining("line=3, fields=3, columns=2");
        StringBuilder kaggle = new StringBuilder("v1,v2,,,\n");
        for (int i = 0; i < 12; i++) {
            kaggle.append(i % 3 == 0 ? "spam" : "ham")
                    .append(",\"message, ")
                    .append(i)
                    .append("\",,,\n");
        }
        TableReader reader = open(kaggle.toString());
        assertThat(reader.dialect().columns()).containsExactly("v1", "v2", "column3", "column4", "column5");
        assertThat(values(reader)).hasSize(12);
    }

    @Test
    void theDetectedDialectCanBeHadAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.tsv");
        Files.writeString(file, "label\ttext\na\tb\nb\tc\n");
        assertThat(Dialect.detect(file, ReadOptions.DEFAULT).describe())
                .isEqualTo("Read as CSV: separator tab, UTF-8, header label\ttext");
        try (TableReader reader = TableReader.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.dialect()).isEqualTo(Dialect.detect(file, ReadOptions.DEFAULT));
        }
    }

    /** 200 MB on one line: an error, with memory that stays near the limit of a field. */
    @Test
    void endlessLines() throws IOException {
        for (Format format : Format.values()) {
            if (!format.isTable()) {
                continue;
            }
            String head = switch (format) {
                case JSON_LINES -> "{\"text\":\"";
                case JSON_ARRAY -> "[{\"text\":\"";
                case QUOTED -> "label,text\n1,\"";
                default -> "label,text\n1,";
            };
            for (Policy policy : Policy.values()) {
                ReadOptions options = ReadOptions.DEFAULT
                        .format(format)
                        .separator(',')
                        .policy(policy)
                        .maxField(1 << 20);
                boolean full = policy == Policy.FAIL && (format == Format.QUOTED || format == Format.LABEL_TEXT);
                InputStream in = new EndlessStream(head, full ? 200_000_000 : 10_000_000);
                long before = System.nanoTime();
                try (TableReader reader = TableReader.open("long", in, options)) {
                    int rows = values(reader).size();
                    assertThat(policy).isEqualTo(Policy.SKIP);
                    assertThat(rows + reader.skippedRows()).isBetween(1L, 2L);
                } catch (BadInputException e) {
                    assertThat(e).hasMessageMatching(".*(limit|exceeds the maximum).*");
                }
                assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
            }
        }
    }

    @Test
    void turkishLocale() throws IOException {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            TableReader reader = open("SENTIMENT,DESCRIPTION\nI,x\nI,y\n");
            assertThat(reader.dialect().header()).isTrue();
        } finally {
            Locale.setDefault(locale);
        }
    }

    /** A beginning, then the letter x so many times. */
    private static final class EndlessStream extends InputStream {
        private final byte[] head;
        private final long length;
        private long position;

        EndlessStream(String head, long length) {
            this.head = head.getBytes(StandardCharsets.UTF_8);
            this.length = length;
        }

        @Override
        public int read() {
            return position == length ? -1 : position < head.length ? head[(int) position++] : advance();
        }

        private int advance() {
            position++;
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int done = 0;
            while (done < count && position < head.length) {
                bytes[offset + done++] = head[(int) position++];
            }
            int more = (int) Math.min(count - done, length - position);
            Arrays.fill(bytes, offset + done, offset + done + more, (byte) 'x');
            position += more;
            return done + more;
        }
    }
}
