// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Files that are there whole or not at all: written beside their place under a name of their own, flushed to the disk,
 * then renamed. Whoever reads the file sees the old one or the new one; of two writers the last one wins. A program that
 * is ended while it writes (Ctrl-C) leaves the old file, and nothing beside it.
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
     * Checks that a file can stand at {@code file}: it is there as a regular file or not at all, and its folder can be
     * written. To be asked before long work, too.
     *
     * @throws IOException if not
     */
    public static void check(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (target.getFileName() == null || Files.isDirectory(target)) {
            throw new IOException(
                    "A file to write must not be a folder. Received: file=" + file + ", a folder. Name a file in it.");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("A file to write must be one that can be replaced. Received: file=" + file
                    + ", a device or a pipe. Name a file.");
        }
        Path folder = target.getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("The folder of a file to write must exist and be writable. Received: file=" + file
                    + ". Make the folder, or name another file.");
        }
    }

    /**
     * Writes a file.
     *
     * @param file replaced if it exists; its folder must exist. Of a symbolic link, what it points at is replaced
     * @throws IOException if {@link #check} refuses it or the disk is full, for example; then {@code file} is as it was,
     *     and nothing is left beside it
     */
    public static void write(Path file, Content content) throws IOException {
        check(file);
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Thread hook = new Thread(() -> delete(temporary), "lector-atomic-file");
        boolean hooked = hook(hook);
        try {
            // Not a FileChannel: an interrupt of the thread, by which training is stopped, would close it.
            Files.createFile(temporary);
            try (FileOutputStream stream = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(stream, 1 << 16)) {
                content.writeTo(out);
                out.flush();
                stream.getFD().sync();
            }
            move(temporary, target);
        } catch (IOException e) {
            throw new IOException(
                    "A file must be written whole; what stood there before is unchanged. Received: file=" + file
                            + ", cause=" + e.getMessage()
                            + ". Check the space left on the disk and the rights on the folder.",
                    e);
        } finally {
            delete(temporary);
            if (hooked) {
                unhook(hook);
            }
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It stays; its name says what it was.
        }
    }

    /** False if the program is ending already: a shutdown hook that saves may do so. */
    private static boolean hook(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, and finds nothing to delete.
        }
    }
}
