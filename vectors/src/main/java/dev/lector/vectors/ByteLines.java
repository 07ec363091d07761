// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines as bytes. They end with LF alone: some words of real files are other separators of Unicode. */
final class ByteLines {
    /** A vector of 10,000 numbers fits well. */
    private static final int LONGEST = 1 << 20;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 18];
    private int position;
    private int end;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number;
    private boolean ended;

    ByteLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** The bytes of the current line, of which {@link #length} count; overwritten by the next. */
    byte[] bytes() {
        return line;
    }

    /** Length of the current line, without its end and without blanks before it. */
    int length() {
        return length;
    }

    /** Number of the current line, from 1. */
    long number() {
        return number;
    }

    /** Whether the current line ends with LF; only the last of a file may not. */
    boolean ended() {
        return ended;
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
        if (!fill()) {
            return false;
        }
        number++;
        length = 0;
        ended = false;
        while (!ended && fill()) {
            int from = position;
            position = ByteScan.find(buffer, from, end, (byte) '\n');
            append(from, position - from);
            if (position < end) {
                position++;
                ended = true;
            }
        }
        while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' ' || line[length - 1] == '\t')) {
            length--;
        }
        return true;
    }

    private void append(int from, int count) throws VectorFileException {
        if (length + count > LONGEST) {
            throw new VectorFileException(
                    "A line of a vector file is a word and its numbers.",
                    file,
                    number,
                    "more than " + LONGEST + " bytes",
                    "Check that the file is text with line ends.");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, count);
        length += count;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return end > 0;
    }
}
