// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/**
 * The penalty {@code l1·Σ|w| + l2·Σw²} added to the loss, Keras's L1L2.
 *
 * @param l1 weight of the sum of absolute values
 * @param l2 weight of the sum of squares
 */
public record Regularizer(float l1, float l2) {
    /** {@code Regularizer.l1(0.01f)}. */
    public static Regularizer l1(float factor) {
        return new Regularizer(factor, 0);
    }

    /** {@code Regularizer.l2(0.01f)}. */
    public static Regularizer l2(float factor) {
        return new Regularizer(0, factor);
    }
}
