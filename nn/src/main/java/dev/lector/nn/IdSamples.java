// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/**
 * Word or character ids.
 *
 * @param steps ids a sample
 * @param ids {@code (rows, steps)}, not copied
 */
public record IdSamples(int steps, int[] ids) implements Samples {
    /** Checks that the ids fill whole rows. */
    public IdSamples {
        if (steps < 1 || ids.length % steps != 0) {
            throw new IllegalArgumentException(
                    "The ids must fill whole rows. Received: steps=" + steps + ", ids=" + ids.length + ".");
        }
    }

    @Override
    public int rows() {
        return ids.length / steps;
    }

    @Override
    public Shape shape() {
        return Shape.of(steps);
    }

    @Override
    public InputKind kind() {
        return InputKind.IDS;
    }
}
