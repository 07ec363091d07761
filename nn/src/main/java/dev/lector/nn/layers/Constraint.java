// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/**
 * Keras's MaxNorm: after every optimizer step the weights incident to each output unit are scaled down to a norm of at
 * most {@code maxNorm}; {@code w · clip(norm, 0, maxNorm) / (1e-7 + norm)} along axis 0.
 *
 * @param maxNorm the largest norm allowed
 */
public record Constraint(float maxNorm) {
    /** {@code Constraint.maxNorm(3)}. */
    public static Constraint maxNorm(float maxNorm) {
        return new Constraint(maxNorm);
    }
}
