// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens a file that lies as it is, gzipped, or in a zip; and the list of words beside it. */
final class VectorContainer {
    private static final int BUFFER = 1 << 16;
    private static final String VOCABULARY = ".vocab";

    private VectorContainer() {}

    /** What reads the unpacked bytes. */
    interface Content<T> {
        /** Reads. */
        T read(InputStream in, String name, Beside beside) throws IOException;
    }

    /** Opens the list of words beside a matrix. */
    interface Beside {
        /** Opens it. */
        WordList words() throws IOException;
    }

    /** Reads a file; of a zip with several one is named behind an exclamation mark. */
    static <T> T read(Path file, Content<T> content) throws IOException {
        String name = file.toString();
        int mark = name.toLowerCase(Locale.ROOT).indexOf(".zip!");
        Path path = mark < 0 || Files.exists(file) ? file : Path.of(name.substring(0, mark + 4));
        String entry = path.equals(file) ? null : name.substring(mark + 5).replaceFirst("^/", "");
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(name);
        }
        try {
            return open(path, entry, content);
        } catch (EOFException | ZipException cut) {
            throw new VectorFileException(
                    "A compressed vector file must be whole.",
                    name,
                    0,
                    cut.getMessage() == null ? "a file that is cut short" : cut.getMessage(),
                    "Fetch it again.");
        }
    }

    private static <T> T open(Path path, String entry, Content<T> content) throws IOException {
        byte[] magic = new byte[4];
        int length;
        try (InputStream in = Files.newInputStream(path)) {
            length = in.readNBytes(magic, 0, magic.length);
        }
        if (length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                ZipEntry one = entry(zip, path, entry);
                try (InputStream in = zip.getInputStream(one)) {
                    return content.read(in, path + "!" + one.getName(), () -> words(zip, path, one.getName()));
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
        try (InputStream in = unpacked(path)) {
            return content.read(in, path.toString(), () -> words(path));
        }
    }

    private static InputStream unpacked(Path path) throws IOException {
        boolean gzip;
        try (InputStream in = Files.newInputStream(path)) {
            gzip = in.read() == 0x1f && in.read() == 0x8b;
        }
        InputStream file = Files.newInputStream(path);
        return gzip ? new GZIPInputStream(file, BUFFER) : file;
    }

    private static WordList words(Path matrix) throws IOException {
        Path plain = Path.of(WordList.nameFor(matrix.toString()));
        Path packed = Path.of(plain + ".gz");
        if (!Files.isRegularFile(plain) && !Files.isRegularFile(packed)) {
            throw missing(matrix.toString(), plain.toString());
        }
        Path list = Files.isRegularFile(plain) ? plain : packed;
        return new WordList(list.toString(), unpacked(list));
    }

    private static WordList words(ZipFile zip, Path path, String matrix) throws IOException {
        String name = WordList.nameFor(matrix);
        ZipEntry list = zip.getEntry(name);
        if (list == null) {
            throw missing(path + "!" + matrix, name);
        }
        return new WordList(path + "!" + name, zip.getInputStream(list));
    }

    private static VectorFileException missing(String matrix, String words) {
        return new VectorFileException(
                "The words of a matrix stand beside it, one a line.",
                matrix,
                0,
                "no " + words,
                "Write the words there, in the order of the rows.");
    }

    private static ZipEntry entry(ZipFile zip, Path path, String wanted) throws VectorFileException {
        List<? extends ZipEntry> files = zip.stream()
                .filter(one ->
                        !one.isDirectory() && (wanted != null || !one.getName().endsWith(VOCABULARY)))
                .toList();
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
}
