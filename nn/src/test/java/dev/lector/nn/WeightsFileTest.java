// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.lector.nn.WeightsFile.Tensor;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
    private static final String TENSOR = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    @TempDir
    Path folder;

    private static WeightsFile sample() {
        float[] values = {1, -2.5f, Float.NaN, Float.MIN_VALUE, -0f, Float.POSITIVE_INFINITY};
        return new WeightsFile(
                Map.of("epoch", "3", "quote\"\\\n", "Größe \uD83D\uDE00"),
                List.of(
                        new Tensor("dense/kernel", Shape.of(2, 3), values),
                        new Tensor("scalar", Shape.of(), new float[] {7}),
                        new Tensor("größe", Shape.of(1, 1, 1), new float[] {8})));
    }

    private static byte[] bytes(WeightsFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        return out.toByteArray();
    }

    private static WeightsFile read(byte[] bytes) throws IOException {
        return WeightsFile.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void comesBackAsItWas() throws IOException {
        WeightsFile written = sample();
        WeightsFile read = read(bytes(written));
        assertThat(read.metadata()).isEqualTo(written.metadata());
        assertThat(read.tensors()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Tensor expected = written.tensors().get(i);
            assertThat(read.tensors().get(i).name()).isEqualTo(expected.name());
            assertThat(read.tensors().get(i).shape()).isEqualTo(expected.shape());
            assertThat(read.tensors().get(i).values()).isEqualTo(expected.values());
        }
    }

    @Test
    void severalChunks() throws IOException {
        float[] values = new float[50_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = CounterRandom.uniform(1, i);
        }
        Path file = folder.resolve("large.safetensors");
        new WeightsFile(Map.of(), List.of(new Tensor("a", Shape.of(values.length), values))).save(file);
        assertThat(WeightsFile.load(file).tensors().get(0).values()).isEqualTo(values);
        assertThat(files()).as("no temporary file stays").containsExactly(file);
    }

    @Test
    void layoutIsThatOfSafetensors() throws IOException {
        byte[] bytes = bytes(new WeightsFile(Map.of(), List.of(new Tensor("a", Shape.of(2), new float[] {1, 2}))));
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat((8 + header) % 8).isZero();
        assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8))
                .startsWith("{\"__metadata__\":{\"crc32c\":\"")
                .contains("\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(8 + header + 4))
                .isEqualTo(2);
    }

    /** Every length but the right one, and every single flipped bit; a hexadecimal digit may change its case. */
    @Test
    void aDamagedFileIsRefused() throws IOException {
        byte[] whole = bytes(sample());
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut to " + length);
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "one byte more");
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefusedOrHarmless(flipped, "bit " + bit);
        }
    }

    private static void assertRefusedOrHarmless(byte[] bytes, String what) {
        try {
            WeightsFile read = read(bytes);
            WeightsFile whole = sample();
            assertThat(read.metadata()).as(what).containsAllEntriesOf(whole.metadata());
            for (int i = 0; i < whole.tensors().size(); i++) {
                assertThat(read.tensors().get(i).name())
                        .as(what)
                        .isEqualTo(whole.tensors().get(i).name());
                assertThat(read.tensors().get(i).values())
                        .as(what)
                        .isEqualTo(whole.tensors().get(i).values());
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).as(what).contains("Received: ").hasSizeLessThan(400);
        }
    }

    @Test
    void randomBytesAreRefused() {
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = new byte[CounterRandom.below(200, 1, run)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) CounterRandom.bits(run, i);
            }
            assertRefused(bytes, "run " + run);
            // And with a length that lets the parser see the rest, made of the grammar's own characters.
            String alphabet = "{}[]\",:0123456789F\\u __metadata__dtypeshapedata_offsets";
            StringBuilder header = new StringBuilder("{\"");
            for (int i = 0; i < bytes.length; i++) {
                header.append(alphabet.charAt(CounterRandom.below(alphabet.length(), run, i)));
            }
            assertRefused(file(header.toString(), 0), "header " + header);
        }
    }

    private static void assertRefused(byte[] bytes, String what) {
        try {
            read(bytes);
        } catch (IOException e) {
            assertThat(e.getMessage()).as(what).contains("Received: ").hasSizeLessThan(400);
            return;
        }
        fail("Must be refused: " + what);
    }

    @Test
    void eachRuleHasItsMessage() {
        assertThatThrownBy(() -> read(file(TENSOR, 7))).hasMessageContaining("as long as its header says");
        assertWrong(TENSOR.replace("F32", "F16"), 8, "F32, BF16 or I8. Received: F16");
        assertWrong(TENSOR.replace("[2]", "[3]"), 8, "as far apart");
        assertWrong(TENSOR.replace("[2]", "[0]"), 8, "dimensions");
        assertWrong(TENSOR.replace("[2]", "[-2]"), 8, "whole number");
        assertWrong(TENSOR.replace("[2]", "[65536,65536]"), 8, "2^31-1");
        assertWrong(TENSOR.replace("[2]", "[1,1,1,1,1,1,1,1,2]"), 8, "at most 8 numbers");
        assertWrong(TENSOR.replace("[0,8]", "[4,12]"), 12, "without gap");
        String two = TENSOR.replace("}}", "},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertWrong(two, 8, "without gap or overlap");
        assertWrong(two.replace("\"b\"", "\"a\""), 8, "once");
        assertWrong(TENSOR.replace("\"shape\"", "\"size\""), 8, "size");
        assertWrong(TENSOR + "x", 8, "nothing after");
        // Sizes that the file does not have are refused before memory is taken for them.
        byte[] huge = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 40)
                .array();
        assertThatThrownBy(() -> read(huge)).hasMessageContaining("header=1099511627776 bytes");
        String claims = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2000000000],\"data_offsets\":[0,8000000000]}}";
        assertWrong(claims, 8, "as long as its header says");
    }

    private static void assertWrong(String header, int dataBytes, String message) {
        assertThatThrownBy(() -> read(file(header, dataBytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherProgramsFilesAreRead() throws IOException {
        String header = " {\n\"b\" : {\"data_offsets\":[8,12],\"shape\":[],\"dtype\":\"F32\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"__metadata__\":{\"\\u0066\":\"\\/\"}} ";
        WeightsFile file = read(file(header, 12));
        assertThat(file.metadata()).containsExactly(Map.entry("f", "/"));
        assertThat(file.tensors()).extracting(Tensor::name).containsExactly("a", "b");
        assertThat(read(file("{}", 0)).tensors()).isEmpty();
    }

    @Test
    void aModelTakesItsOwnWeightsOnly() throws IOException {
        Model model = Model.sequential("m", Input.floats(3), new Dense(2)).initialize(1);
        Path file = folder.resolve("m.safetensors");
        WeightsFile.of(model).save(file);
        Model copy = Model.sequential("m", Input.floats(3), new Dense(2)).initialize(2);
        WeightsFile.load(file).copyTo(copy);
        assertThat(copy.weight("dense/kernel").values())
                .isEqualTo(model.weight("dense/kernel").values());
        Model wider = Model.sequential("m", Input.floats(3), new Dense(4));
        assertThatThrownBy(() -> WeightsFile.load(file).copyTo(wider))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("dense/kernel as [3, 2], the model has [3, 4]");
        Model deeper = Model.sequential("m", Input.floats(3), new Dense(2), new Dense(2));
        assertThatThrownBy(() -> WeightsFile.load(file).copyTo(deeper)).hasMessageContaining("no dense_1/kernel");
        assertThatThrownBy(() -> WeightsFile.of(deeper).copyTo(model)).hasMessageContaining("dense_1/");
    }

    @Test
    void smallTypesKeepWhatTheyCan() throws IOException {
        java.util.Random random = new java.util.Random(4);
        float[] values = new float[7 * 100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 100 == 3 ? 0 : (float) (random.nextGaussian() * Math.pow(10, i / 100 - 3));
        }
        float[] bias = {1.2345678f, 2};
        WeightsFile whole = new WeightsFile(
                Map.of("a", "b"),
                List.of(
                        new Tensor("kernel", Shape.of(7, 100), values),
                        new Tensor("bias", Shape.of(2), bias),
                        new Tensor("other", Shape.of(2, 3, 10), Arrays.copyOf(values, 60))));
        for (WeightType type : WeightType.values()) {
            byte[] bytes = bytes(whole.as(type));
            WeightsFile read = WeightsFile.read(new ByteArrayInputStream(bytes), bytes.length);
            assertThat(read.type()).isEqualTo(type);
            assertThat(read.tensors()).extracting(Tensor::name).containsExactly("kernel", "bias", "other");
            assertThat(read.tensors().get(1).values()).containsExactly(bias);
            for (int row = 0; row < 7; row++) {
                float[] own = Arrays.copyOfRange(values, 100 * row, 100 * row + 100);
                float largest = 0;
                for (float value : own) {
                    largest = Math.max(largest, Math.abs(value));
                }
                for (int i = 0; i < 100; i++) {
                    float error = Math.abs(read.tensors().get(0).values()[100 * row + i] - own[i]);
                    float bound = type == WeightType.INT8
                            ? largest * .5001f / 127
                            : type == WeightType.BFLOAT16 ? Math.abs(own[i]) / 256 : 0;
                    assertThat(error).isLessThanOrEqualTo(bound);
                }
            }
            // What was rounded is stored without a further loss.
            assertThat(bytes(read)).isEqualTo(bytes);
            assertThat(bytes(read.as(type))).isEqualTo(bytes);
        }
        assertThat(bytes(whole.as(WeightType.INT8)).length).isLessThan(bytes(whole).length / 2);
    }

    @Test
    void specialValuesOf16Bits() {
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1, -1, 3e-39f};
        float[] rounded = WeightType.BFLOAT16.rounded(special, 8);
        assertThat(rounded[0]).isNaN();
        assertThat(rounded[1]).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(rounded[5]).isEqualTo(1);
        assertThatThrownBy(() -> WeightType.INT8.rounded(special, 8)).hasMessageContaining("value=NaN");
    }

    @Test
    void codesWithoutScalesAreRefused() {
        String codes = "{\"a\":{\"dtype\":\"I8\",\"shape\":[1,8],\"data_offsets\":[0,8]}}";
        assertWrong(codes, 8, "a scale for each row");
    }
}
