// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
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
 * A file of results that appears whole or not at all: written under another name beside its place, then renamed by
 * {@link #keep}. A device or a pipe is written as it is.
 */
final class OutputFile implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final Thread cleanup;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean kept;

    OutputFile(Path file) throws IOException {
        this.file = file;
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new Failure("An output must be a file. Received: " + file + ", a folder. Name a file in it.");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new Failure("The folder of an output must exist. Received: " + file
                    + ". Make the folder, or name another file.");
        }
        boolean replace = !Files.exists(target) || Files.isRegularFile(target);
        // A link stays a link: what it points at is replaced.
        Path place = replace && Files.exists(target) ? target.toRealPath() : target;
        this.draft =
                replace ? place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".tmp") : null;
        this.cleanup = new Thread(this::discard, "lector-output");
        Runtime.getRuntime().addShutdownHook(cleanup);
        this.channel = replace
                ? FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                : FileChannel.open(target, StandardOpenOption.WRITE);
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** Takes the bytes of the file; closing it does not end the file. */
    OutputStream stream() {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Ends the file and puts it into its place. */
    void keep() throws IOException {
        try {
            stream.flush();
            if (draft != null) {
                channel.force(true);
            }
            stream.close();
            if (draft != null) {
                Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
                try {
                    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException strangeDisk) {
                    Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            kept = true;
        } catch (IOException fault) {
            throw failure(fault);
        }
    }

    /** The line for a fault of writing. */
    Failure failure(IOException fault) {
        return new Failure(
                "The output must be written whole. Received: " + file + ", " + fault.getMessage()
                        + (draft == null ? "" : "; what stood there before is unchanged")
                        + ". Free room on its disk, or write elsewhere.",
                fault);
    }

    private void discard() {
        if (draft != null) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException stays) {
                // The draft's name says what it was.
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!kept) {
                channel.close();
                discard();
            }
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(cleanup);
            } catch (IllegalStateException shuttingDown) {
                // The hook runs: it deletes the same draft.
            }
        }
    }
}
