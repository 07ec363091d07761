// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows that excite one filter most. An answer follows from its window's ids alone, and the least answer in a full
 * table only grows; so what stands in the table at the end was let in when it first came, and its count is exact.
 */
final class NgramTable {
    private final int most;
    private final Map<Window, Entry> entries = new HashMap<>();
    private double least = Double.NEGATIVE_INFINITY;

    long fired;
    final double[] pulls;

    NgramTable(int most, int outputs) {
        this.most = most;
        this.pulls = new double[outputs];
    }

    /** Ids of a window; -1 outside the row. */
    record Window(int[] ids) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Window that && Arrays.equals(ids, that.ids);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ids);
        }
    }

    /** What is known of a window. */
    static final class Entry {
        double activation;
        long count;
        final double[] pulls;

        Entry(double activation, int outputs) {
            this.activation = activation;
            this.pulls = new double[outputs];
        }
    }

    /** Whether a window with this answer would be counted. */
    boolean takes(double activation) {
        return entries.size() < most || activation >= least;
    }

    /** Counts a window that {@link #takes} lets in. */
    void add(Window window, double activation, double[] ownPulls) {
        Entry entry = entries.get(window);
        if (entry == null) {
            if (entries.size() == most) {
                if (activation <= least) {
                    return;
                }
                entries.remove(weakest());
            }
            entry = new Entry(activation, pulls.length);
            entries.put(window, entry);
        }
        entry.activation = Math.max(entry.activation, activation);
        entry.count++;
        for (int c = 0; c < ownPulls.length; c++) {
            entry.pulls[c] += ownPulls[c];
        }
        least = entries.size() < most
                ? Double.NEGATIVE_INFINITY
                : entries.values().stream().mapToDouble(e -> e.activation).min().orElseThrow();
    }

    private Window weakest() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().activation == least)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The windows, the strongest first. */
    List<Map.Entry<Window, Entry>> strongest() {
        List<Map.Entry<Window, Entry>> all = new ArrayList<>(entries.entrySet());
        all.sort((a, b) -> {
            int byActivation = Double.compare(b.getValue().activation, a.getValue().activation);
            return byActivation != 0
                    ? byActivation
                    : Arrays.compare(a.getKey().ids(), b.getKey().ids());
        });
        return all;
    }
}
