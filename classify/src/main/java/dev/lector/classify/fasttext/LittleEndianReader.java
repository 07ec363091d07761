// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers in Intel's byte order from a stream of known length. What would be longer than the rest is refused before it is read. */
final class LittleEndianReader {
    private static final int BLOCK = 1 << 20;

    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    /** Bytes of the stream that are not in the buffer yet. */
    private long ahead;

    LittleEndianReader(InputStream in, long length) {
        this.in = in;
        this.ahead = length;
        buffer.limit(0);
    }

    /** How many bytes are left. */
    long remaining() {
        return ahead + buffer.remaining();
    }

    /**
     * Refuses more values than there are bytes for.
     *
     * @throws EOFException if there are not so many
     */
    void need(long count, int bytesEach, String what) throws EOFException {
        if (count < 0 || count > remaining() / bytesEach) {
            throw new EOFException(what + "=" + count + " where " + remaining() + " bytes are left");
        }
    }

    private void fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int n = in.read(buffer.array(), buffer.position(), (int) Math.min(ahead, buffer.remaining()));
            if (n <= 0) {
                throw new EOFException("the end after " + buffer.position() + " bytes of a value of " + bytes);
            }
            ahead -= n;
            buffer.position(buffer.position() + n);
        }
        buffer.flip();
    }

    byte readByte() throws IOException {
        fill(1);
        return buffer.get();
    }

    boolean readBoolean() throws IOException {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw new IOException("a yes or no of " + value);
        }
        return value == 1;
    }

    int readInt() throws IOException {
        fill(4);
        return buffer.getInt();
    }

    long readLong() throws IOException {
        fill(8);
        return buffer.getLong();
    }

    double readDouble() throws IOException {
        fill(8);
        return buffer.getDouble();
    }

    /** Floats; the caller has checked with {@link #need} that they are there. */
    float[] readFloats(int count) throws IOException {
        float[] values = new float[count];
        for (int at = 0; at < count; ) {
            int n = Math.min(count - at, BLOCK / 4);
            fill(4);
            n = Math.min(n, buffer.remaining() / 4);
            buffer.asFloatBuffer().get(values, at, n);
            buffer.position(buffer.position() + 4 * n);
            at += n;
        }
        return values;
    }

    /** Bytes; the caller has checked with {@link #need} that they are there. */
    byte[] readBytes(int count) throws IOException {
        byte[] values = new byte[count];
        for (int at = 0; at < count; ) {
            fill(1);
            int n = Math.min(count - at, buffer.remaining());
            buffer.get(values, at, n);
            at += n;
        }
        return values;
    }

    /** Text up to a zero byte. */
    String readText() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte b = readByte(); b != 0; b = readByte()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
