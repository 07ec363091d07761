// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes arrays as NumPy reads them: the format .npy, version 1.0 (NumPy Enhancement Proposal 1). */
final class NpyFile {
    private static final int ALIGNMENT = 64;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private NpyFile() {}

    /** An array {@code (values / columns, columns)} of 32-bit integers. */
    static void write(Path file, int[] values, int columns) throws IOException {
        ByteBuffer bytes = begin("<i4", "(%d, %d)".formatted(values.length / columns, columns), values.length);
        bytes.asIntBuffer().put(values);
        Files.write(file, bytes.array());
    }

    /** An array {@code (values / columns, columns)} of 32-bit floating-point numbers. */
    static void write(Path file, float[] values, int columns) throws IOException {
        ByteBuffer bytes = begin("<f4", "(%d, %d)".formatted(values.length / columns, columns), values.length);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    /** A buffer for the whole file, its header written. */
    private static ByteBuffer begin(String type, String shape, int count) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        int before = MAGIC.length + Short.BYTES;
        int padding = ALIGNMENT - (before + header.length() + 1) % ALIGNMENT;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(before + text.length + 4 * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) text.length)
                .put(text);
    }
}
