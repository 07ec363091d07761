// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;

/**
 * word2vec's binary files: a line with the number of words and of dimensions, then for each word the word, a blank and its
 * float32 numbers. The original writes a line end after each row, gensim does not.
 */
final class Word2VecBinaryReader {
    private final BinaryInput in;
    private final VectorCollector to;

    Word2VecBinaryReader(BinaryInput in, VectorCollector to) {
        this.in = in;
        this.to = to;
    }

    /** Whether a file that begins so has a header and then numbers that are not text. */
    static boolean isOne(byte[] head) {
        int at = 0;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        while (at < head.length && head[at] != ' ') {
            at++;
        }
        for (int i = at; i < head.length && (i == at || head[i] != '\n'); i++) {
            if (" \t\r0123456789+-.eEnaifNAIF".indexOf(head[i]) < 0) {
                return TextReader.isHeader(head);
            }
        }
        return false;
    }

    void read() throws IOException {
        String header = in.readWord('\n');
        long[] counts = TextReader.counts(header);
        if (counts == null) {
            throw in.fault(
                    "The first line of word2vec's binary is the number of words and of dimensions.",
                    "line='" + (header.length() > 60 ? header.substring(0, 60) + "…" : header) + "'",
                    "Correct it, or name another format.");
        }
        in.checkSizes(counts[0], counts[1]);
        int dimensions = (int) counts[1];
        to.dimensions(dimensions);
        while (to.rows() < counts[0] && !to.full()) {
            String word = in.readWord(' ');
            word = word.startsWith("\n") ? word.substring(1) : word;
            if (to.begin(word)) {
                in.readFloats(to.values(), to.at(), dimensions, false);
                in.checkFinite(word, to.values(), to.at(), dimensions);
            } else {
                in.skip((long) dimensions * Float.BYTES);
            }
        }
        boolean ends = to.full() || in.atEnd() || (in.readByte() == '\n' && in.atEnd());
        if (!ends) {
            throw in.fault(
                    "A vector file must have as many words as its first line says.",
                    "first line=" + counts[0] + ", more bytes behind these",
                    "Correct its first line.");
        }
    }
}
