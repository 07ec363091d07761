// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Watches how far a compressed file expands, over all archives within it, so that a zip bomb ends early. */
final class Expansion {
    /** So much may come out of any file, however small: long runs of one byte are no attack. */
    private static final long FREE = 1L << 27;

    private final String source;
    private final int most;
    private long raw;
    private long expanded;

    Expansion(String source, int most) {
        this.source = source;
        this.most = most;
    }

    /** The file as it lies on the disk. */
    InputStream raw(InputStream in) {
        return new Counted(in) {
            @Override
            void count(long bytes) {
                raw += bytes;
            }
        };
    }

    /** What came out of it. */
    InputStream expanded(InputStream in) {
        return new Counted(in) {
            @Override
            void count(long bytes) {
                expanded += bytes;
                if (expanded > FREE && expanded / most > raw) {
                    throw BadInputException.all(
                            "A compressed file must not expand beyond the limit.",
                            source,
                            "bytes=" + raw + ", expanded=" + expanded + " so far, limit=" + most + " times",
                            "It may be a zip bomb; if it is none, unpack it first.");
                }
            }
        };
    }

    private abstract static class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        abstract void count(long bytes);

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
