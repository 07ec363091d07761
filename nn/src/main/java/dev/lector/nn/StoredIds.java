// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/**
 * Word or character ids that are not in memory, such as those of a file. A batch reads its rows when their turn comes;
 * what is computed of them is the same bits as of {@link IdSamples}.
 */
public non-sealed interface StoredIds extends Samples {
    /** Ids a sample. */
    int steps();

    /**
     * Reads some of the samples. Several threads may call it at once.
     *
     * @param rows samples to read, from {@code from} on; null for the samples themselves in their order
     * @param count how many
     * @param ids {@code (count, steps)}, modified
     * @throws java.io.UncheckedIOException if they cannot be read
     */
    void read(int[] rows, int from, int count, int[] ids);

    @Override
    default Shape shape() {
        return Shape.of(steps());
    }

    @Override
    default InputKind kind() {
        return InputKind.IDS;
    }
}
