// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads {@code src/test/golden/NAME.golden.gz}; the format is described in the README beside it. */
final class GoldenFile {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "test", "golden");

    private GoldenFile() {}

    /** Values and their dimensions. Integers are kept in {@code ints}, the others in {@code floats}. */
    record Tensor(int[] dims, int[] ints, float[] floats) {}

    /** One case: its lines by first word, and its tensors by name. */
    record Case(String name, Map<String, List<String>> lines, Map<String, Tensor> tensors) {
        /** The only line that begins with a word, without it. */
        String line(String word) {
            return lines.get(word).get(0);
        }

        /** The number of a line {@code value NAME NUMBER}. */
        double value(String key) {
            for (String line : lines.get("value")) {
                if (line.startsWith(key + " ")) {
                    return Double.parseDouble(line.substring(key.length() + 1));
                }
            }
            throw new IllegalArgumentException(name + " has no value " + key);
        }

        float[] floats(String key) {
            Tensor tensor = tensors.get(key);
            return tensor == null ? null : tensor.floats();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> read(String name) {
        Path path = FOLDER.resolve(name + ".golden.gz");
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path)))) {
            return cases(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }

    private static List<Case> cases(InputStream in) throws IOException {
        if (!line(in).startsWith("lector-golden 1 ")) {
            throw new IOException("not a golden file");
        }
        List<Case> cases = new ArrayList<>();
        for (String line = line(in); line != null; line = line(in)) {
            int space = line.indexOf(' ');
            String word = line.substring(0, space);
            String rest = line.substring(space + 1);
            if (word.equals("case")) {
                cases.add(new Case(rest, new LinkedHashMap<>(), new LinkedHashMap<>()));
                continue;
            }
            Case last = cases.get(cases.size() - 1);
            if (word.equals("tensor")) {
                String[] parts = rest.split(" ");
                last.tensors().put(parts[0], tensor(in, parts));
            } else {
                last.lines().computeIfAbsent(word, key -> new ArrayList<>()).add(rest);
            }
        }
        return cases;
    }

    private static Tensor tensor(InputStream in, String[] parts) throws IOException {
        int[] dims = new int[parts.length - 2];
        int size = 1;
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Integer.parseInt(parts[i + 2]);
            size *= dims[i];
        }
        byte[] bytes = in.readNBytes(4 * size);
        if (bytes.length < 4 * size) {
            throw new EOFException(parts[0]);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (parts[1].equals("i32")) {
            int[] ints = new int[size];
            buffer.asIntBuffer().get(ints);
            return new Tensor(dims, ints, null);
        }
        float[] floats = new float[size];
        buffer.asFloatBuffer().get(floats);
        return new Tensor(dims, null, floats);
    }

    /** The bytes up to the next line feed; null at the end. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.length() > 0) {
                    throw new EOFException(line.toString());
                }
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** The words {@code key=value} of a line; each must be asked for, so that no setting is overlooked. */
    static final class Words {
        private final Map<String, String> left = new LinkedHashMap<>();
        private final String line;

        Words(String line, int skip) {
            this.line = line;
            String[] words = line.strip().split(" +");
            for (int i = skip; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                left.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
        }

        String text(String key, String otherwise) {
            String value = left.remove(key);
            return value == null || value.equals("none") ? otherwise : value;
        }

        int whole(String key, int otherwise) {
            return Integer.parseInt(text(key, Integer.toString(otherwise)));
        }

        float number(String key, float otherwise) {
            return Float.parseFloat(text(key, Float.toString(otherwise)));
        }

        double precise(String key, double otherwise) {
            return Double.parseDouble(text(key, Double.toString(otherwise)));
        }

        boolean flag(String key, boolean otherwise) {
            return Boolean.parseBoolean(text(key, Boolean.toString(otherwise)));
        }

        boolean has(String key) {
            return left.containsKey(key);
        }

        void end() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(
                        "Settings that the test does not know: " + left.keySet() + " in " + line);
            }
        }
    }
}
