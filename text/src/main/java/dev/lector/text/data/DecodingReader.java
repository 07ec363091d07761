// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;

/** Decodes bytes; those that are no characters are an error with line and column, or become U+FFFD and are counted. */
final class DecodingReader extends Reader {
    private final String source;
    private final InputStream in;
    private final Charset charset;
    private final boolean replace;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private boolean ended;
    private boolean flushed;
    private final Tally tally;
    private long line = 1;
    private long column = 1;
    private boolean afterReturn;

    /**
     * A reader.
     *
     * @param replace whether bytes that are no characters become U+FFFD, instead of being an error
     * @param tally where they are counted
     */
    DecodingReader(String source, InputStream in, Charset charset, boolean replace, Tally tally) {
        this.source = source;
        this.in = in;
        this.charset = charset;
        this.replace = replace;
        this.tally = tally;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
        while (out.position() == 0 && !flushed) {
            if (!bytes.hasRemaining() && !ended) {
                fill();
            }
            decode(out);
        }
        int count = out.position();
        follow(target, offset, count);
        return count == 0 ? -1 : count;
    }

    private void decode(CharBuffer out) throws IOException {
        CoderResult result = decoder.decode(bytes, out, ended);
        if (result.isError()) {
            if (!out.hasRemaining()) {
                return;
            }
            if (!replace && out.position() > 0) {
                // What stands before the bad bytes is delivered first; the next call meets them again.
                return;
            }
            if (!replace) {
                throw malformed(result.length());
            }
            bytes.position(bytes.position() + result.length());
            out.put('\ufffd');
            tally.replaced++;
        } else if (result.isUnderflow()) {
            if (!ended) {
                fill();
            } else {
                flushed = decoder.flush(out).isUnderflow();
            }
        } else if (out.position() == 0) {
            // A surrogate pair does not fit a buffer of one char: FastCSV and LineReader never ask for so little.
            throw new IOException("A reader needs room for two chars");
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count));
        bytes.flip();
    }

    private BadInputException malformed(int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(String.format(Locale.ROOT, "%s%02X", i == 0 ? "" : " ", bytes.get(bytes.position() + i)));
        }
        return BadInputException.row(
                "Every byte must be part of a character of the file's charset.",
                source,
                line,
                "column=" + column + ", charset=" + charset.name() + ", bytes=" + hex,
                "Set the charset the file was written in (windows-1252 is that of many spreadsheets), or skip bad rows to"
                        + " have such bytes replaced.");
    }

    /** Keeps line and column of the next character. */
    private void follow(char[] chars, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            char c = chars[i];
            if (c > '\r') {
                column++;
            } else if (c == '\n' || c == '\r') {
                line += c == '\n' && afterReturn && column == 1 ? 0 : 1;
                column = 1;
            } else {
                column++;
            }
            afterReturn = c == '\r';
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
