// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file:
 *
 * <pre>{@code
 * {"__metadata__":{"name":"text"},"dense/kernel":{"dtype":"F32","shape":[4,2],"data_offsets":[0,32]}}
 * }</pre>
 *
 * <p>The parser takes this grammar and nothing else of JSON, so it needs no recursion, and its memory is bounded by the
 * length of the header.
 */
public final class SafetensorsHeader {
    static final int MAX_BYTES = 16 << 20;
    private static final int MAX_TENSORS = 65_536;
    private static final int MAX_RANK = 8;
    private static final String METADATA = "__metadata__";

    private final Map<String, String> metadata = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final String text;
    private int at;

    /** A tensor and where its bytes begin and end. */
    public record Entry(String name, Shape shape, WeightType type, long begin, long end) {}

    private SafetensorsHeader(String text) {
        this.text = text;
    }

    /** Texts by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** In the order of their bytes, which follow one another without a gap. */
    public List<Entry> entries() {
        return entries;
    }

    long dataLength() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end;
    }

    /** The header, filled with spaces so that the values begin at a multiple of eight bytes. */
    static String write(Map<String, String> metadata, List<WeightsFile.Tensor> tensors) {
        StringBuilder json = new StringBuilder("{\"").append(METADATA).append("\":{");
        String separator = "";
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            json.append(separator).append(quoted(entry.getKey())).append(':').append(quoted(entry.getValue()));
            separator = ",";
        }
        json.append('}');
        long end = 0;
        for (WeightsFile.Tensor tensor : tensors) {
            long begin = end;
            end += (long) tensor.values().length * tensor.type().bytes();
            json.append(',')
                    .append(quoted(tensor.name()))
                    .append(":{\"dtype\":\"")
                    .append(tensor.type().dtype())
                    .append("\",\"shape\":[");
            separator = "";
            for (int dim : tensor.shape().dims()) {
                json.append(separator).append(dim);
                separator = ",";
            }
            json.append("],\"data_offsets\":[")
                    .append(begin)
                    .append(',')
                    .append(end)
                    .append("]}");
        }
        json.append('}');
        int bytes = json.toString().getBytes(StandardCharsets.UTF_8).length;
        return json.append(" ".repeat((8 - bytes % 8) % 8)).toString();
    }

    /**
     * Reads the header at the beginning of a stream, which then stands at the first value.
     *
     * @throws IOException if it is not a sound header of tensors of {@code F32}
     */
    public static SafetensorsHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(Long.BYTES);
        long length = start.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = length < 2 || length > MAX_BYTES ? new byte[0] : in.readNBytes((int) length);
        if (header.length < 2 || header.length < length) {
            throw new IOException("A weights file's header must have 2 to " + MAX_BYTES
                    + " bytes and fit into the file. Received: header=" + length + " bytes. " + HINT);
        }
        SafetensorsHeader read = parse(header);
        for (Entry entry : read.entries) {
            if (entry.type != WeightType.FLOAT32) {
                throw read.wrong("the dtype of " + entry.name + " to be F32", entry.type.dtype());
            }
        }
        return read;
    }

    static SafetensorsHeader parse(byte[] bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("A weights file's header must be UTF-8. Received: other bytes. " + HINT, e);
        }
        SafetensorsHeader header = new SafetensorsHeader(text);
        header.parse();
        header.checkOffsets();
        return header;
    }

    private static final String HINT = "The file is altered or not a safetensors file.";

    private void parse() throws IOException {
        Set<String> names = new HashSet<>();
        expect('{');
        boolean more = !takes('}');
        while (more) {
            String name = string();
            if (!names.add(name)) {
                throw wrong("a name to stand there once", name);
            }
            expect(':');
            if (name.equals(METADATA)) {
                parseMetadata();
            } else {
                entry(name);
            }
            more = takes(',');
            if (!more) {
                expect('}');
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw wrong("nothing after the closing brace", excerpt());
        }
    }

    private void parseMetadata() throws IOException {
        expect('{');
        boolean more = !takes('}');
        while (more) {
            String name = string();
            expect(':');
            if (metadata.put(name, string()) != null) {
                throw wrong("a name to stand there once", name);
            }
            more = takes(',');
            if (!more) {
                expect('}');
            }
        }
    }

    private void entry(String name) throws IOException {
        if (entries.size() == MAX_TENSORS) {
            throw wrong("at most " + MAX_TENSORS + " tensors", "more");
        }
        String type = null;
        List<Long> dims = null;
        List<Long> offsets = null;
        expect('{');
        do {
            String key = string();
            expect(':');
            if (key.equals("dtype") && type == null) {
                type = string();
            } else if (key.equals("shape") && dims == null) {
                dims = numbers();
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers();
            } else {
                throw wrong("dtype, shape and data_offsets of " + name + ", each once", key);
            }
        } while (takes(','));
        expect('}');
        WeightType stored = null;
        for (WeightType each : WeightType.values()) {
            stored = each.dtype().equals(type) ? each : stored;
        }
        if (stored == null) {
            throw wrong("the dtype of " + name + " to be F32, BF16 or I8", type == null ? "none" : type);
        }
        if (dims == null || offsets == null || offsets.size() != 2) {
            throw wrong("a shape and two data_offsets of " + name, "shape=" + dims + ", data_offsets=" + offsets);
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        Shape shape = shape(name, dims);
        if (begin > end || end - begin != (long) shape.size() * stored.bytes()) {
            throw wrong(
                    "data_offsets of " + name + " as far apart as its shape says",
                    "shape=" + dims + ", data_offsets=" + offsets);
        }
        entries.add(new Entry(name, shape, stored, begin, end));
    }

    private Shape shape(String name, List<Long> dims) throws IOException {
        long size = 1;
        for (long dim : dims) {
            if (dim < 1 || dim > Integer.MAX_VALUE / size) {
                throw wrong("dimensions of " + name + " from 1 on, with at most 2^31-1 values", "shape=" + dims);
            }
            size *= dim;
        }
        return Shape.of(dims.stream().mapToInt(Long::intValue).toArray());
    }

    private void checkOffsets() throws IOException {
        entries.sort(Comparator.comparingLong(Entry::begin));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin != end) {
                throw wrong(
                        "the values to follow one another without gap or overlap",
                        entry.name + " begins at " + entry.begin + ", the one before ends at " + end);
            }
            end = entry.end;
        }
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        expect('[');
        if (takes(']')) {
            return numbers;
        }
        do {
            if (numbers.size() == MAX_RANK) {
                throw wrong("at most " + MAX_RANK + " numbers in a list", "more");
            }
            numbers.add(number());
        } while (takes(','));
        expect(']');
        return numbers;
    }

    private long number() throws IOException {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
        if (at == start || at - start > 18 || leadingZero) {
            throw wrong("a whole number", excerpt());
        }
        return Long.parseLong(text.substring(start, at));
    }

    private String string() throws IOException {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw wrong("no control characters in a string", "character " + (int) c);
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong("the string to end", "the end of the header");
    }

    private char escaped() throws IOException {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw wrong("a known escape in a string", "\\" + c);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits after \\u", excerpt());
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private void expect(char c) throws IOException {
        if (!takes(c)) {
            throw wrong("'" + c + "'", excerpt());
        }
    }

    private boolean takes(char c) {
        skipSpace();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String excerpt() {
        return at < text.length() ? text.substring(at, Math.min(at + 20, text.length())) : "the end of the header";
    }

    private IOException wrong(String rule, String received) {
        String shown = received.length() > 120 ? received.substring(0, 120) + "..." : received;
        return new IOException("A weights file's header must have " + rule + ". Received: "
                + shown.replaceAll("\\p{Cntrl}", "?") + ", near character " + at + ". " + HINT);
    }

    private static String quoted(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
