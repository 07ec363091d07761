// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/**
 * Dense values.
 *
 * @param shape of one sample
 * @param values {@code (rows, ...shape)}, not copied
 */
public record FloatSamples(Shape shape, float[] values) implements Samples {
    /** Checks that the values fill whole rows. */
    public FloatSamples {
        if (values.length % shape.size() != 0) {
            throw new IllegalArgumentException(
                    "The values must fill whole rows. Received: shape=" + shape + ", values=" + values.length + ".");
        }
    }

    @Override
    public int rows() {
        return values.length / shape.size();
    }

    @Override
    public InputKind kind() {
        return InputKind.FLOATS;
    }
}
