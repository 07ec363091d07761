// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/**
 * What one output of a model should be, for each sample.
 *
 * @param values {@code (rows, width)}; not copied
 * @param width 1 for class indices and for one output, else the values of the output
 * @param sampleWeights one a row, or null for 1; not copied
 */
public record Target(float[] values, int width, float[] sampleWeights) {
    /** One value a row, without weights. */
    public Target(float[] values) {
        this(values, 1, null);
    }

    /** {@code width} values a row, without weights. */
    public Target(float[] values, int width) {
        this(values, width, null);
    }

    /** This with weights. */
    public Target sampleWeights(float[] weights) {
        return new Target(values, width, weights);
    }
}
