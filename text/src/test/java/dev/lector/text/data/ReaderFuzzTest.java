// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged and hostile input: every reader gives documents, or the defined error, in bounded time and memory. A longer run:
 * {@code mvn test -pl text -Dtest=ReaderFuzzTest -Dlector.fuzz=100000}.
 */
class ReaderFuzzTest {
    private static final int TRIES = Integer.getInteger("lector.fuzz", 20);
    private static final int MAX_FIELD = 1 << 16;

    private static final String MAIL = "From a@b Mon Jan  1 10:00:00 2001\nFrom: =?utf-8?Q?J=C3=B6?= <a@b>\n"
            + "Subject: =?iso-8859-1?B?5eTv?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
            + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nSm=C3=B6r=\ng\n"
            + "--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+aGVqPC9wPg==\n--x--\n\n";

    /** A small good file of each kind. */
    private static Map<Format, byte[]> good() {
        Map<Format, String> texts = new LinkedHashMap<>();
        texts.put(Format.TEXT, "Plain text\r\nof two lines – é\n");
        texts.put(
                Format.HTML,
                "<!doctype html><html lang=en><head><meta charset=utf-8><title>t</title></head><body><p>One<br>two"
                        + "<table><tr><td>x</table><script>no</script>&eacute;&#x1F600;&#xD800;</body></html>");
        texts.put(
                Format.XML,
                "<?xml version='1.0' encoding='utf-8'?><!-- c --><a b='c'><d>text &amp; <![CDATA[x]]></d></a>");
        texts.put(Format.MAIL, MAIL.substring(MAIL.indexOf('\n') + 1));
        texts.put(Format.MBOX, MAIL + MAIL);
        texts.put(
                Format.REUTERS,
                "<!DOCTYPE lewis>\n<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" NEWID=\"1\">\n<TOPICS><D>a</D></TOPICS>\n"
                        + "<TEXT>&#2;\n<TITLE>t</TITLE><BODY>b &lt; c\n&#3;</BODY></TEXT>\n</REUTERS>\n");
        texts.put(Format.RCV1, ReadersTest.NEWSITEM.replace("Å", "A").replace("ö", "o"));
        texts.put(Format.CONLL, "-DOCSTART- -X- O O\n\na DT O\nb NN B-X\n\nc NN O\n");
        texts.put(Format.CONLLU, "# text = a b\n1\ta" + "\t_".repeat(8) + "\n2\tb" + "\t_".repeat(8) + "\n\n");
        Map<Format, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach((format, text) -> bytes.put(format, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    /** Reads to the end; only the defined errors may come. */
    private static long read(byte[] bytes, Format format, Policy policy) throws IOException {
        DocumentOptions options = DocumentOptions.UNLABELLED.table(
                ReadOptions.DEFAULT.format(format).policy(policy).maxField(MAX_FIELD));
        long count = 0;
        try (DocumentStream stream = DocumentStream.open("fuzz", new ByteArrayInputStream(bytes), options)) {
            while (stream.hasNext()) {
                Document document = stream.next().document();
                assertThat(document.text()).isNotNull();
                count++;
            }
        } catch (BadInputException e) {
            assertThat(e.getMessage()).contains("Received: file=fuzz").doesNotContain("\n");
        } catch (UncheckedIOException e) {
            throw new AssertionError("an error of the disk from memory", e);
        }
        return count;
    }

    private static byte[] damaged(byte[] good, Random random, List<byte[]> others) {
        byte[] bytes = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                for (int i = 0; i <= random.nextInt(8); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int at = random.nextInt(bytes.length);
                int length = Math.min(other.length, random.nextInt(64));
                byte[] joined = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(
                        other,
                        random.nextInt(other.length - length + 1),
                        joined,
                        at,
                        Math.min(length, joined.length - at));
                return joined;
            }
            case 3 -> {
                int from = random.nextInt(bytes.length);
                byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length - from);
                System.arraycopy(bytes, from, twice, bytes.length, bytes.length - from);
                return twice;
            }
            default -> {
                String signs = "<>&;\"'=\n\r\t \0[]{}/\\-:?\u0001";
                for (int i = 0; i <= random.nextInt(8); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) signs.charAt(random.nextInt(signs.length()));
                }
            }
        }
        return bytes;
    }

    @Test
    void damagedFilesOfEveryFormat() {
        Map<Format, byte[]> good = good();
        List<byte[]> all = List.copyOf(good.values());
        good.forEach((format, bytes) -> {
            Random random = new Random(7);
            for (int i = 0; i < TRIES; i++) {
                byte[] bad = damaged(bytes, random, all);
                for (Policy policy : Policy.values()) {
                    String what = format + ", try " + i + ": " + new String(bad, StandardCharsets.ISO_8859_1);
                    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> read(bad, format, policy), what);
                    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> read(bad, null, policy), what);
                }
            }
        });
    }

    @Test
    void goodFilesAreReadAndChosen() throws IOException {
        for (Map.Entry<Format, byte[]> each : good().entrySet()) {
            assertThat(read(each.getValue(), each.getKey(), Policy.FAIL))
                    .as(each.getKey() + "")
                    .isPositive();
            if (each.getKey() != Format.TEXT) {
                Documents found =
                        Documents.read("f", new ByteArrayInputStream(each.getValue()), DocumentOptions.UNLABELLED);
                assertThat(found.description())
                        .startsWith("Read as " + each.getKey().title() + ".");
            }
        }
    }

    @Test
    void damagedArchives() throws IOException {
        byte[] zip = ContainersTest.zip(Map.of(
                "a/1.txt", "one".repeat(50).getBytes(StandardCharsets.UTF_8), "b/2.html", good().get(Format.HTML)));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
            TarArchiveEntry entry = new TarArchiveEntry("a/1.txt");
            entry.setSize(3);
            out.putArchiveEntry(entry);
            out.write(new byte[] {'o', 'n', 'e'});
            out.closeArchiveEntry();
        }
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gz)) {
            out.write(tar.toByteArray());
        }
        Random random = new Random(11);
        for (byte[] good : List.of(zip, tar.toByteArray(), gz.toByteArray())) {
            for (int i = 0; i < TRIES; i++) {
                byte[] bad = damaged(good, random, List.of(zip, good));
                for (Policy policy : Policy.values()) {
                    org.junit.jupiter.api.Assertions.assertDoesNotThrow(
                            () -> read(bad, null, policy), () -> "try: " + Arrays.toString(bad));
                }
            }
        }
    }

    /** One token of 100 MB, in the place where each format holds the most of it at once. */
    @Test
    @Timeout(60)
    void endlessTokens() {
        byte[] token = new byte[1 << 16];
        Arrays.fill(token, (byte) 'x');
        Map<Format, String> heads = new LinkedHashMap<>();
        heads.put(Format.TEXT, "");
        heads.put(Format.HTML, "<html><body>");
        heads.put(Format.XML, "<a b='");
        heads.put(Format.MAIL, "Subject: ");
        heads.put(Format.MBOX, "From a@b Mon Jan  1 10:00:00 2001\nSubject: ");
        heads.put(Format.REUTERS, "<REUTERS>\n<TEXT>");
        heads.put(Format.RCV1, "<newsitem><text><p>");
        heads.put(Format.CONLL, "");
        heads.put(Format.CONLLU, "1\t");
        heads.forEach((format, head) -> {
            InputStream in = new Repeated(head.getBytes(StandardCharsets.UTF_8), i -> token, 1600, new byte[0]);
            ReadOptions options = ReadOptions.DEFAULT.format(format).maxField(1 << 20);
            assertThatThrownBy(() -> Documents.read("long", in, DocumentOptions.UNLABELLED.table(options)))
                    .as(format.toString())
                    .isInstanceOf(BadInputException.class)
                    .hasMessageMatching(".*(limit|must be well-formed).*");
        });
    }

    /** Nesting must cost neither the stack nor the square of its depth. */
    @Test
    @Timeout(60)
    void deepNesting() throws IOException {
        String[] pages = {
            "<html>" + "<div>".repeat(100_000) + "text",
            "<html>" + "<b><i><p>".repeat(30_000) + "text",
            "<html>" + "<table><tr><td>".repeat(20_000) + "text",
            "<html>" + "<a href=x><b>".repeat(30_000) + "text",
            "<html>" + "</p>".repeat(100_000) + "<svg><title>".repeat(20_000)
        };
        for (String page : pages) {
            long before = System.nanoTime();
            DocumentOptions options = DocumentOptions.UNLABELLED.table(ReadOptions.DEFAULT.format(Format.HTML));
            assertThat(Documents.read("p", new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), options)
                            .size())
                    .isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as(page.substring(0, 30))
                    .isLessThan(Duration.ofSeconds(20));
        }
        String json = "{\"text\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> Documents.read(
                        "j.jsonl",
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        DocumentOptions.UNLABELLED))
                .isInstanceOf(BadInputException.class);
    }

    /** A stream that is made while it is read. */
    static final class Repeated extends InputStream {
        private final IntFunction<byte[]> parts;
        private final int count;
        private final byte[] tail;
        private byte[] part;
        private int at;
        private int next;

        Repeated(byte[] head, IntFunction<byte[]> parts, int count, byte[] tail) {
            this.part = head;
            this.tail = tail;
            this.parts = parts;
            this.count = count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            while (at == part.length) {
                if (next > count) {
                    return -1;
                }
                part = next == count ? tail : parts.apply(next);
                next++;
                at = 0;
            }
            int most = Math.min(length, part.length - at);
            System.arraycopy(part, at, buffer, offset, most);
            at += most;
            return most;
        }
    }
}
