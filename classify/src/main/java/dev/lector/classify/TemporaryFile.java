// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Bytes outside of the heap, written one after the other and then read anywhere. The system deletes the file when it is
 * closed and whenever the program ends; on Linux and macOS it has no name from the beginning.
 *
 * <p>It is read as mapped memory: the pages belong to the system's cache, which gives them up when others want them, and an
 * interrupt of the thread, by which training is stopped, does not close it. Adding is for one thread; then any number of
 * threads may read.
 */
final class TemporaryFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** A mapping takes at most 2 GB. */
    private static final int MAPPING = 1 << 30;

    private final Path folder;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long written;
    /** Null while bytes are appended. */
    private volatile MappedByteBuffer[] mappings;

    /**
     * Makes an empty file.
     *
     * @param folder must exist
     * @param name its name begins so, where it has one
     */
    TemporaryFile(Path folder, String name) {
        this.folder = folder;
        try {
            channel = FileChannel.open(
                    folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException cause) {
        return new UncheckedIOException(new IOException(
                "A temporary file must be written whole. Received: folder=" + folder.toAbsolutePath() + ", written="
                        + written + " bytes, cause="
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                        + ". Free room on the disk, or choose a folder on another.",
                cause));
    }

    /** Appends bytes; not after the first read. */
    void append(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int now = Math.min(bytes.length - from, buffer.remaining());
            buffer.put(bytes, from, now);
            from += now;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        buffer.clear();
    }

    /** Bytes appended so far. */
    long size() {
        return written + buffer.position();
    }

    /** Reads bytes that were appended, as many as there is room for. */
    void read(long at, byte[] to) {
        MappedByteBuffer[] all = mappings == null ? map() : mappings;
        for (int done = 0; done < to.length; ) {
            int from = (int) ((at + done) % MAPPING);
            int now = Math.min(to.length - done, MAPPING - from);
            all[(int) ((at + done) / MAPPING)].get(from, to, done, now);
            done += now;
        }
    }

    private synchronized MappedByteBuffer[] map() {
        if (mappings == null) {
            flush();
            MappedByteBuffer[] all = new MappedByteBuffer[(int) ((written + MAPPING - 1) / MAPPING)];
            try {
                for (int i = 0; i < all.length; i++) {
                    long from = (long) i * MAPPING;
                    all[i] = channel.map(MapMode.READ_ONLY, from, Math.min(MAPPING, written - from));
                }
            } catch (IOException e) {
                throw failure(e);
            }
            mappings = all;
        }
        return mappings;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
