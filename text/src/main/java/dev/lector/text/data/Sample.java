// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The first bytes of a file, decompressed, and the way to all its bytes. */
final class Sample implements Closeable {
    final String source;
    /** Where it lies within a folder or archive, {@code /} between names; null for a file of its own. */
    final String path;

    final boolean gzip;
    final byte[] bytes;
    /** Whether the sample is the whole file. */
    final boolean whole;

    private final InputStream rest;

    private Sample(String source, String path, boolean gzip, byte[] bytes, boolean whole, InputStream rest) {
        this.source = source;
        this.path = path;
        this.gzip = gzip;
        this.bytes = bytes;
        this.whole = whole;
        this.rest = rest;
    }

    /** Reads the beginning of a stream; compression is known by its first bytes, not by the file's name. */
    static Sample of(String source, InputStream in) throws IOException {
        Expansion expansion = new Expansion(source, ReadOptions.DEFAULT.maxExpansion());
        return of(source, null, expansion.raw(in), expansion);
    }

    /** The same for a file of a folder or archive. */
    static Sample of(String source, String path, InputStream in, Expansion expansion) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        try {
            buffered.mark(2);
            boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            InputStream plain = gzip ? expansion.expanded(new GZIPInputStream(buffered, 1 << 16)) : buffered;
            byte[] bytes = plain.readNBytes(Dialect.SAMPLE_BYTES);
            return new Sample(source, path, gzip, bytes, bytes.length < Dialect.SAMPLE_BYTES, plain);
        } catch (EOFException | ZipException e) {
            throw damaged(source);
        }
    }

    /** All bytes of the file from the one at {@code from}, which must lie in the sample. */
    InputStream bytesFrom(int from) {
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from), rest);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    return all.read(buffer, offset, length);
                } catch (EOFException | ZipException e) {
                    throw damaged(source);
                }
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
    }

    /**
     * All bytes of the file.
     *
     * @throws BadInputException if there are more than the limit; only this file is concerned
     */
    byte[] allBytes(int limit) throws IOException {
        byte[] all = bytesFrom(0).readNBytes(limit + 1);
        if (all.length > limit) {
            throw tooLong(source, limit);
        }
        return all;
    }

    static BadInputException tooLong(String source, int limit) {
        return BadInputException.file(
                "A file that is one document must not be longer than the limit.",
                source,
                0,
                "bytes=more than " + limit,
                "Cut it, set the format if it holds many documents, or raise the limit for a field.");
    }

    boolean startsWith(int at, int... start) {
        if (bytes.length < at + start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[at + i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static BadInputException damaged(String source) {
        return BadInputException.file(
                "A compressed file must be whole.",
                source,
                0,
                "",
                "It is cut short or damaged: fetch or compress it again.");
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
