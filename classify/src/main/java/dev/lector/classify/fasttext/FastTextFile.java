// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * fastText's own files: {@code .bin}, classifiers and word vectors, and quantised {@code .ftz}. A file is read as its
 * sizes say only where it is long enough for them, so a damaged one takes no more memory than a whole one of its length
 * could.
 */
public final class FastTextFile {
    static final int MAGIC = 793712314;
    static final int VERSION = 12;

    private FastTextFile() {}

    /** True if a file begins as fastText's do; a folder does not. */
    public static boolean isFastText(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
        }
    }

    /**
     * Reads a {@code .bin} or {@code .ftz}.
     *
     * @throws IOException if it is none, cut short, damaged or of a newer version; the message says which
     */
    public static FastTextModel read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new FastTextReader(new LittleEndianReader(in, Files.size(file))).read();
        } catch (FastTextReader.OtherFileException e) {
            throw new IOException(
                    "A file of fastText begins with its number and version. Received: file=" + file + ", "
                            + e.getMessage() + ". Name a .bin or .ftz that fastText or Lector has written.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "A file of fastText must be whole. Received: file=" + file + ", cut short or damaged: "
                            + e.getMessage() + ". Copy it again, or write it again with fastText.",
                    e);
        }
    }

    /**
     * Writes a classifier of recipe {@code fasttext} for fastText. Rows of buckets that no training text used are 0. Words have
     * the count 1.
     *
     * @throws IllegalArgumentException if fastText could not read its texts, or has no such network
     */
    public static void write(TextClassifier classifier, Path file) throws IOException {
        write(FastTextExport.of(classifier), file);
    }

    /** Writes a {@code .bin} of fastText 0.9: whole, or not at all. */
    public static void write(FastTextModel model, Path file) throws IOException {
        AtomicFile.write(file, out -> new FastTextWriter(out).write(model));
    }
}
