// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * Limits on gradients, as Keras's optimizers have them; 0 means none, and at most one may be set.
 *
 * @param norm largest Euclidean norm of one weight's gradient ({@code clipnorm})
 * @param value largest absolute value ({@code clipvalue})
 * @param globalNorm largest Euclidean norm of all gradients together ({@code global_clipnorm})
 */
public record Clipping(float norm, float value, float globalNorm) {
    /** No limits. */
    public static final Clipping NONE = new Clipping(0, 0, 0);

    /** Checks that at most one limit is set. */
    public Clipping {
        if (norm < 0 || value < 0 || globalNorm < 0) {
            throw new IllegalArgumentException("A limit on gradients must be positive. Received: norm=" + norm
                    + ", value=" + value + ", globalNorm=" + globalNorm + ".");
        }
        if ((norm > 0 ? 1 : 0) + (value > 0 ? 1 : 0) + (globalNorm > 0 ? 1 : 0) > 1) {
            throw new IllegalArgumentException("At most one limit on gradients may be set. Received: norm=" + norm
                    + ", value=" + value + ", globalNorm=" + globalNorm + ".");
        }
    }
}
