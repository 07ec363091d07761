// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes the format of {@link MappedVectors}: once to find the checksums, and then again. */
final class MappedWriter {
    private static final int BLOCK = 1 << 16;

    private final WordVectors vectors;
    private final boolean int8;
    private final int slots;
    private long text;

    MappedWriter(WordVectors vectors, boolean int8) {
        this.vectors = vectors;
        this.int8 = int8;
        slots = Integer.highestOneBit(Math.max(1, vectors.size())) * 4;
    }

    private interface Part {
        void write(OutputStream out) throws IOException;
    }

    void write(OutputStream out) throws IOException {
        int words = checksum(this::writeWords);
        int rows = checksum(this::writeRows);
        ByteBuffer header = ByteBuffer.allocate(MappedVectors.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MappedVectors.MAGIC).putInt(MappedVectors.VERSION).putInt(int8 ? 1 : 0);
        header.putInt(vectors.size()).putInt(vectors.dimensions()).putInt(slots).putInt(0);
        header.putLong(text).putInt(words).putInt(rows);
        CRC32C crc = new CRC32C();
        crc.update(header.array());
        header.putInt(MappedVectors.CHECKSUM_AT, (int) crc.getValue());
        out.write(header.array());
        writeWords(out);
        writeRows(out);
    }

    private static int checksum(Part part) throws IOException {
        CRC32C crc = new CRC32C();
        part.write(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        return (int) crc.getValue();
    }

    private void writeWords(OutputStream out) throws IOException {
        List<String> words = vectors.words();
        Block block = new Block(out);
        int[] table = new int[slots];
        long end = 0;
        block.room(8).putLong(0);
        for (int i = 0; i < words.size(); i++) {
            byte[] word = words.get(i).getBytes(StandardCharsets.UTF_8);
            end += word.length;
            block.room(8).putLong(end);
            int slot = MappedVectors.hash(word) & slots - 1;
            while (table[slot] != 0) {
                slot = slot + 1 & slots - 1;
            }
            table[slot] = i + 1;
        }
        text = end;
        for (int one : table) {
            block.room(4).putInt(one);
        }
        block.flush();
        for (String word : words) {
            out.write(word.getBytes(StandardCharsets.UTF_8));
        }
        out.write(new byte[(int) (-end & 7)]);
    }

    private void writeRows(OutputStream out) throws IOException {
        Block block = new Block(out);
        float[] row = new float[vectors.dimensions()];
        for (int i = 0; i < vectors.size() && int8; i++) {
            vectors.copy(i, row, 0);
            block.room(4).putFloat(scale(row));
        }
        for (int i = 0; i < vectors.size(); i++) {
            vectors.copy(i, row, 0);
            float scale = int8 ? scale(row) : 1;
            for (float value : row) {
                if (int8) {
                    block.room(1).put((byte) (scale == 0 ? 0 : Math.round(value / scale)));
                } else {
                    block.room(4).putFloat(value);
                }
            }
        }
        block.flush();
    }

    /** The largest number becomes 127. */
    private static float scale(float[] row) {
        float largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest / 127;
    }

    /** Bytes on their way. */
    private static final class Block {
        private final OutputStream out;
        private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);

        Block(OutputStream out) {
            this.out = out;
        }

        ByteBuffer room(int count) throws IOException {
            if (bytes.remaining() < count) {
                flush();
            }
            return bytes;
        }

        void flush() throws IOException {
            out.write(bytes.array(), 0, bytes.position());
            bytes.clear();
        }
    }
}
