// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and archives. */
class ContainersTest {
    private static final DocumentOptions SKIPPING =
            DocumentOptions.LABELLED.table(ReadOptions.DEFAULT.policy(Policy.SKIP));

    @TempDir
    Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Documents read(String name, byte[] bytes, DocumentOptions options) throws IOException {
        return Documents.read(name, new ByteArrayInputStream(bytes), options);
    }

    @Test
    void oneClassAFolder() throws IOException {
        write("pos/b.txt", "Good, \"film\"\n");
        write("pos/a.txt", "Fine");
        write("neg/c.txt", "Bad");
        write("neg/.hidden", "no");
        write("__MACOSX/neg/c.txt", "no");
        Documents documents = Documents.read(folder, DocumentOptions.LABELLED);
        assertThat(documents.texts()).containsExactly("Bad", "Fine", "Good, \"film\"\n");
        assertThat(documents.labels()).containsExactly("neg", "pos", "pos");
        assertThat(documents.description()).isEqualTo("Files read: 3 of plain text. Text text, label folder.");
        assertThat(documents.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.IGNORED_FILES);
        assertThat(documents.list().get(0).origin().source()).endsWith("c.txt");
        assertThat(documents.parts()).isEmpty();
    }

    @Test
    void partsOfASet() throws IOException {
        write("corpus/train/pos/1.txt", "a");
        write("corpus/train/neg/1.txt", "b");
        write("corpus/test/pos/1.txt", "c");
        write("corpus/README", "A corpus.");
        assertThatThrownBy(() -> Documents.read(folder.resolve("corpus"), DocumentOptions.LABELLED))
                .hasMessageContaining("A document must have a label.")
                .hasMessageContaining("README");
        Documents all = Documents.read(
                folder, DocumentOptions.LABELLED.table(ReadOptions.DEFAULT.files("corpus/{train,test}/**.txt")));
        assertThat(all.parts()).isEqualTo(Map.of("train", 2, "test", 1));
        assertThat(all.part("test").texts()).containsExactly("c");
        assertThat(all.part("test").labels()).containsExactly("pos");
        assertThatThrownBy(() -> all.part("validation")).hasMessageContaining("parts=[test, train]");
        Documents byOuter = Documents.read(
                folder, DocumentOptions.LABELLED.label("folder2").table(ReadOptions.DEFAULT.files("corpus/t*/**")));
        assertThat(byOuter.labelCounts()).isEqualTo(Map.of("train", 2, "test", 1));
    }

    @Test
    void tablesOfAFolder() throws IOException {
        write("train.csv", "label,text\npos,good film\nneg,bad film\n");
        write("test.tsv", "text\tlabel\nfine film\tpos\n");
        Documents documents = Documents.read(folder, DocumentOptions.LABELLED);
        assertThat(documents.labels()).containsExactly("pos", "pos", "neg");
        assertThat(documents.parts()).isEqualTo(Map.of("train", 2, "test", 1));
        assertThat(documents.description()).startsWith("Files read: 2 of CSV. ");
    }

    @Test
    void linksAndLoops() throws IOException {
        write("a/x/1.txt", "one");
        write("b/y/2.txt", "two");
        Files.createSymbolicLink(folder.resolve("a/x/loop"), folder);
        Files.createSymbolicLink(folder.resolve("a/again"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b/y/3.txt"), folder.resolve("a/x/1.txt"));
        Files.createSymbolicLink(folder.resolve("b/y/gone"), folder.resolve("nowhere"));
        Documents documents = Documents.read(folder, DocumentOptions.LABELLED);
        assertThat(documents.texts()).containsExactlyInAnyOrder("one", "two", "one");
        assertThat(documents.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.IGNORED_FILES);
    }

    @Test
    void archives() throws IOException {
        byte[] inner = zip(Map.of("1.txt", bytes("in a zip in a zip")));
        Map<String, byte[]> files = new java.util.LinkedHashMap<>();
        files.put("corpus/", new byte[0]);
        files.put("corpus/ham/é.txt", bytes("hello"));
        files.put("..\\..\\spam/2.txt", bytes("buy"));
        files.put("corpus/inner.zip", inner);
        Documents documents = read("c.zip", zip(files), DocumentOptions.LABELLED);
        assertThat(documents.texts()).containsExactly("hello", "buy", "in a zip in a zip");
        assertThat(documents.labels()).containsExactly("ham", "spam", "inner");
        assertThat(documents.list().get(0).origin().source()).isEqualTo("c.zip!/corpus/ham/é.txt");
        assertThat(documents.list().get(2).origin().source()).isEqualTo("c.zip!/corpus/inner.zip!/1.txt");

        byte[] deep = inner;
        for (int i = 0; i < 5; i++) {
            deep = zip(Map.of("x.zip", deep));
        }
        byte[] tooDeep = deep;
        assertThatThrownBy(() -> read("d.zip", tooDeep, DocumentOptions.UNLABELLED))
                .hasMessageContaining("Archives must not lie deeper");
        assertThatThrownBy(() ->
                        read("x.xlsx", zip(Map.of("[Content_Types].xml", bytes("<x/>"))), DocumentOptions.UNLABELLED))
                .hasMessageContaining("an office document or a spreadsheet");
    }

    @Test
    void tarsWithTricks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            add(tar, "../../etc/ham/1.txt", "one");
            add(tar, "/abs/spam/" + "n".repeat(200) + ".txt", "two");
            TarArchiveEntry link = new TarArchiveEntry("ham/link.txt", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            TarArchiveEntry device = new TarArchiveEntry("ham/device", TarConstants.LF_CHR);
            tar.putArchiveEntry(device);
            tar.closeArchiveEntry();
            add(tar, "ham/2.txt", "three");
        }
        Documents documents = read("t.tgz", bytes.toByteArray(), DocumentOptions.LABELLED);
        assertThat(documents.texts()).containsExactly("one", "two", "three");
        assertThat(documents.labels()).containsExactly("ham", "spam", "ham");
        assertThat(documents.list().get(0).origin().source()).isEqualTo("t.tgz!/etc/ham/1.txt");
        assertThat(documents.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.IGNORED_FILES);
        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        assertThatThrownBy(() -> read("t.tgz", cut, DocumentOptions.LABELLED)).isInstanceOf(BadInputException.class);
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes(text).length);
        tar.putArchiveEntry(entry);
        tar.write(bytes(text));
        tar.closeArchiveEntry();
    }

    @Test
    void aNameAsLongAsMemory() throws IOException {
        // A header that announces a name of 4 GB, and zeros for ever.
        byte[] header = new byte[512];
        System.arraycopy(bytes("././@LongLink"), 0, header, 0, 13);
        System.arraycopy(bytes("0000644\0000000000\0000000000\00037777777777\00000000000000\0"), 0, header, 100, 48);
        header[156] = 'L';
        System.arraycopy(bytes("ustar  \0"), 0, header, 257, 8);
        java.util.Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        System.arraycopy(bytes(String.format(java.util.Locale.ROOT, "%06o\0 ", sum)), 0, header, 148, 8);
        InputStream endless = new java.io.SequenceInputStream(new ByteArrayInputStream(header), new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                java.util.Arrays.fill(buffer, offset, offset + length, (byte) 'a');
                return length;
            }
        });
        assertThatThrownBy(() -> Documents.read("long.tar", endless, DocumentOptions.UNLABELLED))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void bombs() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("spam/bomb.txt"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        for (Policy policy : Policy.values()) {
            assertThatThrownBy(() -> read(
                            "bomb.zip",
                            bytes.toByteArray(),
                            SKIPPING.table(ReadOptions.DEFAULT.policy(policy).format(Format.LINES))))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageMatching(".*(zip bomb|limit).*");
        }
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gz)) {
            byte[] lines = "a\n".repeat(1 << 19).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                out.write(lines);
            }
        }
        try (DocumentStream stream = DocumentStream.open(
                "bomb.gz", new ByteArrayInputStream(gz.toByteArray()), DocumentOptions.UNLABELLED)) {
            assertThatThrownBy(() -> stream.forEachRemaining(entry -> {}))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("It may be a zip bomb");
        }
    }

    @Test
    void badFilesAmongOthers() throws IOException {
        write("ham/1.txt", "hello");
        Files.write(
                folder.resolve("ham/2.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 0});
        Files.write(folder.resolve("ham/3.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        Files.write(folder.resolve("ham/4.zip"), java.util.Arrays.copyOf(zip(Map.of("x/y.txt", bytes("z"))), 20));
        write("spam/5.xml", "<?xml version='1.0'?><a><b></a>");
        write("spam/6.txt", "buy");
        assertThatThrownBy(() -> Documents.read(folder, DocumentOptions.LABELLED))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("A document must be a text.")
                .hasMessageContaining("2.png");
        Files.delete(folder.resolve("ham/4.zip"));
        Documents documents = Documents.read(folder, SKIPPING);
        assertThat(documents.labels()).containsExactly("ham", "spam");
        assertThat(documents.skippedRows()).isEqualTo(3);
        assertThat(documents.warnings().get(0).message()).contains("3 rows of").contains("2.png");
    }

    @Test
    void anEmptyFolder() {
        assertThatThrownBy(() -> Documents.read(folder, DocumentOptions.LABELLED))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("A file must hold at least one row");
    }

    @Test
    void mailboxesAsClasses() throws IOException {
        String from = "From a@b Mon Jan  1 10:00:00 2001\nFrom: a\nSubject: ";
        write("ham.mbox", from + "one\n\nx\n\n" + from + "two\n\ny\n");
        write("spam.mbox", from + "three\n\nz\n");
        Documents documents = Documents.read(folder, DocumentOptions.LABELLED);
        assertThat(documents.labelCounts()).isEqualTo(Map.of("ham", 2, "spam", 1));
        assertThat(documents.texts()).isEqualTo(List.of("one\nx", "two\ny", "three\nz"));
    }
}
