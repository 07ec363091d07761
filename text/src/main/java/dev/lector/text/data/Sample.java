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
    final boolean gzip;
    final byte[] bytes;
    /** Whether the sample is the whole file. */
    final boolean whole;

    private final InputStream rest;

    private Sample(String source, boolean gzip, byte[] bytes, boolean whole, InputStream rest) {
        this.source = source;
        this.gzip = gzip;
        this.bytes = bytes;
        this.whole = whole;
        this.rest = rest;
    }

    /** Reads the beginning of a stream; compression is known by its first bytes, not by the file's name. */
    static Sample of(String source, InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        try {
            InputStream plain = gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
            byte[] bytes = plain.readNBytes(Dialect.SAMPLE_BYTES);
            return new Sample(source, gzip, bytes, bytes.length < Dialect.SAMPLE_BYTES, plain);
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
