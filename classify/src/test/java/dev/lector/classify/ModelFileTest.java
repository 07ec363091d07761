// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final byte[] WORDS = "good\nbad\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("m.lector");
        ModelFile.write(file, 1, fields(), Map.of("vocabulary.txt", out -> out.write(WORDS)));
        return file;
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels", List.of("neg", "pos"));
        return fields;
    }

    private static List<Object> read(Path file) throws IOException {
        try (ModelFile model = ModelFile.open(file)) {
            List<String> labels = model.header().texts("labels");
            byte[] words = model.part("vocabulary.txt", InputStream::readAllBytes);
            return List.of(labels, new String(words, StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsWhatItWrote() throws IOException {
        assertThat(read(written())).containsExactly(List.of("neg", "pos"), "good\nbad\n");
    }

    @Test
    void sameContentSameBytesAndNoDraftLeft() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertThat(Files.readAllBytes(written())).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void everyCutIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Path cut = folder.resolve("cut.lector");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> read(cut)).as("cut after %d", length).isInstanceOf(ModelFileException.class);
        }
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 30));
        assertThatThrownBy(() -> read(cut)).hasMessageContaining("cut short");
    }

    @Test
    void everyChangedByteIsRefusedOrHarmless() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        List<Object> whole = read(folder.resolve("m.lector"));
        Path changed = folder.resolve("changed.lector");
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] copy = bytes.clone();
                copy[i] ^= (byte) flip;
                Files.write(changed, copy);
                try {
                    assertThat(read(changed)).as("byte %d", i).isEqualTo(whole);
                } catch (ModelFileException e) {
                    assertThat(e).hasMessageContaining("Received: ");
                    refused++;
                }
            }
        }
        // What is harmless are dates and such in the headers of the zip.
        assertThat(refused).isGreaterThan(3 * bytes.length * 2 / 3);
    }

    @Test
    void aPartOfAnotherModelIsRefused() throws IOException {
        Path file = zip(Map.of(
                "model.json",
                "{\"format\":\"lector\",\"formatVersion\":1,\"labels\":[\"neg\",\"pos\"],"
                        + "\"parts\":{\"vocabulary.txt\":{\"bytes\":9,\"crc32\":\"00000000\"}}}",
                "vocabulary.txt",
                "good\nbad\n"));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("vocabulary.txt is not the one that model.json names");
    }

    @Test
    void newerVersionIsRefusedAsSuch() throws IOException {
        Path file = zip(Map.of("model.json", "{\"format\":\"lector\",\"formatVersion\":4,\"what\":1}"));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("must not be newer")
                .hasMessageContaining("formatVersion=4");
    }

    @Test
    void otherFilesAreRefusedAsNoModel() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "label,text\n");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("which is none (11 bytes)");
        Path zip = zip(Map.of("other.txt", "hello"));
        assertThatThrownBy(() -> read(zip)).hasMessageContaining("a zip without model.json");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("folder=");
        Path parts = zip(Map.of("model.json", "{\"format\":\"lector\",\"formatVersion\":1,\"parts\":{}}", "x", "y"));
        assertThatThrownBy(() -> read(parts)).hasMessageContaining("altered");
    }

    @Test
    void compressedEntriesAreRefused() throws IOException {
        Path file = folder.resolve("bomb.lector");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model.json"));
            zip.write(new byte[1 << 20]);
            zip.closeEntry();
        }
        assertThatThrownBy(() -> read(file)).hasMessageContaining("model.json is compressed");
    }

    @Test
    void failedWriteLeavesTheOldFile() throws IOException {
        Path file = written();
        byte[] before = Files.readAllBytes(file);
        int[] calls = {0};
        assertThatThrownBy(() -> ModelFile.write(file, 1, fields(), Map.of("vocabulary.txt", out -> {
                    if (calls[0]++ > 0) {
                        throw new IOException("No space left on device");
                    }
                    out.write(WORDS);
                })))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("what stood there before is unchanged")
                .hasMessageContaining("No space left");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThatThrownBy(() -> ModelFile.write(folder.resolve("no/m.lector"), 1, fields(), Map.of()))
                .hasMessageContaining("folder of a file to write must exist");
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = Files.createTempFile(folder, "z", ".lector");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
                ZipEntry stored = new ZipEntry(entry.getKey());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(bytes.length);
                CRC32 crc = new CRC32();
                crc.update(bytes);
                stored.setCrc(crc.getValue());
                zip.putNextEntry(stored);
                zip.write(bytes);
                zip.closeEntry();
            }
        }
        return file;
    }
}
