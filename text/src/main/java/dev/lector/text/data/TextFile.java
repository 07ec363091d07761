// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.Reader;

/** A whole file as one text. */
final class TextFile {
    private TextFile() {}

    /** The text of a file, line ends as LF. */
    static String read(Sample sample, ReadOptions options, Tally tally) throws IOException {
        refuseBinary(sample);
        DecodingReader in = decoder(sample, null, options, tally.skips(), tally);
        String text = read(in, options.maxField(), sample.source);
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * The characters of a file.
     *
     * @param declared the charset that the file itself names, or null; what the user names goes before
     * @param replace whether bytes that are no characters become U+FFFD
     */
    static DecodingReader decoder(Sample sample, String declared, ReadOptions options, boolean replace, Tally tally) {
        CharsetDetector found = options.charset() != null
                ? CharsetDetector.of(sample, options.charset())
                : CharsetDetector.of(sample.bytes, sample.whole, declared);
        return new DecodingReader(sample.source, sample.bytesFrom(found.bomLength()), found.charset(), replace, tally);
    }

    /** All characters; more than the limit is an error of this file. */
    static String read(Reader in, int limit, String source) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[1 << 14];
        for (int count = in.read(buffer, 0, buffer.length); count >= 0; count = in.read(buffer, 0, buffer.length)) {
            text.append(buffer, 0, count);
            if (text.length() > limit) {
                throw Sample.tooLong(source, limit);
            }
        }
        return text.toString();
    }

    /** Zeros stand in no text but UTF-16; pictures and programs have them at once. */
    static void refuseBinary(Sample sample) {
        int zeros = 0;
        int most = Math.min(sample.bytes.length, 1 << 12);
        for (int i = 0; i < most; i++) {
            zeros += sample.bytes[i] == 0 ? 1 : 0;
        }
        if (sample.startsWith(0, '%', 'P', 'D', 'F')
                || (zeros > most / 100 && CharsetDetector.wide(sample.bytes) == null)) {
            throw BadInputException.file(
                    "A document must be a text.",
                    sample.source,
                    0,
                    zeros > 0 ? "zeros in the first " + most + " bytes=" + zeros : "content=a PDF",
                    "Remove the file, choose others by a glob, or skip bad rows.");
        }
    }
}
