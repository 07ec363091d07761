// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes word vectors as text that every program reads. Numbers keep all their digits. */
public final class VectorWriter {
    private VectorWriter() {}

    /**
     * Writes a file, whole or not at all; gzipped if its name ends in {@code .gz}.
     *
     * @param format {@link VectorFormat#WORD2VEC} or {@link VectorFormat#GLOVE}
     */
    public static void write(WordVectors vectors, VectorFormat format, Path file) throws IOException {
        if (format == VectorFormat.WINK) {
            throw new IllegalArgumentException(
                    "Vectors are written as word2vec's or GloVe's text. Received: format=wink. Take one of these.");
        }
        boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, raw -> {
            OutputStream out = gzip ? new GZIPOutputStream(raw, 1 << 16) : raw;
            if (format == VectorFormat.WORD2VEC) {
                out.write(ascii(vectors.size() + " " + vectors.dimensions() + "\n"));
            }
            writeRows(vectors, out);
            if (out instanceof GZIPOutputStream packed) {
                packed.finish();
            }
        });
    }

    private static void writeRows(WordVectors vectors, OutputStream out) throws IOException {
        float[] row = new float[vectors.dimensions()];
        StringBuilder line = new StringBuilder();
        for (int word = 0; word < vectors.size(); word++) {
            vectors.copy(word, row, 0);
            line.setLength(0);
            for (float value : row) {
                line.append(' ').append(value);
            }
            out.write(vectors.words().get(word).getBytes(StandardCharsets.UTF_8));
            out.write(ascii(line.append('\n').toString()));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
