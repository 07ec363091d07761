// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.SafetensorsHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The only matrix of float32 in a safetensors file; words in a file of their own. */
final class SafetensorsReader {
    private final String file;
    private final InputStream in;
    private final VectorCollector to;

    SafetensorsReader(String file, InputStream in, VectorCollector to) {
        this.file = file;
        this.in = in;
        this.to = to;
    }

    /** Whether a file that begins so is one: the length of a header, and the header's brace. */
    static boolean isOne(byte[] head) {
        return head.length > 9 && head[8] == '{' && head[4] == 0 && head[5] == 0 && head[6] == 0 && head[7] == 0;
    }

    void read(WordList words) throws IOException {
        SafetensorsHeader header;
        try {
            header = SafetensorsHeader.read(in);
        } catch (IOException bad) {
            throw new VectorFileException(
                    "A safetensors file begins with a sound header.",
                    file,
                    0,
                    String.valueOf(bad.getMessage()),
                    "Fetch it again.");
        }
        List<SafetensorsHeader.Entry> matrices = header.entries().stream()
                .filter(entry -> entry.shape().rank() == 2)
                .toList();
        if (matrices.size() != 1) {
            throw new VectorFileException(
                    "A safetensors file of vectors holds one matrix of them.",
                    file,
                    0,
                    "matrices="
                            + matrices.stream()
                                    .map(SafetensorsHeader.Entry::name)
                                    .limit(10)
                                    .toList(),
                    "Keep one in the file.");
        }
        SafetensorsHeader.Entry matrix = matrices.get(0);
        BinaryInput bytes = new BinaryInput(file, in);
        bytes.skip(matrix.begin());
        MatrixRows.read(bytes, to, words, matrix.shape().dim(0), matrix.shape().dim(1), false);
    }
}
