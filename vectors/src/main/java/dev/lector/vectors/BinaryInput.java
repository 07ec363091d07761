// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Numbers in Intel's byte order and words, from a stream whose length need not be known. */
final class BinaryInput {
    private static final int BLOCK = 1 << 16;
    /** Longer words are a sign of a file that is something else. */
    private static final int LONGEST_WORD = 1 << 16;
    /** More dimensions are, too. */
    private static final int MOST_DIMENSIONS = 100_000;

    private final String file;
    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private long read;

    BinaryInput(String file, InputStream in) {
        this.file = file;
        this.in = in;
        buffer.limit(0);
    }

    /** True if nothing is left. */
    boolean atEnd() throws IOException {
        return !fill(1);
    }

    byte readByte() throws IOException {
        need(1);
        return buffer.get();
    }

    int readInt() throws IOException {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    long readLong() throws IOException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** Floats, or doubles rounded to floats. */
    void readFloats(float[] to, int at, int count, boolean doubles) throws IOException {
        int bytes = doubles ? Double.BYTES : Float.BYTES;
        for (int done = 0; done < count; ) {
            need(bytes);
            int n = Math.min(count - done, buffer.remaining() / bytes);
            if (doubles) {
                for (int i = 0; i < n; i++) {
                    to[at + done + i] = (float) buffer.getDouble();
                }
            } else {
                buffer.asFloatBuffer().get(to, at + done, n);
                buffer.position(buffer.position() + n * bytes);
            }
            done += n;
        }
    }

    void skip(long count) throws IOException {
        for (long left = count; left > 0; ) {
            need(1);
            int n = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + n);
            left -= n;
        }
    }

    /** Bytes as they are. */
    byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            need(1);
            int n = Math.min(count - done, buffer.remaining());
            buffer.get(bytes, done, n);
            done += n;
        }
        return bytes;
    }

    /** UTF-8 up to an end, which is read, too. */
    String readWord(char end) throws IOException {
        word.reset();
        for (byte b = readByte(); b != (byte) end; b = readByte()) {
            word.write(b);
            if (word.size() > LONGEST_WORD) {
                throw fault(
                        "A word of a vector file has an end.",
                        "more than " + LONGEST_WORD + " bytes without one",
                        "Check that the file is what its beginning says.");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault("A vector file must be UTF-8.", "a word in other bytes", "Write it again as UTF-8.");
        }
    }

    /** Refuses sizes that no vector file has. */
    void checkSizes(long words, long dimensions) throws VectorFileException {
        if (words < 1 || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw fault(
                    "A vector file has at least one word, and 1 to " + MOST_DIMENSIONS + " dimensions.",
                    "words=" + words + ", dimensions=" + dimensions,
                    "Check the file.");
        }
    }

    /** Refuses numbers that are not finite. */
    void checkFinite(String of, float[] values, int at, int count) throws VectorFileException {
        for (int i = at; i < at + count; i++) {
            if (!Float.isFinite(values[i])) {
                throw fault(
                        "The numbers of a vector must be finite numbers.",
                        "word='" + of + "', number=" + values[i],
                        "Correct the file.");
            }
        }
    }

    VectorFileException fault(String rule, String received, String next) {
        return new VectorFileException(rule, file, 0, received, next);
    }

    private void need(int bytes) throws IOException {
        if (!fill(bytes)) {
            throw fault(
                    "A vector file must be as long as its beginning says.",
                    "the end after " + (read - buffer.remaining()) + " bytes",
                    "It may be cut short: fetch it again.");
        }
    }

    private boolean fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return true;
        }
        buffer.compact();
        int n = 0;
        while (buffer.position() < bytes && n >= 0) {
            n = in.read(buffer.array(), buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + Math.max(0, n));
            read += Math.max(0, n);
        }
        buffer.flip();
        return buffer.remaining() >= bytes;
    }
}
