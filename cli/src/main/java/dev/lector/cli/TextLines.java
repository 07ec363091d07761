// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Lines of a stream as they come: UTF-8, ended by LF, CRLF or CR, of bounded length. */
final class TextLines {
    private static final int LONGEST = 1 << 24;

    private final BufferedReader in;
    private long line;
    private boolean afterReturn;

    TextLines(InputStream in) {
        // A decoder made here reports bytes that are no characters; a reader by charset would replace them unseen.
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), 1 << 13);
    }

    /** The next line, or null at the end. */
    String next() throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            int c = in.read();
            if (afterReturn && c == '\n') {
                c = in.read();
            }
            afterReturn = false;
            if (c < 0) {
                return null;
            }
            line++;
            for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
                if (line > 1 || text.length() > 0 || c != 0xfeff) {
                    text.append((char) c);
                }
                if (text.length() > LONGEST) {
                    throw new Failure("A line must have at most " + LONGEST
                            + " characters. Received: standard input, line=" + line
                            + ", longer. Put each text on a line of its own.");
                }
            }
            afterReturn = c == '\r';
            return text.toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Failure(
                    "Standard input must be UTF-8. Received: bytes that are none, at or behind line=" + (line + 1)
                            + ". Convert it first: iconv -f windows-1252 -t utf-8.",
                    notUtf8);
        }
    }

    /** Whether another line may be read without waiting for it. */
    boolean ready() throws IOException {
        return in.ready();
    }
}
