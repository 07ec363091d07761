// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary formats: golden files of gensim, fastText and NumPy, our own writers, and damaged files. */
class VectorFormatsTest {
    @TempDir
    private Path folder;

    private static Path golden(String name) {
        try {
            return Path.of(
                    VectorFormatsTest.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WordVectors random(int words, int dimensions) {
        float[] values = new float[words * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) CounterRandom.normal(3, i);
        }
        return new WordVectors(
                IntStream.range(0, words).mapToObj(i -> "wörd" + i).toList(), dimensions, values);
    }

    private static void assertSame(WordVectors actual, WordVectors expected) {
        assertThat(actual.words()).containsExactlyElementsOf(expected.words());
        assertThat(actual.dimensions()).isEqualTo(expected.dimensions());
        for (String word : expected.words()) {
            assertThat(actual.vector(word)).as(word).containsExactly(expected.vector(word));
        }
    }

    @Test
    void gensimsAndNumpysFilesAreOneMatrix() throws IOException {
        VectorFile text = VectorFile.read(golden("gensim.vec"));
        VectorFile binary = VectorFile.read(golden("gensim.bin"));
        assertThat(text.format()).isEqualTo(VectorFormat.WORD2VEC);
        assertThat(binary.format()).isEqualTo(VectorFormat.WORD2VEC_BINARY);
        assertThat(binary.vectors().words()).containsExactly("the", "of", "thé", "film");
        assertSame(text.vectors(), binary.vectors());
        assertSame(VectorFile.read(golden("numpy.npy")).vectors(), binary.vectors());
        assertSame(VectorFile.read(golden("numpy64.npy")).vectors(), binary.vectors());
    }

    @Test
    void fastTextsBinHasTheLibrarysVectors() throws IOException {
        VectorFile file = VectorFile.read(golden("fasttext.bin"));
        SubwordVectors parts = VectorFile.readSubwords(golden("fasttext.bin"));
        assertThat(file.format()).isEqualTo(VectorFormat.FASTTEXT);
        int known = 0;
        for (String line : Files.readAllLines(golden("fasttext.tsv"))) {
            String[] fields = line.split("\t");
            float[] own = file.vectors().vector(fields[0]);
            float[] any = parts.vector(fields[0]);
            known += own == null ? 0 : 1;
            for (int i = 0; i < 4; i++) {
                float expected = Float.parseFloat(fields[i + 1]);
                assertThat(any[i]).as(fields[0]).isCloseTo(expected, within(1e-6f));
                assertThat(own == null ? expected : own[i]).as(fields[0]).isCloseTo(expected, within(1e-6f));
            }
        }
        assertThat(known).isEqualTo(file.vectors().size()).isGreaterThan(5);
        WordVectors one =
                VectorFile.read(golden("fasttext.bin"), null, "film"::equals).vectors();
        assertThat(one.words()).containsExactly("film");
        assertThat(one.vector("film")).containsExactly(file.vectors().vector("film"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.vec", "a.txt.gz", "a.bin", "a.bin.gz", "a.npy", "a.npy.gz", "a.safetensors", "a.lvec"})
    void whatIsWrittenIsRead(String name) throws IOException {
        WordVectors vectors = random(300, 7);
        Path file = folder.resolve(name);
        VectorFormat format = VectorWriter.formatOf(file);
        VectorWriter.write(vectors, format, file);
        VectorFile read = VectorFile.read(file);
        assertThat(read.format()).isEqualTo(format);
        assertSame(read.vectors(), vectors);
        assertSame(VectorFile.first(file, null, 20).vectors(), vectors.first(20));
        assertThat(VectorFile.read(file, null, "wörd7"::equals).vectors().words())
                .containsExactly("wörd7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.vec", "a.bin", "a.npy", "a.safetensors"})
    void eachFormatIsReadFromAZip(String name) throws IOException {
        WordVectors vectors = random(30, 3);
        Path file = folder.resolve(name);
        VectorWriter.write(vectors, VectorWriter.formatOf(file), file);
        Path zip = folder.resolve("packed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : List.of(name, "a.vocab")) {
                if (Files.exists(folder.resolve(entry))) {
                    out.putNextEntry(new ZipEntry(entry));
                    out.write(Files.readAllBytes(folder.resolve(entry)));
                }
            }
        }
        assertSame(VectorFile.read(zip).vectors(), vectors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.bin", "a.npy", "a.safetensors", "a.lvec", "fasttext.bin"})
    void aFileCutAnywhereIsRefused(String name) throws IOException {
        Path whole = name.startsWith("a.") ? folder.resolve(name) : golden(name);
        if (name.startsWith("a.")) {
            VectorWriter.write(random(9, 3), VectorWriter.formatOf(whole), whole);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut-" + name);
        if (Files.exists(folder.resolve("a.vocab"))) {
            Files.copy(folder.resolve("a.vocab"), Path.of(WordList.nameFor(cut.toString())));
        }
        // word2vec's last line end may be missing; fastText's file goes on with a table that is not needed for vectors.
        int needed = name.equals("a.bin") ? bytes.length - 1 : name.startsWith("a.") ? bytes.length : bytes.length / 2;
        for (int length = 12; length < needed; length += 1 + length / 50) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> VectorFile.read(cut))
                    .isInstanceOf(VectorFileException.class)
                    .hasMessageContaining("Received: file=" + cut)
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.bin", "a.npy", "a.safetensors", "a.lvec", "fasttext.bin"})
    void anyBytesAreReadOrRefused(String name) throws IOException {
        Path whole = name.startsWith("a.") ? folder.resolve(name) : golden(name);
        if (name.startsWith("a.")) {
            VectorWriter.write(random(9, 3), VectorWriter.formatOf(whole), whole);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("any-" + name);
        if (Files.exists(folder.resolve("a.vocab"))) {
            Files.copy(folder.resolve("a.vocab"), Path.of(WordList.nameFor(file.toString())));
        }
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] changed = bytes.clone();
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                int range = random.nextBoolean() ? Math.min(200, changed.length) : changed.length;
                changed[random.nextInt(range)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            try {
                VectorFile read = VectorFile.read(file);
                assertThat(read.rows()).isEqualTo(read.vectors().size() + read.duplicates());
                assertThat(name.equals("a.lvec") && !Arrays.equals(bytes, changed))
                        .as("a changed .lvec is told")
                        .isFalse();
            } catch (VectorFileException refused) {
                assertThat(refused).hasMessageContaining("Received: file=" + file);
            }
        }
    }

    @Test
    void faultsOfBinaryFilesAreOneLine() throws IOException {
        assertThatThrownBy(() -> VectorFile.read(binary("1 0\n", "a", 0)))
                .hasMessageContaining("words=1, dimensions=0");
        assertThatThrownBy(() -> VectorFile.read(binary("1 2\n", "a", 1, Float.NaN)))
                .hasMessageContaining("word='a', number=NaN");
        assertThatThrownBy(() -> VectorFile.read(binary("1 999999999\n", "a", 1, 2)))
                .hasMessageContaining("dimensions=999999999");
        assertThatThrownBy(() -> VectorFile.read(binary("2 2\n", "a", 1, 2)))
                .hasMessageContaining("It may be cut short");
        assertThatThrownBy(() -> VectorFile.read(binary("1 1\n", "a", 1, 2)))
                .hasMessageContaining("Correct its first line");
        Path npy = folder.resolve("lone.npy");
        VectorWriter.write(random(3, 2), VectorFormat.NUMPY, npy);
        Path words = Files.writeString(folder.resolve("lone.vocab"), "a\nb\n");
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("2 words, rows=3");
        Files.writeString(words, "a\nb\nc\nd\n");
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("more than 3 words");
        Files.writeString(words, "a\nb\na\n");
        assertThat(VectorFile.read(npy).duplicates()).isEqualTo(1);
        Files.delete(words);
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("no " + words);
        assertThatThrownBy(() -> VectorWriter.write(
                        new WordVectors(List.of("new york"), 1, new float[1]),
                        VectorFormat.WORD2VEC_BINARY,
                        folder.resolve("blank.bin")))
                .hasMessageContaining("word='new york'");
    }

    private Path binary(String header, String word, float... numbers) throws IOException {
        ByteBuffer row = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        row.asFloatBuffer().put(numbers);
        Path file = folder.resolve("made.bin");
        Files.write(file, (header + word + " ").getBytes(StandardCharsets.UTF_8));
        Files.write(file, row.array(), java.nio.file.StandardOpenOption.APPEND);
        return file;
    }

    @Test
    void duplicatesInABinaryAreCounted() throws IOException {
        Path file = folder.resolve("twice.bin");
        byte[] row = {0, 0, (byte) 0x80, 0x3f};
        Files.write(file, "3 1\n".getBytes(StandardCharsets.UTF_8));
        for (String word : List.of("a ", "b ", "a ")) {
            Files.write(file, word.getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);
            Files.write(file, row, java.nio.file.StandardOpenOption.APPEND);
        }
        VectorFile read = VectorFile.read(file);
        assertThat(read.vectors().words()).containsExactly("a", "b");
        assertThat(read.duplicates()).isEqualTo(1);
        assertThat(read.vectors().vector("b")).containsExactly(1);
    }

    @Test
    void mappedRowsOfInt8AreNearTheirFloats() throws IOException {
        WordVectors vectors = random(200, 50);
        Path file = folder.resolve("small.lvec");
        VectorWriter.writeInt8(vectors, file);
        WordVectors read = MappedVectors.open(file);
        MappedVectors.verify(file);
        for (String word : vectors.words()) {
            float[] exact = vectors.vector(word);
            float largest = 0;
            for (float value : exact) {
                largest = Math.max(largest, Math.abs(value));
            }
            float[] rough = read.vector(word);
            for (int i = 0; i < exact.length; i++) {
                assertThat(rough[i]).isCloseTo(exact[i], within(largest / 253));
            }
        }
        assertThat(read.indexOf("none")).isEqualTo(-1);
        assertThat(read.meanSquare()).isCloseTo(vectors.meanSquare(), within(.01));
        assertThat(read.first(3).words()).containsExactly("wörd0", "wörd1", "wörd2");
    }

    @Test
    void aMappedFileHoldsEveryWordAndTellsItsVersion() throws IOException {
        Path file = folder.resolve("odd.lvec");
        WordVectors odd = new WordVectors(List.of("new york", "a\nb", "\ud83d\ude00"), 1, new float[] {1, 2, 3});
        VectorWriter.write(odd, VectorFormat.LECTOR, file);
        assertSame(MappedVectors.open(file), odd);
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 2;
        Path newer = Files.write(folder.resolve("newer.lvec"), bytes);
        assertThatThrownBy(() -> MappedVectors.open(newer)).hasMessageContaining("version=2, known=1");
        Path packed = folder.resolve("odd.lvec.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(file));
        }
        assertThatThrownBy(() -> VectorFile.read(packed)).isInstanceOf(VectorFileException.class);
        assertThatThrownBy(() -> VectorWriter.write(odd, VectorFormat.LECTOR, packed))
                .hasMessageContaining(".gz");
    }
}
