// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears whole or not at all: it is written under another name beside its place, forced to the disk, then
 * renamed. Of two programs that write one file, the last to finish wins; nobody ever sees half of either.
 */
final class AtomicFile {
    /** Writes the bytes of a file. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes or replaces {@code file}.
     *
     * @throws IOException if that fails; what stood at {@code file} before is then still there
     */
    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("The folder of a file to write must exist. Received: file=" + file
                    + ". Make the folder, or name another file.");
        }
        if (Files.isDirectory(target)) {
            throw new IOException("A file to write must not be a folder. Received: file=" + file + ".");
        }
        Path draft = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        // An interrupted program removes its draft, too.
        Thread cleanup = new Thread(() -> deleteQuietly(draft), "lector-draft");
        Runtime.getRuntime().addShutdownHook(cleanup);
        try {
            writeAndForce(draft, content);
            rename(draft, target);
            forceFolder(folder);
        } catch (IOException e) {
            throw new IOException(
                    "The file could not be written; what stood there before is unchanged. Received: file=" + file
                            + ", cause=" + e + ". Check the space left on the disk and the rights on the folder.",
                    e);
        } finally {
            deleteQuietly(draft);
            removeHook(cleanup);
        }
    }

    private static void writeAndForce(Path draft, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.write(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void rename(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the renaming itself durable; systems that cannot open a folder do so by themselves. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows: a folder cannot be opened, and renaming is journaled.
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // The draft stays; its name says what it was.
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending: the hook runs, and finds nothing to delete.
        }
    }
}
