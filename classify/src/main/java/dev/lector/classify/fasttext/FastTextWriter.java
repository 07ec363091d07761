// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.text.Buckets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one {@code .bin} of fastText. */
final class FastTextWriter {
    private static final int BLOCK = 1 << 20;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);

    FastTextWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a model; buckets without a column, which the format does not have, become rows of zeros. */
    void write(FastTextModel model) throws IOException {
        FastTextArguments a = model.arguments();
        writeInt(FastTextFile.MAGIC);
        writeInt(FastTextFile.VERSION);
        int[] numbers = {
            a.dim(),
            a.ws(),
            a.epoch(),
            a.minCount(),
            a.neg(),
            a.wordNgrams(),
            a.loss(),
            a.model(),
            model.buckets().count(),
            a.minn(),
            a.maxn(),
            a.lrUpdateRate()
        };
        for (int number : numbers) {
            writeInt(number);
        }
        room(8);
        buffer.putDouble(a.t());
        writeDictionary(model);
        writeByte(0);
        writeMatrix(model.words().size(), model.buckets(), model.input(), a.dim());
        writeByte(0);
        writeMatrix(model.outputRows(), Buckets.NONE, model.output(), a.dim());
        flush();
    }

    private void writeDictionary(FastTextModel model) throws IOException {
        writeInt(model.words().size() + model.labels().size());
        writeInt(model.words().size());
        writeInt(model.labels().size());
        writeLong(model.tokens());
        // -1: no buckets were taken away.
        writeLong(-1);
        for (int i = 0; i < model.words().size(); i++) {
            writeEntry(model.words().get(i), model.wordCounts().get(i), 0);
        }
        for (int i = 0; i < model.labels().size(); i++) {
            writeEntry("__label__" + model.labels().get(i), model.labelCounts().get(i), 1);
        }
    }

    private void writeEntry(String text, long count, int kind) throws IOException {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            writeByte(b);
        }
        writeByte(0);
        writeLong(count);
        writeByte(kind);
    }

    private void writeMatrix(int rows, Buckets buckets, float[] values, int dim) throws IOException {
        writeLong((long) rows + buckets.count());
        writeLong(dim);
        writeFloats(values, 0, rows * dim);
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            int column = buckets.column(bucket);
            if (column >= 0) {
                writeFloats(values, (rows + column) * dim, dim);
            } else {
                for (int j = 0; j < dim; j++) {
                    writeInt(0);
                }
            }
        }
    }

    private void writeFloats(float[] values, int from, int count) throws IOException {
        for (int at = from; at < from + count; ) {
            room(4);
            int n = Math.min(from + count - at, buffer.remaining() / 4);
            buffer.asFloatBuffer().put(values, at, n);
            buffer.position(buffer.position() + 4 * n);
            at += n;
        }
    }

    private void writeByte(int value) throws IOException {
        room(1);
        buffer.put((byte) value);
    }

    private void writeInt(int value) throws IOException {
        room(4);
        buffer.putInt(value);
    }

    private void writeLong(long value) throws IOException {
        room(8);
        buffer.putLong(value);
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
