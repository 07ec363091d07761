// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The mails of an mbox: each begins behind an empty line with a line "From SENDER DATE", and has that quoted within. */
final class MboxSource implements FieldSource {
    /** A longer line is met in pieces; only the first is looked at. */
    private static final int PIECE = 1 << 13;

    private final String source;
    private final int limit;
    private final MailParser parser;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private final byte[] piece = new byte[PIECE];
    private int length;
    private long line;
    private boolean lineBegins = true;
    private boolean lineEnded = true;
    /** Whether the line of the piece is the first of a mail, read already. */
    private boolean begun;

    MboxSource(Sample sample, int limit, int maxText, Tally tally) {
        this.source = sample.source;
        this.limit = limit;
        this.parser = new MailParser(source, maxText, tally);
        this.in = sample.bytesFrom(0);
    }

    @Override
    public Fields next() throws IOException {
        boolean found = begun;
        long first = line;
        boolean afterBlank = !begun;
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        boolean tooLong = false;
        begun = false;
        while (read()) {
            boolean from = lineBegins && afterBlank && isFromLine();
            if (from && found) {
                begun = true;
                break;
            }
            if (from) {
                found = true;
                first = line;
            } else if (found) {
                tooLong |= mail.size() + length > limit;
                if (!tooLong) {
                    int quote = lineBegins && isQuotedFrom() ? 1 : 0;
                    mail.write(piece, quote, length - quote);
                }
            } else if (!isBlank()) {
                throw BadInputException.file(
                        "An mbox must begin with a line 'From SENDER DATE'.",
                        source,
                        line,
                        "another line",
                        "Check the file, or set the format to mail.");
            }
            afterBlank = lineBegins ? isBlank() : afterBlank && isBlank();
        }
        if (!found) {
            return null;
        }
        if (tooLong) {
            throw BadInputException.row(
                    "A mail must not be longer than the limit.",
                    source,
                    first,
                    "limit=" + limit + " bytes",
                    "Raise the limit for a field, of which a mail may have four times as much.");
        }
        return parser.fields(mail.toByteArray(), first);
    }

    /** Reads a line or a piece of one; false at the end. */
    private boolean read() throws IOException {
        length = 0;
        lineBegins = lineEnded;
        if (!fill()) {
            return false;
        }
        line += lineBegins ? 1 : 0;
        lineEnded = false;
        while (!lineEnded && length < PIECE && fill()) {
            byte one = buffer[position++];
            piece[length++] = one;
            lineEnded = one == '\n';
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return end > 0;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (piece[i] != '\n' && piece[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean isFromLine() {
        return startsWith("From ", 0)
                && FormatDetector.isFromLine(
                        new String(Arrays.copyOf(piece, Math.min(length, 400)), StandardCharsets.ISO_8859_1).strip());
    }

    private boolean isQuotedFrom() {
        int quotes = 0;
        while (quotes < length && piece[quotes] == '>') {
            quotes++;
        }
        return quotes > 0 && startsWith("From ", quotes);
    }

    private boolean startsWith(String start, int at) {
        for (int i = 0; i < start.length(); i++) {
            if (at + i >= length || piece[at + i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
