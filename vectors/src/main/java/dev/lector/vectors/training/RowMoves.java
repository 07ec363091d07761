// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.kernels.Kernels;

/** Rows of a table that are to move, each by several vectors at once: it is read and written once for all of them. */
final class RowMoves {
    private final int together;
    private final int[] rows;
    private final int[] counts;
    private final int[] sources;
    private final float[] alphas;
    private int size;
    /** Where the next row is looked for first. */
    private int next;

    /**
     * An empty list.
     *
     * @param most rows at most
     * @param together vectors by which a row moves at once
     */
    RowMoves(int most, int together) {
        this.together = together;
        rows = new int[most];
        counts = new int[most];
        sources = new int[most * together];
        alphas = new float[most * together];
    }

    /**
     * Row {@code row} is to move by {@code alpha} times the vector at {@code source}. Rows are looked for from behind the last
     * one on: windows side by side name the same rows in the same order.
     */
    void add(int row, int source, float alpha) {
        int i = next;
        int seen = 0;
        while (seen < size && (rows[i] != row || counts[i] == together)) {
            i = after(i);
            seen++;
        }
        if (seen == size) {
            i = size++;
            rows[i] = row;
            counts[i] = 0;
        }
        int at = i * together + counts[i]++;
        sources[at] = source;
        alphas[at] = alpha;
        next = after(i);
    }

    private int after(int i) {
        return i + 1 == size ? 0 : i + 1;
    }

    /** Moves all rows and forgets them. */
    void move(Kernels kernels, int n, float[] vectors, float[] table) {
        for (int i = 0; i < size; i++) {
            kernels.addScaledRows(
                    counts[i], n, alphas, i * together, vectors, 0, sources, i * together, table, rows[i]);
        }
        size = 0;
        next = 0;
    }
}
