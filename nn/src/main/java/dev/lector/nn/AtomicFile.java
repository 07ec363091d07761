// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Files that are there whole or not at all: written beside their place under a name of their own, flushed to the disk,
 * then renamed. Whoever reads the file sees the old one or the new one; of two writers the last one wins.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What writes the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file replaced if it exists; its folder must exist
     * @throws IOException if the disk is full, for example; then {@code file} is as it was, and nothing is left beside it
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            // Not a FileChannel: an interrupt of the thread, by which training is stopped, would close it.
            Files.createFile(temporary);
            try (FileOutputStream stream = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(stream, 1 << 16)) {
                content.writeTo(out);
                out.flush();
                stream.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
