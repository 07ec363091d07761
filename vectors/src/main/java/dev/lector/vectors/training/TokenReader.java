// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream of bytes at white space (blank, tab, CR, LF, form feed); the end of a line ends a sentence. Bytes are not
 * decoded: words are compared as bytes. Reads in constant memory, whatever the length of a line.
 */
final class TokenReader {
    /** Longer runs without white space are no words; they are left out and counted. */
    static final int LONGEST_WORD = 1_000;

    private static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private final byte[] word = new byte[LONGEST_WORD];
    private int length;
    private boolean sentenceEnds;
    private long tooLong;

    TokenReader(InputStream in) {
        this.in = in;
    }

    /** Moves to the next word; false at the end of the stream. */
    boolean next() throws IOException {
        sentenceEnds = false;
        int b = read();
        while (true) {
            while (b != END && isSpace(b)) {
                sentenceEnds |= b == '\n';
                b = read();
            }
            if (b == END) {
                return false;
            }
            length = 0;
            boolean fits = true;
            while (b != END && !isSpace(b)) {
                if (length < LONGEST_WORD) {
                    word[length++] = (byte) b;
                } else {
                    fits = false;
                }
                b = read();
            }
            if (b != END) {
                at--;
            }
            if (fits) {
                return true;
            }
            tooLong++;
            b = read();
        }
    }

    /** Bytes of the word; overwritten by the next. */
    byte[] word() {
        return word;
    }

    int length() {
        return length;
    }

    /** True if a line ended between the word before and this one. */
    boolean startsSentence() {
        return sentenceEnds;
    }

    /** Runs that were left out because they are too long for a word. */
    long tooLong() {
        return tooLong;
    }

    private int read() throws IOException {
        if (at == filled) {
            at = 0;
            filled = in.read(buffer);
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[at++] & 0xFF;
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f';
    }
}
