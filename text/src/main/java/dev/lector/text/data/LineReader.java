// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.Reader;

/** Lines that end with LF, CRLF or CR, and with nothing else (not U+0085, not U+2028), of bounded length. */
final class LineReader {
    private final String source;
    private final Reader in;
    private final int limit;
    private final char[] buffer = new char[1 << 15];
    private int position;
    private int end;
    private long line;
    private boolean afterReturn;

    LineReader(String source, Reader in, int limit) {
        this.source = source;
        this.in = in;
        this.limit = limit;
    }

    /** The number of the line that was read last, from 1. */
    long line() {
        return line;
    }

    /**
     * The next line without its end, or null at the end of the file.
     *
     * @throws BadInputException if it is longer than the limit; the next call goes on behind it
     */
    String next() throws IOException {
        if (!fill()) {
            return null;
        }
        if (afterReturn && buffer[position] == '\n') {
            position++;
            afterReturn = false;
            if (!fill()) {
                return null;
            }
        }
        afterReturn = false;
        line++;
        StringBuilder parts = null;
        long length = 0;
        while (fill()) {
            int from = position;
            while (position < end && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            length += position - from;
            boolean ended = position < end;
            if (ended) {
                afterReturn = buffer[position++] == '\r';
            }
            int count = (ended ? position - 1 : position) - from;
            if (ended && parts == null && length <= limit) {
                return new String(buffer, from, count);
            }
            if (parts == null) {
                parts = new StringBuilder();
            }
            if (length <= limit) {
                parts.append(buffer, from, count);
            }
            if (ended) {
                break;
            }
        }
        if (length > limit) {
            throw BadInputException.row(
                    "A line must not be longer than the limit for a field.",
                    source,
                    line,
                    "characters=" + length + ", limit=" + limit,
                    "Check that the file has line ends, or raise the limit.");
        }
        return parts == null ? "" : parts.toString();
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return end > 0;
    }
}
