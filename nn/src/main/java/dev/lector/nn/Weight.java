// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.layers.WeightSpec;

/**
 * A weight of a model.
 *
 * @param name layer and weight: {@code conv1d_1/kernel}
 * @param spec shape, initialiser, penalty and constraint
 * @param trainable false if the layer or the weight is frozen
 * @param values the values, in Keras's layout; modified by training
 */
public record Weight(String name, WeightSpec spec, boolean trainable, float[] values) {}
