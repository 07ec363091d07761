// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.util.Arrays;

/**
 * The shape of one sample, without the batch: {@code (steps)} of ids, {@code (steps, channels)} of a sequence,
 * {@code (units)} of a vector.
 */
public final class Shape {
    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException(
                        "Every dimension of a shape must be at least 1. Received: dims=" + Arrays.toString(dims) + ".");
            }
            product = Math.multiplyExact(product, (long) dim);
        }
        if (product > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("One sample may have at most 2^31-1 values. Received: dims="
                    + Arrays.toString(dims) + ". Use fewer steps or channels.");
        }
        this.size = (int) product;
    }

    /**
     * A shape with the given dimensions.
     *
     * @param dims each at least 1; not modified
     */
    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    /** Number of dimensions, the batch not counted. */
    public int rank() {
        return dims.length;
    }

    /** Dimension {@code axis}; a negative axis counts from the last, so {@code dim(-1)} is the channels. */
    public int dim(int axis) {
        return dims[axis < 0 ? dims.length + axis : axis];
    }

    /** Values in one sample: the product of the dimensions. */
    public int size() {
        return size;
    }

    /** The dimensions, as a copy. */
    public int[] dims() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As Keras prints it: {@code (None, 40, 50)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(None");
        for (int dim : dims) {
            text.append(", ").append(dim);
        }
        return text.append(')').toString();
    }
}
