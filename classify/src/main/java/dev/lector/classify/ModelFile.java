// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;

/**
 * The file {@code NAME.lector}: a zip of {@code model.json} and of the parts it names, with the size and CRC-32 of each:
 * enough against accidents, and a command that answers one text would spend longer on a digest than on the answer. Nothing in
 * the file is executed. What is read is bounded by the file's own size: entries are stored, not compressed, so that a small
 * file cannot unpack to a large one.
 *
 * <p>Version 3 of the format, which may read long texts by windows; version 2, which may have weights of 16 or 8 bits; or
 * version 1, which has neither. A file is of the lowest version that has all it needs, so that an older Lector reads it. A
 * reader refuses later versions and unknown fields.
 */
final class ModelFile implements Closeable {
    static final int VERSION = 3;
    /** The version of files without windows. */
    static final int ONE_ROW_A_TEXT = 2;
    /** The version of files whose weights are all of 32 bits. */
    static final int FULL_WEIGHTS = 1;

    private static final String HEADER = "model.json";
    private static final int LARGEST_HEADER = 64 << 20;
    private static final int MOST_PARTS = 8;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Writes a part; called twice, must write the same bytes. */
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Reads a part. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private final Path file;
    private final ZipFile zip;
    private final Fields header;
    private final Fields parts;

    private ModelFile(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.header = readHeader();
        this.parts = header.object("parts");
    }

    /**
     * Writes a model.
     *
     * @param version of the format: the lowest that has all that is written
     * @param fields of {@code model.json}, beside {@code format}, {@code formatVersion} and {@code parts}
     * @param parts by their names in the zip
     */
    static void write(Path file, int version, Map<String, Object> fields, Map<String, Writer> parts)
            throws IOException {
        Map<String, Measured> measured = new LinkedHashMap<>();
        for (Map.Entry<String, Writer> part : parts.entrySet()) {
            measured.put(part.getKey(), Measured.of(part.getValue()));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", "lector");
        all.put("formatVersion", version);
        all.putAll(fields);
        Map<String, Object> checks = new LinkedHashMap<>();
        measured.forEach((name, one) -> checks.put(name, one.toMap()));
        all.put("parts", checks);
        byte[] json = Json.write(all);
        AtomicFile.write(file, out -> writeZip(out, json, parts, measured));
    }

    private static void writeZip(
            OutputStream out, byte[] json, Map<String, Writer> parts, Map<String, Measured> measured)
            throws IOException {
        // Not closed: that would close the file before it is forced to the disk.
        ZipOutputStream zip = new ZipOutputStream(out);
        Writer header = to -> to.write(json);
        writeEntry(zip, HEADER, header, Measured.of(header));
        for (Map.Entry<String, Writer> part : parts.entrySet()) {
            writeEntry(zip, part.getKey(), part.getValue(), measured.get(part.getKey()));
        }
        zip.finish();
    }

    private static void writeEntry(ZipOutputStream zip, String name, Writer content, Measured measured)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(measured.bytes);
        entry.setCrc(measured.crc);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        content.write(zip);
        zip.closeEntry();
    }

    /**
     * Opens a model and checks its header.
     *
     * @throws ModelFileException if it is no model, cut short, altered or newer
     */
    static ModelFile open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ModelFileException(
                    "A model is a file. Received: folder=" + file + ". Name a file made by training.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw notReadable(file, e);
        }
        try {
            return new ModelFile(file, zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ModelFileException notReadable(Path file, IOException cause) throws IOException {
        byte[] start = new byte[4];
        long size;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            size = in.length();
            in.seek(0);
            if (size >= 4) {
                in.readFully(start);
            }
        }
        if (start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return new ModelFileException(
                    "A model file must be whole. Received: file=" + file + ", cut short or altered at its end (" + size
                            + " bytes). Copy it again, or train again.",
                    cause);
        }
        return new ModelFileException(
                "A model file is made by Lector. Received: file=" + file + ", which is none (" + size
                        + " bytes). Name a file made by training.",
                cause);
    }

    private Fields readHeader() throws IOException {
        Set<String> names = new HashSet<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            if (!names.add(entries.nextElement().getName()) || names.size() > MOST_PARTS + 1) {
                throw altered("entries that no model has");
            }
        }
        if (!names.contains(HEADER)) {
            throw new ModelFileException("A model file is made by Lector. Received: file=" + file + ", a zip without "
                    + HEADER + ". Name a file made by training.");
        }
        byte[] json = readEntry(HEADER, LARGEST_HEADER, in -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toByteArray();
        });
        Fields fields = parse(json);
        checkVersion(fields);
        names.remove(HEADER);
        if (!names.equals(fields.object("parts").names())) {
            throw altered("entries " + names + " where " + HEADER + " names "
                    + fields.object("parts").names());
        }
        return fields;
    }

    private Fields parse(byte[] json) throws ModelFileException {
        try {
            return Fields.of(HEADER + " of " + file, Json.read(json));
        } catch (JacksonException e) {
            throw new ModelFileException(alteredMessage(HEADER + " is not JSON: " + e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(alteredMessage(HEADER + " holds no value, or more than one"), e);
        }
    }

    private void checkVersion(Fields fields) throws ModelFileException {
        if (!fields.text("format").equals("lector")) {
            throw altered("format=" + fields.text("format"));
        }
        long version = fields.integer("formatVersion");
        if (version > VERSION) {
            throw new ModelFileException("A model file must not be newer than the program that reads it. Received:"
                    + " file=" + file + ", formatVersion=" + version + ", this program reads up to " + VERSION
                    + ". Use a newer Lector.");
        }
        if (version < 1) {
            throw altered("formatVersion=" + version);
        }
    }

    /** The fields of {@code model.json}. */
    Fields header() {
        return header;
    }

    /** Whether there is a part of this name. */
    boolean has(String name) {
        return parts.names().contains(name);
    }

    /** The length of a part; no more than the file has. */
    long bytes(String name) throws ModelFileException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw altered(name + " is missing");
        }
        return entry.getSize();
    }

    /**
     * Reads a part and checks its size and checksum.
     *
     * @throws ModelFileException if it is missing or altered
     */
    <T> T part(String name, Reader<T> reader) throws IOException {
        Fields expected = parts.object(name);
        T result = readEntry(name, expected.integer("bytes"), in -> {
            T value = reader.read(in);
            if (in.read() >= 0) {
                throw altered(name + " has more than its reader needs");
            }
            return value;
        });
        // The zip has been compared with the bytes that were read.
        if (!hex(zip.getEntry(name).getCrc()).equals(expected.text("crc32"))) {
            throw altered(name + " is not the one that " + HEADER + " names");
        }
        expected.end();
        return result;
    }

    private static String hex(long crc) {
        return HexFormat.of().toHexDigits(crc, 8);
    }

    private <T> T readEntry(String name, long limit, Reader<T> reader) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw altered(name + " is missing");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw altered(name + " is compressed");
        }
        if (entry.getSize() > limit) {
            throw altered(name + " has " + entry.getSize() + " bytes where at most " + limit + " are allowed");
        }
        CRC32 crc = new CRC32();
        T result;
        try (InputStream in = zip.getInputStream(entry)) {
            result = reader.read(new CheckedInputStream(in, crc));
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFileException(alteredMessage(name + " cannot be read: " + e.getMessage()), e);
        }
        if (crc.getValue() != entry.getCrc()) {
            throw altered(name + " does not match its checksum");
        }
        return result;
    }

    /** The refusal of a file whose content is not what was written. */
    ModelFileException altered(String what) {
        return new ModelFileException(alteredMessage(what));
    }

    private String alteredMessage(String what) {
        return "A model file must be as it was written. Received: file=" + file + ", altered: " + what
                + ". Copy it again, or train again.";
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** What the headers of a zip and of the model say about a part. */
    private record Measured(long bytes, long crc) {
        static Measured of(Writer writer) throws IOException {
            CRC32 crc = new CRC32();
            long[] bytes = new long[1];
            OutputStream counter = new OutputStream() {
                @Override
                public void write(int one) {
                    bytes[0]++;
                }

                @Override
                public void write(byte[] block, int from, int count) {
                    bytes[0] += count;
                }
            };
            writer.write(new CheckedOutputStream(counter, crc));
            return new Measured(bytes[0], crc.getValue());
        }

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("bytes", bytes);
            map.put("crc32", hex(crc));
            return map;
        }
    }
}
