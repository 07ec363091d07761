// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.List;

/**
 * {@code rates[i]} up to and including step {@code boundaries[i]}, then the next; Keras's PiecewiseConstantDecay.
 *
 * @param boundaries ascending steps
 * @param rates one more than boundaries
 */
public record PiecewiseConstantDecay(List<Long> boundaries, List<Float> rates) implements Schedule {
    /** Checks the lists and copies them. */
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        rates = List.copyOf(rates);
        boolean ascending = true;
        for (int i = 1; i < boundaries.size(); i++) {
            ascending &= boundaries.get(i) > boundaries.get(i - 1);
        }
        if (!ascending || rates.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException(
                    "Boundaries must ascend, and there must be one rate more than boundaries. Received: boundaries="
                            + boundaries + ", rates=" + rates + ".");
        }
    }

    @Override
    public float at(long step) {
        int i = 0;
        while (i < boundaries.size() && step > boundaries.get(i)) {
            i++;
        }
        return rates.get(i);
    }
}
