// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;

/** How a weight starts: a function of its shape and of a key, so that one seed gives one start. */
public interface Initializer {
    /**
     * Fills {@code values}.
     *
     * @param shape of the weight, in Keras's layout; fan-in and fan-out follow from it as in Keras
     * @param key of the random numbers, see {@link dev.lector.nn.CounterRandom}
     * @param values modified, {@code shape.size()} values
     */
    void fill(Shape shape, long key, float[] values);

    /** What a saved network remembers: this, unless this holds more than settings. */
    default Initializer saved() {
        return this;
    }
}
