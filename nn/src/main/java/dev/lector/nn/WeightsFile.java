// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Named float tensors in the safetensors format: eight bytes with the length of a header in JSON, the header, then the
 * values, little-endian. {@code F32}, {@code BF16} and {@code I8} with a scale a row ({@link WeightType}) are read and
 * written; in memory all are floats. What Lector writes carries a checksum of names, shapes, metadata and values, which is
 * compared when the file is read; files of other programs do without.
 *
 * @param metadata texts by name; without the checksum
 * @param tensors in the order of their values in the file
 */
public record WeightsFile(Map<String, String> metadata, List<Tensor> tensors) {
    private static final String CHECKSUM = "crc32c";
    private static final int CHUNK = 1 << 16;

    /** Copies the lists, not the values. */
    public WeightsFile {
        metadata = Map.copyOf(metadata);
        tensors = List.copyOf(tensors);
    }

    /**
     * One tensor.
     *
     * @param values {@code shape.size()} values, not copied
     * @param type how they are stored: values that the type can store, see {@link WeightsFile#as}
     */
    public record Tensor(String name, Shape shape, float[] values, WeightType type) {
        /** A tensor whose values are stored as they are. */
        public Tensor(String name, Shape shape, float[] values) {
            this(name, shape, values, WeightType.FLOAT32);
        }

        /** Length of a row: the last axis. */
        int row() {
            return shape.rank() == 0 ? 1 : shape.dim(-1);
        }

        /** Checks the number of values. */
        public Tensor {
            if (values.length != shape.size()) {
                throw new IllegalArgumentException(
                        "A tensor must have as many values as its shape says. Received: name=" + name + ", shape="
                                + shape + ", values=" + values.length + ".");
            }
        }
    }

    /** The weights of a model, under their names; the values are the model's own. */
    public static WeightsFile of(Model model) {
        return new WeightsFile(
                Map.of(),
                model.weights().stream()
                        .map(weight -> new Tensor(weight.name(), weight.spec().shape(), weight.values()))
                        .toList());
    }

    /** The same with values that a type can store; short rows, as biases, stay as they are. */
    public WeightsFile as(WeightType type) {
        return new WeightsFile(
                metadata,
                tensors.stream()
                        .map(tensor -> {
                            WeightType own = type.forShape(tensor.shape);
                            return new Tensor(tensor.name, tensor.shape, own.rounded(tensor.values, tensor.row()), own);
                        })
                        .toList());
    }

    /** The type of most of its tensors' values: the one that is not {@link WeightType#FLOAT32}, if any is not. */
    public WeightType type() {
        return tensors.stream()
                .map(Tensor::type)
                .filter(type -> type != WeightType.FLOAT32)
                .findFirst()
                .orElse(WeightType.FLOAT32);
    }

    /** Writes a file, whole or not at all. */
    public void save(Path file) throws IOException {
        AtomicFile.write(file, this::write);
    }

    /** Writes to a stream, which stays open. */
    public void write(OutputStream out) throws IOException {
        Map<String, String> withChecksum = new TreeMap<>(metadata);
        withChecksum.put(CHECKSUM, Long.toHexString(checksum(metadata, tensors)));
        List<Tensor> stored = WeightBytes.stored(tensors);
        byte[] header = SafetensorsHeader.write(withChecksum, stored).getBytes(StandardCharsets.UTF_8);
        if (header.length > SafetensorsHeader.MAX_BYTES) {
            throw new IOException("A weights file's header may have at most " + SafetensorsHeader.MAX_BYTES
                    + " bytes. Received: bytes=" + header.length + ", tensors=" + tensors.size() + ".");
        }
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        WeightBytes bytes = new WeightBytes();
        for (Tensor tensor : stored) {
            bytes.write(out, tensor);
        }
    }

    /**
     * Reads a file whole; its memory is bounded by the length of the file.
     *
     * @throws IOException if it is not a sound safetensors file of these types; the message says what is wrong
     */
    public static WeightsFile load(Path file) throws IOException {
        long length = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            return read(in, length);
        }
    }

    /**
     * Reads {@code length} bytes, at which the stream must end. The memory is bounded by {@code length}, so that must be
     * a number to be trusted, not one that a stranger sent.
     *
     * @throws IOException if it is not a sound safetensors file of these types; the message says what is wrong
     */
    public static WeightsFile read(InputStream in, long length) throws IOException {
        byte[] start = exactly(in, Long.BYTES, "the length of the header");
        long headerLength =
                ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerLength < 2 || headerLength > Math.min(SafetensorsHeader.MAX_BYTES, length - Long.BYTES)) {
            throw new IOException("A weights file's header must have 2 to " + SafetensorsHeader.MAX_BYTES
                    + " bytes and fit into the file. Received: header=" + headerLength + " bytes, file=" + length
                    + " bytes. The file is cut short, altered or not a safetensors file.");
        }
        SafetensorsHeader header = SafetensorsHeader.parse(exactly(in, (int) headerLength, "the header"));
        long expected = Long.BYTES + headerLength + header.dataLength();
        if (expected != length) {
            throw new IOException("A weights file must be as long as its header says. Received: file=" + length
                    + " bytes, header says " + expected + ". The file is cut short or altered.");
        }
        List<Tensor> tensors = new ArrayList<>();
        WeightBytes bytes = new WeightBytes();
        List<SafetensorsHeader.Entry> entries = header.entries();
        for (int i = 0; i < entries.size(); i++) {
            boolean scales = i + 1 < entries.size() && WeightBytes.isScaleOf(entries.get(i), entries.get(i + 1));
            bytes.read(in, entries.get(i), scales, tensors);
        }
        if (in.read() >= 0) {
            throw new IOException(
                    "A weights file must end after its values. Received: more than " + length + " bytes.");
        }
        Map<String, String> metadata = new HashMap<>(header.metadata());
        String checksum = metadata.remove(CHECKSUM);
        String actual = Long.toHexString(checksum(metadata, tensors));
        if (checksum != null && !checksum.equals(actual)) {
            throw new IOException("A weights file must have the checksum that it names. Received: " + CHECKSUM + "="
                    + actual + ", the file says " + checksum + ". The file was altered.");
        }
        return new WeightsFile(metadata, tensors);
    }

    /**
     * Copies the values into the weights of a model, which must have the same names and shapes, all of them.
     *
     * @param model modified, unless an exception is thrown
     * @throws IOException if a weight is missing, or one is there that the model does not have
     */
    public void copyTo(Model model) throws IOException {
        Map<String, Tensor> byName = new HashMap<>();
        for (Tensor tensor : tensors) {
            byName.put(tensor.name, tensor);
        }
        List<Weight> weights = model.weights();
        for (Weight weight : weights) {
            Tensor tensor = byName.remove(weight.name());
            if (tensor == null) {
                throw new IOException("A weights file must have every weight of the model. Received: no "
                        + weight.name() + ". It belongs to another network.");
            }
            if (!tensor.shape.equals(weight.spec().shape())) {
                throw new IOException("A weight in a file must have the shape of the model's. Received: "
                        + weight.name() + " as " + text(tensor.shape) + ", the model has "
                        + text(weight.spec().shape()) + ". It belongs to another network.");
            }
        }
        if (!byName.isEmpty()) {
            throw new IOException("A weights file must have no other weights than the model. Received: "
                    + byName.keySet().iterator().next() + ". It belongs to another network.");
        }
        for (Tensor tensor : tensors) {
            float[] values = model.weight(tensor.name).values();
            System.arraycopy(tensor.values, 0, values, 0, values.length);
        }
    }

    private static byte[] exactly(InputStream in, int n, String what) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("A weights file must have " + what + ". Received: " + bytes.length + " of " + n
                    + " bytes. The file is cut short.");
        }
        return bytes;
    }

    private static long checksum(Map<String, String> metadata, List<Tensor> tensors) {
        CRC32C crc = new CRC32C();
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
            crc.update((entry.getKey() + "\n" + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors) {
            crc.update((tensor.name + text(tensor.shape)).getBytes(StandardCharsets.UTF_8));
            for (int at = 0; at < tensor.values.length; at += CHUNK / Float.BYTES) {
                int n = Math.min(tensor.values.length - at, CHUNK / Float.BYTES);
                buffer.clear();
                buffer.asFloatBuffer().put(tensor.values, at, n);
                crc.update(buffer.limit(n * Float.BYTES));
            }
        }
        return crc.getValue();
    }

    /** A weight has no batch, so {@link Shape#toString} does not fit. */
    private static String text(Shape shape) {
        return java.util.Arrays.toString(shape.dims());
    }
}
