// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A word and its numbers on each line, separated by blanks, of GloVe or, after a line of two counts, of word2vec. */
final class TextReader {
    private static final String LINE_RULE =
            "Each line of a vector file is a word and as many numbers as the others have.";

    private final String file;
    private final ByteLines lines;
    private final VectorCollector to;
    private final TextNumbers numbers;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    TextReader(String file, InputStream in, VectorCollector to) {
        this.file = file;
        this.lines = new ByteLines(file, in);
        this.to = to;
        this.numbers = new TextNumbers(file, to);
    }

    /** Whether a file that begins so has word2vec's first line. */
    static boolean isHeader(byte[] head) {
        int end = 0;
        while (end < head.length && head[end] != '\n') {
            end++;
        }
        return end < head.length && counts(ascii(head, 0, end)) != null;
    }

    /** The two counts of word2vec's first line, or null if it is none. */
    static long[] counts(String line) {
        String stripped = line.strip();
        return stripped.matches("\\d{1,12}[ \\t]+\\d{1,9}")
                ? new long[] {Long.parseLong(stripped.split("[ \\t]+")[0]), Long.parseLong(stripped.split("[ \\t]+")[1])
                }
                : null;
    }

    void read(boolean header) throws IOException {
        long announced = -1;
        if (header && lines.next()) {
            announced = header();
        }
        try {
            rows();
        } catch (VectorFileException later) {
            // A row before it may be faulty, too.
            numbers.finish();
            throw later;
        }
        numbers.finish();
        if (announced >= 0 && announced != to.rows() && !to.full()) {
            throw new VectorFileException(
                    "A vector file must have as many words as its first line says.",
                    file,
                    0,
                    "first line=" + announced + ", words=" + to.rows(),
                    to.rows() < announced ? "It may be cut short: fetch it again." : "Correct its first line.");
        }
    }

    private void rows() throws IOException {
        while (!to.full() && lines.next()) {
            if (lines.length() == 0 && !lines.ended()) {
                break;
            }
            int blank = fieldEnd(0);
            if (to.dimensions() > 0 && hasFields(blank)) {
                take(blank, pastBlanks(lines.bytes(), blank));
            } else {
                row();
            }
        }
    }

    /** Whether as many fields as there are dimensions follow, the first of them a number: a word without blanks. */
    private boolean hasFields(int from) {
        byte[] line = lines.bytes();
        int first = pastBlanks(line, from);
        return from > 0
                && isNumber(first, fieldEnd(first))
                && ByteScan.fields(line, from, lines.length()) == to.dimensions();
    }

    private void take(int wordEnd, int numbersFrom) throws VectorFileException {
        String word = decode(wordEnd);
        if (to.begin(word)) {
            numbers.add(lines.bytes(), numbersFrom, lines.length(), word, lines.number());
        }
    }

    private long header() throws VectorFileException {
        long[] counts = counts(ascii(lines.bytes(), 0, lines.length()));
        if (counts == null || counts[1] < 1) {
            throw new VectorFileException(
                    "The first line of word2vec's text is the number of words and of dimensions, at least 1.",
                    file,
                    1,
                    "line='" + ascii(lines.bytes(), 0, Math.min(60, lines.length())) + "'",
                    "Correct it, or name the format glove for a file without such a line.");
        }
        to.dimensions((int) counts[1]);
        return counts[0];
    }

    private void row() throws VectorFileException {
        byte[] line = lines.bytes();
        if (to.dimensions() == 0) {
            to.dimensions(trailingNumbers());
        }
        int dimensions = to.dimensions();
        int start = startOfFields(dimensions);
        int end = start;
        while (end > 0 && isBlank(line[end - 1])) {
            end--;
        }
        if (start < 0 || end <= 0 || !isNumber(start, fieldEnd(start)) || numberWithin(end)) {
            throw ragged();
        }
        take(end, start);
    }

    /** How many of the line's last fields are numbers; the first field is the word, whatever it is. */
    private int trailingNumbers() throws VectorFileException {
        int count = 0;
        int at = lines.length();
        while (true) {
            int from = fieldStart(at);
            if (from <= 0 || !isNumber(from, at)) {
                break;
            }
            count++;
            at = from;
            while (at > 0 && isBlank(lines.bytes()[at - 1])) {
                at--;
            }
        }
        if (count == 0) {
            throw new VectorFileException(
                    "Each line of a vector file is a word and its numbers, at least one.",
                    file,
                    lines.number(),
                    "numbers=0, line='" + shown() + "'",
                    "Check that this is a file of word vectors.");
        }
        return count;
    }

    /** Where the last {@code fields} fields of the line begin, or -1 if it has fewer. */
    private int startOfFields(int fields) {
        int at = lines.length();
        for (int f = 0; f < fields; f++) {
            while (at > 0 && isBlank(lines.bytes()[at - 1])) {
                at--;
            }
            if (at == 0) {
                return -1;
            }
            at = fieldStart(at);
        }
        return at;
    }

    /** Some words hold blanks, but none a part that is a number: there the row has a number too many. */
    private boolean numberWithin(int end) {
        int at = fieldEnd(0);
        while (at < end) {
            int from = pastBlanks(lines.bytes(), at);
            at = fieldEnd(from);
            if (isNumber(from, at)) {
                return true;
            }
        }
        return false;
    }

    private VectorFileException ragged() {
        int fields = 0;
        for (int at = pastBlanks(lines.bytes(), 0); at < lines.length(); fields++) {
            at = pastBlanks(lines.bytes(), fieldEnd(at));
        }
        return new VectorFileException(
                LINE_RULE,
                file,
                lines.number(),
                "numbers=" + Math.max(0, fields - 1) + ", expected=" + to.dimensions() + ", line='" + shown() + "'",
                lines.ended()
                        ? "Correct the line."
                        : "It is the last line and has no end, so the file may be cut short: fetch it again.");
    }

    private String decode(int length) throws VectorFileException {
        try {
            return decoder.decode(ByteBuffer.wrap(lines.bytes(), 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new VectorFileException(
                    "A vector file must be UTF-8.",
                    file,
                    lines.number(),
                    "word='" + shorten(ascii(lines.bytes(), 0, length)) + "' in other bytes",
                    "Convert it to UTF-8.");
        }
    }

    private boolean isNumber(int from, int to) {
        byte[] line = lines.bytes();
        boolean digit = false;
        for (int i = from; i < to; i++) {
            byte c = line[i];
            digit |= c >= '0' && c <= '9';
            if ((c < '0' || c > '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E') {
                return to - from <= 10 && ascii(line, from, to).matches("(?i)[-+]?(nan|inf|infinity)");
            }
        }
        return digit;
    }

    private int fieldStart(int end) {
        int at = end;
        while (at > 0 && !isBlank(lines.bytes()[at - 1])) {
            at--;
        }
        return at;
    }

    private int fieldEnd(int from) {
        int at = from;
        while (at < lines.length() && !isBlank(lines.bytes()[at])) {
            at++;
        }
        return at;
    }

    private int pastBlanks(byte[] line, int from) {
        int at = from;
        while (at < lines.length() && isBlank(line[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private String shown() {
        return shorten(new String(lines.bytes(), 0, Math.min(80, lines.length()), StandardCharsets.UTF_8));
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
