// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.AtomicFile;
import dev.lector.nn.Shape;
import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes word vectors. Numbers keep all their digits. */
public final class VectorWriter {
    private VectorWriter() {}

    /**
     * The format that a name asks for: {@code .lvec}, {@code .bin} (word2vec's binary), {@code .npy}, {@code .safetensors},
     * and word2vec's text for every other; {@code .gz} may follow.
     */
    public static VectorFormat formatOf(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
        return switch (ending) {
            case ".lvec" -> VectorFormat.LECTOR;
            case ".bin" -> VectorFormat.WORD2VEC_BINARY;
            case ".npy" -> VectorFormat.NUMPY;
            case ".safetensors" -> VectorFormat.SAFETENSORS;
            default -> VectorFormat.WORD2VEC;
        };
    }

    /**
     * Writes a file, whole or not at all; gzipped if its name ends in {@code .gz}. Words of {@link VectorFormat#NUMPY} and
     * {@link VectorFormat#SAFETENSORS} go to a second file, {@code NAME.vocab}, before it.
     *
     * @param format all but {@link VectorFormat#WINK} and {@link VectorFormat#FASTTEXT}
     * @throws IllegalArgumentException if the format cannot be written, or cannot hold a word that has a blank
     */
    public static void write(WordVectors vectors, VectorFormat format, Path file) throws IOException {
        boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        if (format == VectorFormat.WINK || format == VectorFormat.FASTTEXT) {
            throw new IllegalArgumentException("Vectors are written as glove, word2vec, word2vec-binary, numpy,"
                    + " safetensors or lector. Received: format=" + format.id() + ". Take one of these.");
        }
        if (format == VectorFormat.LECTOR && gzip) {
            throw new IllegalArgumentException(
                    "A file that is mapped lies as it is. Received: file=" + file + ". Leave .gz out.");
        }
        checkWords(vectors, format);
        if (format == VectorFormat.NUMPY || format == VectorFormat.SAFETENSORS) {
            AtomicFile.write(Path.of(WordList.nameFor(file.toString())), out -> {
                for (String word : vectors.words()) {
                    out.write((word + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
        }
        AtomicFile.write(file, raw -> {
            OutputStream out = gzip ? new GZIPOutputStream(raw, 1 << 16) : raw;
            writeTo(out, vectors, format);
            if (out instanceof GZIPOutputStream packed) {
                packed.finish();
            }
        });
    }

    /**
     * Writes a mapped file with rows of int8: a quarter of the size; each number is off by up to 1/254 of the largest of its
     * row.
     */
    public static void writeInt8(WordVectors vectors, Path file) throws IOException {
        AtomicFile.write(file, new MappedWriter(vectors, true)::write);
    }

    private static void checkWords(WordVectors vectors, VectorFormat format) {
        String forbidden = format == VectorFormat.LECTOR ? "" : format == VectorFormat.WORD2VEC_BINARY ? " \n" : "\n";
        for (String word : vectors.words()) {
            if (word.isEmpty() || word.chars().anyMatch(c -> forbidden.indexOf(c) >= 0)) {
                throw new IllegalArgumentException("A word must be one that the format can tell from its numbers."
                        + " Received: format=" + format.id() + ", word='" + word.replace('\n', ' ')
                        + "'. Write another format: .lvec holds every word.");
            }
        }
    }

    private static void writeTo(OutputStream out, WordVectors vectors, VectorFormat format) throws IOException {
        byte[] sizes = ascii(vectors.size() + " " + vectors.dimensions() + "\n");
        if (format == VectorFormat.LECTOR) {
            new MappedWriter(vectors, false).write(out);
        } else if (format == VectorFormat.SAFETENSORS) {
            writeTensor(vectors, out);
        } else if (format == VectorFormat.NUMPY) {
            writeNumpy(vectors, out);
        } else if (format == VectorFormat.WORD2VEC_BINARY) {
            out.write(sizes);
            writeBinary(vectors, out, true);
        } else {
            if (format == VectorFormat.WORD2VEC) {
                out.write(sizes);
            }
            writeText(vectors, out);
        }
    }

    private static void writeTensor(WordVectors vectors, OutputStream out) throws IOException {
        float[] all = new float[Math.multiplyExact(vectors.size(), vectors.dimensions())];
        for (int word = 0; word < vectors.size(); word++) {
            vectors.copy(word, all, word * vectors.dimensions());
        }
        Shape shape = Shape.of(vectors.size(), vectors.dimensions());
        new WeightsFile(Map.of(), List.of(new WeightsFile.Tensor("vectors", shape, all))).write(out);
    }

    private static void writeNumpy(WordVectors vectors, OutputStream out) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + vectors.size() + ", "
                + vectors.dimensions() + "), }";
        header += " ".repeat(63 - (header.length() + 10) % 64) + "\n";
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
        out.write(ascii(header));
        writeBinary(vectors, out, false);
    }

    private static void writeBinary(WordVectors vectors, OutputStream out, boolean words) throws IOException {
        float[] row = new float[vectors.dimensions()];
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int word = 0; word < vectors.size(); word++) {
            vectors.copy(word, row, 0);
            bytes.asFloatBuffer().put(row);
            if (words) {
                out.write((vectors.words().get(word) + " ").getBytes(StandardCharsets.UTF_8));
            }
            out.write(bytes.array());
            if (words) {
                out.write('\n');
            }
        }
    }

    private static void writeText(WordVectors vectors, OutputStream out) throws IOException {
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
