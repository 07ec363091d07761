// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;

/** Files many times as large as the heap, made while they are read, in a JVM of 48 MB. */
class ConstantMemoryTest {
    private static final int MEGABYTES = 300;

    @Test
    void a300MegabyteTableInASmallHeap() throws Exception {
        run("csv", MEGABYTES);
    }

    @Test
    void otherFormatsInASmallHeap() throws Exception {
        run("jsonl,mbox,reuters,xml,tar", 60);
        run("conll", 20);
    }

    private static void run(String formats, int megabytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConstantMemoryTest.class.getName(),
                        formats,
                        String.valueOf(megabytes))
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("lector", ".log"))
                .start();
        boolean ended = process.waitFor(300, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended in time").isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Reads each format to its end and checks the number of documents; any error ends with status 1. */
    public static void main(String[] args) throws IOException {
        for (String format : args[0].split(",")) {
            byte[] part = part(format);
            int count = (int) (Long.parseLong(args[1]) * 1_000_000 / part.length);
            InputStream in = new ReaderFuzzTest.Repeated(head(format), i -> part, count, tail(format));
            DocumentOptions options = DocumentOptions.UNLABELLED;
            if (format.equals("xml")) {
                options = options.text("a/review").label("a/review/@stars");
            }
            long documents = 0;
            long characters = 0;
            long start = System.nanoTime();
            try (DocumentStream stream = DocumentStream.open("endless." + format, in, options)) {
                while (stream.hasNext()) {
                    characters += stream.next().document().text().length();
                    documents++;
                }
            }
            if (documents != 10L * count && !(format.equals("tar") && documents == count)) {
                throw new AssertionError(format + ": documents=" + documents + ", expected=" + 10L * count);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d documents of %d characters in %.1f s%n",
                    format,
                    documents,
                    characters,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private static byte[] head(String format) {
        String head = switch (format) {
            case "csv" -> "label,text\n";
            case "xml" -> "<?xml version='1.0'?><a>";
            case "reuters" -> "<!DOCTYPE lewis>\n";
            default -> "";
        };
        return head.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(String format) {
        return format.equals("xml")
                ? "</a>".getBytes(StandardCharsets.UTF_8)
                : new byte[format.equals("tar") ? 1024 : 0];
    }

    /** Ten documents; of a tar one file. */
    private static byte[] part(String format) throws IOException {
        String words = "some words of a text ".repeat(50);
        String document = switch (format) {
            case "csv" -> "pos,\"" + words + "\n\"\"quoted\"\"\"\n";
            case "jsonl" -> "{\"label\":\"a\",\"text\":\"" + words + "\"}\n";
            case "mbox" -> "From a@b Mon Jan  1 10:00:00 2001\nFrom: a@b\nSubject: s\n\n" + words + "\n\n";
            case "reuters" ->
                "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\">\n<TEXT><BODY>" + words + "</BODY></TEXT>\n</REUTERS>\n";
            case "xml" -> "<review stars='1'>" + words + "</review>";
            case "conll" -> "-DOCSTART- O O\n\n" + "word NN O\n".repeat(100) + "\n";
            case "tar" -> words;
            default -> throw new IllegalArgumentException(format);
        };
        byte[] bytes = document.repeat(10).getBytes(StandardCharsets.UTF_8);
        if (!format.equals("tar")) {
            return bytes;
        }
        TarArchiveEntry entry = new TarArchiveEntry("folder/file.txt");
        entry.setSize(bytes.length);
        byte[] block = new byte[512 + (bytes.length + 511) / 512 * 512];
        entry.writeEntryHeader(block);
        System.arraycopy(bytes, 0, block, 512, bytes.length);
        return Arrays.copyOf(block, block.length);
    }
}
