// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.zip.CRC32C;

/**
 * Opens files of Lector's own format, {@code .lvec}: they are mapped into memory, so opening takes the same few
 * milliseconds whatever their size, and several processes share one copy. A word is found by a hash table that lies in the
 * file.
 *
 * <p>Version 1, little-endian: a header of 64 bytes ({@code LECTORWV}, version, 1 if rows are int8, words, dimensions, slots,
 * CRC-32C of the header, bytes of text, CRC-32C of the words and of the rows); where each word begins in the text (words +
 * 1 longs); the slots of the hash table (ints, a power of two; word + 1 by FNV-1a of its bytes, then the next slot; 0 is
 * empty); the text, filled up to a multiple of 8; the rows. Rows of int8 follow a float32 for each, which is what 1 means
 * in its row.
 */
public final class MappedVectors {
    static final byte[] MAGIC = "LECTORWV".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER = 64;
    static final int CHECKSUM_AT = 28;
    /** Most bytes of one mapping. */
    private static final long PIECE = 1L << 30;

    private static final String RULE = "A file of vectors must be whole.";
    private static final String NEXT = "The file is cut short or altered: write it again with lector vectors convert.";

    private MappedVectors() {}

    /** What the header says. */
    record Header(int words, int dimensions, int slots, long text, boolean int8, int wordsSum, int rowsSum) {
        long wordBytes() {
            return 8L * (words + 1L) + 4L * slots + (text + 7) / 8 * 8;
        }

        int rowBytes() {
            return int8 ? dimensions : dimensions * Float.BYTES;
        }

        long rowsAt() {
            return HEADER + wordBytes();
        }

        long scaleBytes() {
            return int8 ? 4L * words : 0;
        }

        long length() {
            return rowsAt() + scaleBytes() + (long) words * rowBytes();
        }
    }

    /** True if a file begins as this format does. */
    public static boolean isMapped(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * Opens a file. Its header and length are checked, not all of its bytes; see {@link #verify}. The file must not change
     * while the vectors are in use.
     *
     * @throws VectorFileException if it is none, cut short, or of another version
     */
    public static WordVectors open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Header header = header(channel, file);
            Words words = new Words(header, map(channel, HEADER, header.wordBytes()));
            return new WordVectors(words, header.dimensions, new Rows(header, channel, words));
        }
    }

    /**
     * Compares the checksums of words and rows with those in the header: one pass over the file.
     *
     * @throws VectorFileException if they differ
     */
    public static void verify(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Header header = header(channel, file);
            int words = checksum(channel, HEADER, header.wordBytes());
            int rows = checksum(channel, header.rowsAt(), header.length() - header.rowsAt());
            if (words != header.wordsSum || rows != header.rowsSum) {
                throw new VectorFileException(
                        RULE,
                        file.toString(),
                        0,
                        "another checksum of " + (words == header.wordsSum ? "rows" : "words"),
                        NEXT);
            }
        }
    }

    private static int checksum(FileChannel channel, long from, long count) throws IOException {
        CRC32C crc = new CRC32C();
        for (long done = 0; done < count; ) {
            long n = Math.min(PIECE, count - done);
            crc.update(map(channel, from + done, n));
            done += n;
        }
        return (int) crc.getValue();
    }

    private static Header header(FileChannel channel, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            continue;
        }
        if (bytes.position() < HEADER || !Arrays.equals(Arrays.copyOf(bytes.array(), MAGIC.length), MAGIC)) {
            throw new VectorFileException(
                    RULE, file.toString(), 0, "another beginning, bytes=" + bytes.position(), NEXT);
        }
        int version = bytes.getInt(8);
        if (version != VERSION) {
            throw new VectorFileException(
                    "A file of vectors must be of a known version.",
                    file.toString(),
                    0,
                    "version=" + version + ", known=" + VERSION,
                    "Read it with a newer Lector.");
        }
        int sum = bytes.getInt(CHECKSUM_AT);
        bytes.putInt(CHECKSUM_AT, 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array());
        Header header = new Header(
                bytes.getInt(16),
                bytes.getInt(20),
                bytes.getInt(24),
                bytes.getLong(32),
                bytes.getInt(12) == 1,
                bytes.getInt(40),
                bytes.getInt(44));
        boolean sound = (int) crc.getValue() == sum && header.words > 0 && header.dimensions > 0 && header.slots > 0;
        if (!sound || header.length() != channel.size()) {
            throw new VectorFileException(
                    RULE,
                    file.toString(),
                    0,
                    sound
                            ? "bytes=" + channel.size() + ", expected=" + header.length()
                            : "another checksum of its header",
                    NEXT);
        }
        return header;
    }

    private static MappedByteBuffer map(FileChannel channel, long from, long count) throws IOException {
        MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_ONLY, from, count);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return buffer;
    }

    /** The hash of a word's bytes. */
    static int hash(byte[] word) {
        int hash = 0x811C9DC5;
        for (byte b : word) {
            hash = (hash ^ b) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }

    /** The words, decoded when they are asked for. */
    private static final class Words extends AbstractList<String> implements RandomAccess {
        private final Header header;
        private final ByteBuffer bytes;
        private final int slotsAt;
        private final int textAt;

        Words(Header header, ByteBuffer bytes) {
            this.header = header;
            this.bytes = bytes;
            slotsAt = 8 * (header.words + 1);
            textAt = slotsAt + 4 * header.slots;
        }

        @Override
        public String get(int index) {
            return new String(encoded(index), StandardCharsets.UTF_8);
        }

        private byte[] encoded(int index) {
            int from = (int) bytes.getLong(8 * index);
            byte[] word = new byte[(int) bytes.getLong(8 * (index + 1)) - from];
            bytes.get(textAt + from, word);
            return word;
        }

        int find(String word) {
            byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
            int mask = header.slots - 1;
            int slot = hash(wanted) & mask;
            // A table without an empty slot is a damaged one.
            for (int looked = 0; looked < header.slots; looked++) {
                int found = bytes.getInt(slotsAt + 4 * slot) - 1;
                if (found < 0 || Arrays.equals(encoded(found), wanted)) {
                    return Math.max(-1, found);
                }
                slot = slot + 1 & mask;
            }
            return -1;
        }

        @Override
        public int indexOf(Object word) {
            return word instanceof String text ? find(text) : -1;
        }

        @Override
        public boolean contains(Object word) {
            return indexOf(word) >= 0;
        }

        @Override
        public int size() {
            return header.words;
        }
    }

    /** The rows, in pieces that can be mapped. */
    private static final class Rows implements WordVectors.Storage {
        private final Header header;
        private final Words words;
        private final int rowsEach;
        private final ByteBuffer scales;
        private final List<MappedByteBuffer> pieces;

        Rows(Header header, FileChannel channel, Words words) throws IOException {
            this.header = header;
            this.words = words;
            rowsEach = (int) Math.max(1, Math.min(Integer.MAX_VALUE, PIECE / header.rowBytes()));
            scales = map(channel, header.rowsAt(), header.scaleBytes());
            MappedByteBuffer[] mapped = new MappedByteBuffer[(int) ((header.words - 1L) / rowsEach + 1)];
            for (int i = 0; i < mapped.length; i++) {
                long first = (long) i * rowsEach;
                long rows = Math.min(rowsEach, header.words - first);
                long at = header.rowsAt() + header.scaleBytes() + first * header.rowBytes();
                mapped[i] = map(channel, at, rows * header.rowBytes());
            }
            pieces = List.of(mapped);
        }

        @Override
        public int indexOf(String word) {
            return words.find(word);
        }

        @Override
        public void copy(int place, float[] to, int at) {
            ByteBuffer piece = pieces.get(place / rowsEach);
            int from = place % rowsEach * header.rowBytes();
            if (!header.int8) {
                // A slice has its own order of bytes.
                piece.slice(from, header.rowBytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(to, at, header.dimensions);
                return;
            }
            float scale = scales.getFloat(4 * place);
            for (int j = 0; j < header.dimensions; j++) {
                to[at + j] = scale * piece.get(from + j);
            }
        }
    }
}
