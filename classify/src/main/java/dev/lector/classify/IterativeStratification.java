// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts of rows with several labels each, in which every label has its share (Sechidis, Tsoumakas and Vlahavas 2011,
 * algorithm 1): the rarest label's rows are dealt out first, each to the part that wants most of that label, then to the one
 * that wants most rows; rows without a label come last.
 */
final class IterativeStratification {
    private final List<List<String>> sets;
    private final double[] wantedRows;
    private final Map<String, double[]> wanted = new TreeMap<>();
    private final Map<String, Integer> left = new TreeMap<>();
    private final int[] part;

    private IterativeStratification(List<List<String>> sets, double[] shares) {
        this.sets = sets;
        this.part = new int[sets.size()];
        Arrays.fill(part, -1);
        sets.forEach(set -> set.forEach(label -> left.merge(label, 1, Integer::sum)));
        this.wantedRows = times(shares, sets.size());
        left.forEach((label, count) -> wanted.put(label, times(shares, count)));
    }

    /**
     * The part of each row.
     *
     * @param shares of the parts, which sum to 1; of two parts that want a row alike the first has it
     */
    static int[] parts(List<List<String>> sets, double[] shares, long seed) {
        return new IterativeStratification(sets, shares).deal(seed);
    }

    private static double[] times(double[] shares, int count) {
        return Arrays.stream(shares).map(share -> share * count).toArray();
    }

    private int[] deal(long seed) {
        int[] order = new int[sets.size()];
        Arrays.setAll(order, i -> i);
        CounterRandom.shuffle(order, CounterRandom.key(seed, 3));
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int row : order) {
            sets.get(row)
                    .forEach(label -> rows.computeIfAbsent(label, any -> new ArrayList<>())
                            .add(row));
        }
        for (String label = rarest(); label != null; label = rarest()) {
            for (int row : rows.get(label)) {
                if (part[row] < 0) {
                    put(row, wanted.get(label));
                }
            }
        }
        for (int row : order) {
            if (part[row] < 0) {
                put(row, wantedRows);
            }
        }
        return part;
    }

    private String rarest() {
        String rarest = null;
        for (Map.Entry<String, Integer> one : left.entrySet()) {
            if (one.getValue() > 0 && (rarest == null || one.getValue() < left.get(rarest))) {
                rarest = one.getKey();
            }
        }
        return rarest;
    }

    private void put(int row, double[] wants) {
        int best = 0;
        for (int p = 1; p < wants.length; p++) {
            boolean more = wants[p] > wants[best] || (wants[p] == wants[best] && wantedRows[p] > wantedRows[best]);
            best = more ? p : best;
        }
        part[row] = best;
        wantedRows[best]--;
        for (String label : sets.get(row)) {
            wanted.get(label)[best]--;
            left.merge(label, -1, Integer::sum);
        }
    }
}
