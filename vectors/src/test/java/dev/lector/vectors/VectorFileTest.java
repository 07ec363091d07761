// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorFileTest {
    private static final String GLOVE = "the 0.25 -1.5e-1 3\nof 1 2 3\nthé 4 5 6\n";
    private static final String WINK =
            "{\"precision\":8,\"l2NormIndex\":2,\"wordIndex\":3,\"size\":2,\"dimensions\":2,\"words\":[\"the\",\"of\"],"
                    + "\"vectors\":{\"the\":[0.5,-1,1.118,0],\"of\":[2,3,3.606,1]},\"unkVector\":[0,0,0,-1]}";

    @TempDir
    private Path folder;

    @Test
    void readsGlove() throws IOException {
        VectorFile file = VectorFile.read(write("glove.txt", GLOVE));
        assertThat(file.format()).isEqualTo(VectorFormat.GLOVE);
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.duplicates()).isZero();
        WordVectors vectors = file.vectors();
        assertThat(vectors.words()).containsExactly("the", "of", "thé");
        assertThat(vectors.dimensions()).isEqualTo(3);
        assertThat(vectors.vector("the")).containsExactly(.25f, -.15f, 3);
        assertThat(vectors.vector("thé")).containsExactly(4, 5, 6);
        assertThat(vectors.vector("a")).isNull();
        assertThat(vectors.indexOf("of")).isEqualTo(1);
    }

    @Test
    void keepsTheWantedWordsOnly() throws IOException {
        VectorFile file = VectorFile.read(write("glove.txt", GLOVE), null, Set.of("of", "dog")::contains);
        assertThat(file.vectors().words()).containsExactly("of");
        assertThat(file.vectors().vector("of")).containsExactly(1, 2, 3);
        assertThat(file.rows()).isEqualTo(3);
        assertThat(VectorFile.read(write("glove.txt", GLOVE), null, word -> false)
                        .vectors()
                        .size())
                .isZero();
    }

    @Test
    void readsWord2vecTextWithTrailingBlanks() throws IOException {
        VectorFile file = VectorFile.read(write("w2v.txt", "2 3\n</s> 1 2 3 \nof\t4 5  6 \r\n"));
        assertThat(file.format()).isEqualTo(VectorFormat.WORD2VEC);
        assertThat(file.vectors().words()).containsExactly("</s>", "of");
        assertThat(file.vectors().vector("of")).containsExactly(4, 5, 6);
    }

    @Test
    void aNamedFormatWinsOverTheDetected() throws IOException {
        Path file = write("one.txt", "7 1\n8 2\n");
        assertThatThrownBy(() -> VectorFile.read(file)).hasMessageContaining("first line=7, words=1");
        assertThat(VectorFile.read(file, VectorFormat.GLOVE, word -> true)
                        .vectors()
                        .words())
                .containsExactly("7", "8");
    }

    @Test
    void readsWinksJson() throws IOException {
        VectorFile file = VectorFile.read(write("wink.json", WINK));
        assertThat(file.format()).isEqualTo(VectorFormat.WINK);
        assertThat(file.vectors().words()).containsExactly("the", "of");
        assertThat(file.vectors().vector("of")).containsExactly(2, 3);
        assertThat(VectorFile.read(write("wink.json", WINK), null, "the"::equals)
                        .vectors()
                        .words())
                .containsExactly("the");
    }

    @Test
    void readsGzipAndZip() throws IOException {
        Path gzip = folder.resolve("glove.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(GLOVE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(VectorFile.read(gzip).vectors().words()).containsExactly("the", "of", "thé");
        Path zip = zip("one.zip", "glove.txt");
        assertThat(VectorFile.read(zip).vectors().words()).containsExactly("the", "of", "thé");
        Path many = zip("many.zip", "a.txt", "b/b.txt");
        assertThatThrownBy(() -> VectorFile.read(many))
                .hasMessageContaining("files=[a.txt, b/b.txt]. Name one of them behind an exclamation mark");
        assertThat(VectorFile.read(Path.of(many + "!b/b.txt")).rows()).isEqualTo(3);
        assertThatThrownBy(() -> VectorFile.read(Path.of(many + "!c.txt")))
                .hasMessageContaining("entry=c.txt, files=[");
    }

    @Test
    void compressedFilesThatAreCutShortSaySo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(many(2_000).getBytes(StandardCharsets.UTF_8));
        }
        Path cut = folder.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        assertThatThrownBy(() -> VectorFile.read(cut))
                .isInstanceOf(VectorFileException.class)
                .hasMessageStartingWith("A compressed vector file must be whole. Received: file=")
                .hasMessageEndingWith("Fetch it again.");
        Path zip = zip("cut.zip", "a.txt");
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 60));
        assertThatThrownBy(() -> VectorFile.read(zip))
                .hasMessageStartingWith("A compressed vector file must be whole.");
    }

    @Test
    void theFirstOfDuplicatesWinsAndTheyAreCounted() throws IOException {
        VectorFile file = VectorFile.read(write("twice.txt", "a 1 2\nb 3 4\na 5 6\na 7 8\n"));
        assertThat(file.duplicates()).isEqualTo(2);
        assertThat(file.rows()).isEqualTo(4);
        assertThat(file.vectors().vector("a")).containsExactly(1, 2);
    }

    @Test
    void wordsMayHoldBlanksAndOddSeparators() throws IOException {
        VectorFile file = VectorFile.read(
                write("blanks.txt", "the 1 2\n. . . 3 4\nat name@domain.com 5 6\n\u0085 7 8\na\u00a0b 9 1\n"));
        assertThat(file.vectors().words()).containsExactly("the", ". . .", "at name@domain.com", "\u0085", "a\u00a0b");
        assertThat(file.vectors().vector(". . .")).containsExactly(3, 4);
        assertThat(VectorFile.read(write("first.txt", ". . . 3 4\nthe 1 2\n"))
                        .vectors()
                        .words())
                .containsExactly(". . .", "the");
    }

    @Test
    void aFileWithoutItsLastLineEndAndWithAByteOrderMarkIsRead() throws IOException {
        assertThat(VectorFile.read(write("bom.txt", "\ufeffthe 1 2\nof 3 4"))
                        .vectors()
                        .words())
                .containsExactly("the", "of");
        assertThat(VectorFile.read(write("bom2.txt", "\ufeff1 2\nof 3 4")).format())
                .isEqualTo(VectorFormat.WORD2VEC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the 1 2 3;of 1 2;                       | line=2, numbers=2, expected=3
            the 1 2 3;of 1 2 3 4;                   | line=2, numbers=4, expected=3
            the 1 2 3;of 1 2                        | It is the last line and has no end, so the file may be cut short
            the 1 2 3;;of 1 2 3;                    | line=2, numbers=0, expected=3, line=''
            the 1 2; 3 4;                           | line=2, numbers=1, expected=2
            the 1 2 3;of 1 NaN 3;                   | line=2, word='of', number=NaN
            the 1 2 3;of 1 2 inf;                   | line=2, word='of', number=inf
            the 1 2 3;of 1 2e99 3;                  | line=2, word='of', number=2e99
            the 1 2 3;of 1 1-2 3;                   | line=2, word='of', number=1-2
            the 1 2 3;of 1 x 3;                     | line=2, word='of', number=x
            the 1 2 3;of 1 2f 3;                    | line=2, word='of', number=2f
            the;of;                                 | line=1, numbers=0, line='the'
            2 0;the;of;                             | line=1, line='2 0'. Correct it
            3 2;the 1 2;of 1 2;                     | first line=3, words=2. It may be cut short
            1 2;the 1 2;of 1 2;                     | first line=1, words=2. Correct its first line.
            2 3;the 1 2;of 1 2;                     | line=2, numbers=2, expected=3
            0 3;                                    | words=0. Check the file; lector data fetch glove brings one.
            """)
    void badLinesAreRefusedWithFileLineAndWidths(String content, String message) throws IOException {
        Path file = write("bad.txt", content.replace(';', '\n'));
        assertThatThrownBy(() -> VectorFile.read(file))
                .isInstanceOf(VectorFileException.class)
                .hasMessageContaining("Received: file=" + file)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3.606,1]},"unkVector" | 1]},"unkVector"         | word='of', numbers=3, expected=4
            0.5,-1                | "x",-1                  | word='the', number=x
            0.5,-1                | 1e99,-1                 | word='the', number=1e99
            "size":2              | "size":3                | size=3, words=2. It may be cut short
            "dimensions":2        | "dimensions":0          | dimensions=0
            "vectors"             | "vector"                | an object named vectors
            "unkVector"           | unk                     | The file may be cut short or altered
            ,"unkVector":[0,0,0,-1]} |                      | The file may be cut short or altered
            """)
    void badJsonIsRefused(String from, String to, String message) throws IOException {
        Path file = write("bad.json", WINK.replace(from, to == null ? "" : to));
        assertThatThrownBy(() -> VectorFile.read(file))
                .isInstanceOf(VectorFileException.class)
                .hasMessageContaining("Received: file=" + file)
                .hasMessageContaining(message);
    }

    @Test
    void filesThatAreNoVectorFilesAreRefused() throws IOException {
        Path empty = write("empty.txt", "");
        assertThatThrownBy(() -> VectorFile.read(empty)).hasMessageContaining("words=0");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "the 1 2\nth\u00e9 3 4\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> VectorFile.read(latin))
                .hasMessageContaining(
                        "must be UTF-8. Received: file=" + latin + ", line=2, word='th\u00e9' in other bytes");
        Path wide = folder.resolve("utf16.txt");
        Files.write(wide, GLOVE.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> VectorFile.read(wide)).hasMessageContaining("the mark of UTF-16");
        Path binary = folder.resolve("vectors.bin");
        Files.write(binary, new byte[] {'2', ' ', '1', '\n', 'a', ' ', 0, 0, 1, 2, '\n'});
        assertThatThrownBy(() -> VectorFile.read(binary)).hasMessageContaining("It may be cut short");
        Path endless = write("endless.txt", "x".repeat(2_000_000));
        assertThatThrownBy(() -> VectorFile.read(endless)).hasMessageContaining("line=1, more than 1048576 bytes");
        assertThatThrownBy(() -> VectorFile.read(folder.resolve("none.txt"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> VectorFile.read(folder)).isInstanceOf(NoSuchFileException.class);
        Path named = write("named.txt", GLOVE);
        assertThatThrownBy(() -> VectorFile.read(named, VectorFormat.WORD2VEC, word -> true))
                .hasMessageContaining("line=1, line='the 0.25 -1.5e-1 3'. Correct it, or name the format glove");
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        Random random = new Random(1);
        byte[] whole = (GLOVE + WINK).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("any");
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOfRange(whole, random.nextInt(whole.length), whole.length);
            for (int k = random.nextInt(4); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                VectorFile read = VectorFile.read(file);
                assertThat(read.rows()).isEqualTo(read.vectors().size() + read.duplicates());
            } catch (VectorFileException refused) {
                assertThat(refused).hasMessageContaining("Received: file=" + file);
            }
        }
    }

    @Test
    void vectorsFromMemoryMustFit() {
        assertThatThrownBy(() -> new WordVectors(List.of("a", "b"), 2, new float[3]))
                .hasMessageContaining("words=2, dimensions=2, values=3");
        assertThatThrownBy(() -> new WordVectors(List.of("a", "a"), 1, new float[2]))
                .hasMessageContaining("word=a twice");
    }

    private static String many(int words) {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append("word").append(i).append(' ').append(random.nextFloat()).append('\n');
        }
        return text.toString();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(GLOVE.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
