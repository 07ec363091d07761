// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.util.Arrays;
import java.util.Locale;

/** How the numbers of a weight stand in a file. In memory they are always floats. */
public enum WeightType {
    /** As they are: four bytes a number. */
    FLOAT32("F32", 4),

    /** The upper half of the float, rounded to nearest, ties to even: two bytes a number, of eight binary digits. */
    BFLOAT16("BF16", 2),

    /**
     * A whole number from -127 to 127 times the scale of its row (the last axis), which is a 127th of the row's largest
     * value: one byte a number, and four a row.
     */
    INT8("I8", 1);

    /** Rows shorter than this are not worth a scale. */
    private static final int SHORTEST_ROW = 8;

    private static final int LARGEST = 127;

    private final String dtype;
    private final int bytes;

    WeightType(String dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** The name in a safetensors file. */
    String dtype() {
        return dtype;
    }

    /** Bytes of a number. */
    int bytes() {
        return bytes;
    }

    /** The name for users: float32, bfloat16, int8. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static WeightType of(String id) {
        return Arrays.stream(values())
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The type of weights must be one of "
                        + Arrays.stream(values()).map(WeightType::id).toList() + ". Received: weights=" + id
                        + ". Use int8 for the smallest file."));
    }

    /** The type in which a tensor of this shape is stored: biases and other short rows stay as they are. */
    WeightType forShape(Shape shape) {
        return shape.rank() >= 2 && shape.dim(-1) >= SHORTEST_ROW ? this : FLOAT32;
    }

    /**
     * The nearest values that this type can store; rounding them again changes nothing.
     *
     * @param row length of a row
     * @throws IllegalArgumentException if a value is not finite, and this is {@link #INT8}
     */
    float[] rounded(float[] values, int row) {
        float[] rounded = values.clone();
        for (int i = 0; this == BFLOAT16 && i < rounded.length; i++) {
            rounded[i] = Float.intBitsToFloat(upperHalf(rounded[i]) << 16);
        }
        for (int at = 0; this == INT8 && at < rounded.length; at += row) {
            float scale = scaleFor(values, at, row);
            for (int i = at; i < at + row; i++) {
                rounded[i] = scale == 0 ? 0 : Math.round(values[i] / scale) * scale;
            }
        }
        return rounded;
    }

    /** The upper half of a float, rounded. */
    static int upperHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? bits >>> 16 | 0x40 : (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
    }

    /** A scale of 16 binary digits, so that 127 times the scale is no rounded number and gives it back. */
    private static float scaleFor(float[] values, int at, int row) {
        int bits = Float.floatToRawIntBits(largest(values, at, row) / LARGEST);
        return Float.intBitsToFloat(bits + 0xff & ~0xff);
    }

    /** The scale of a row of rounded values. */
    static float scaleOf(float[] rounded, int at, int row) {
        return largest(rounded, at, row) / LARGEST;
    }

    private static float largest(float[] values, int at, int row) {
        float largest = 0;
        for (int i = at; i < at + row; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("Weights of 8 bits must be finite. Received: value=" + values[i]
                        + ". Train with a smaller learning rate.");
            }
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
