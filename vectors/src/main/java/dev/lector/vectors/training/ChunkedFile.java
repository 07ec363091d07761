// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A temporary file of many streams that grow by turns. Several threads may write, each stream one at a time. A stream's
 * bytes are in the order of its writing, whatever the threads. Gone when it is closed.
 */
final class ChunkedFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    /** Offset and length of each chunk of each stream. */
    private final long[][] chunks;

    private final AtomicLong end = new AtomicLong();

    ChunkedFile(Path folder, int streams) throws IOException {
        try {
            file = Files.createTempFile(folder, "lector-counts", ".tmp");
        } catch (IOException e) {
            throw fullDisk(folder.resolve("lector-counts.tmp"), 0, e);
        }
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        chunks = new long[streams][0];
    }

    /** A buffer as the file has its numbers. */
    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Appends a flipped buffer to a stream, and clears it. */
    void append(int stream, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        if (length > 0) {
            long offset = end.getAndAdd(length);
            write(bytes, offset);
            long[] grown = Arrays.copyOf(chunks[stream], chunks[stream].length + 2);
            grown[grown.length - 2] = offset;
            grown[grown.length - 1] = length;
            chunks[stream] = grown;
        }
        bytes.clear();
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw fullDisk(file, at, e);
        }
    }

    /** What to say when a temporary file cannot grow. */
    static IOException fullDisk(Path file, long bytes, IOException cause) {
        return new IOException(
                "The disk must have room for temporary files. Received: folder=" + file.getParent() + ", written="
                        + bytes + " bytes, cause=" + cause.getMessage()
                        + ". Free some, or set java.io.tmpdir to another folder.",
                cause);
    }

    /** Bytes of a stream. */
    long length(int stream) {
        long length = 0;
        for (int i = 1; i < chunks[stream].length; i += 2) {
            length += chunks[stream][i];
        }
        return length;
    }

    /** Reads a stream from its beginning. */
    Reader reader(int stream, ByteBuffer buffer) {
        buffer.clear().limit(0);
        return new Reader(chunks[stream], buffer);
    }

    /** One stream being read, through a buffer of the caller. */
    final class Reader {
        private final long[] list;
        private final ByteBuffer buffer;
        private int chunk;
        private long done;

        private Reader(long[] list, ByteBuffer buffer) {
            this.list = list;
            this.buffer = buffer;
        }

        /** The buffer with at least {@code bytes} bytes to read; the stream must have them. */
        ByteBuffer need(int bytes) throws IOException {
            if (buffer.remaining() < bytes) {
                buffer.compact();
                while (buffer.hasRemaining() && chunk < list.length) {
                    fill();
                }
                buffer.flip();
            }
            return buffer;
        }

        private void fill() throws IOException {
            long left = list[chunk + 1] - done;
            int now = (int) Math.min(left, buffer.remaining());
            int limit = buffer.limit();
            buffer.limit(buffer.position() + now);
            int read = channel.read(buffer, list[chunk] + done);
            buffer.limit(limit);
            if (read < 0) {
                throw new IOException("A temporary file must stay as it was written. Received: file=" + file
                        + ", shorter than before. Start again.");
            }
            done += read;
            if (done == list[chunk + 1]) {
                chunk += 2;
                done = 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
