// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.Map;

/** What a library in this process does when {@link TimedSession} times it. */
interface Steps extends AutoCloseable {
    /**
     * One update with the texts {@code order[from .. from + count)}.
     *
     * @return mean loss before the update
     */
    double update(int[] order, int from, int count);

    /** Probabilities of the texts {@code order[from .. from + count)}. */
    float[] probabilities(int[] order, int from, int count);

    /** Copies of all trained weights by name. */
    Map<String, float[]> weights();

    @Override
    void close();
}
