// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.CounterRandom;
import dev.lector.text.data.Folds;
import dev.lector.text.data.Splits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The validation part of training rows: every label has its share, by a seed. Unlike {@code Splits} of the text module,
 * which refuses them, it keeps labels of one row in the training part: for them there is a warning.
 */
final class Stratified {
    private Stratified() {}

    /**
     * Splits off a part.
     *
     * @param share of each label's rows to split off, rounded to whole rows; a label always keeps one row
     * @return the rows that stay and the rows split off, each in random order
     */
    static int[][] split(List<String> labels, double share, long seed) {
        int[] stay = new int[labels.size()];
        int[] off = new int[labels.size()];
        int stays = 0;
        int offs = 0;
        long key = CounterRandom.key(seed, 3);
        int index = 0;
        for (int[] rows : rowsByLabel(labels).values()) {
            CounterRandom.shuffle(rows, CounterRandom.key(key, index++));
            int count = Math.min(rows.length - 1, (int) Math.round(rows.length * share));
            System.arraycopy(rows, 0, off, offs, count);
            System.arraycopy(rows, count, stay, stays, rows.length - count);
            offs += count;
            stays += rows.length - count;
        }
        return new int[][] {
            shuffled(Arrays.copyOf(stay, stays), CounterRandom.key(key, index)),
            shuffled(Arrays.copyOf(off, offs), CounterRandom.key(key, index + 1))
        };
    }

    /** As {@link #split(List, double, long)}, also for rows with several labels. */
    static int[][] split(LabelledTexts data, double share, long seed) {
        if (!data.multiLabel()) {
            return split(data.labels(), share, seed);
        }
        int[] parts = IterativeStratification.parts(data.sets(), new double[] {1 - share, share}, seed);
        long key = CounterRandom.key(seed, 4);
        return new int[][] {
            shuffled(rowsOf(parts, 0), CounterRandom.key(key, 0)), shuffled(rowsOf(parts, 1), CounterRandom.key(key, 1))
        };
    }

    /** The rows of each fold for cross-validation: every label has its share in each. */
    static List<int[]> folds(LabelledTexts data, int count, long seed) {
        if (!data.multiLabel()) {
            Folds folds = Splits.folds(data.labels(), count, seed);
            return IntStream.range(0, count)
                    .mapToObj(fold -> folds.split(fold).test())
                    .toList();
        }
        if (count < 2 || count > data.rows()) {
            throw new IllegalArgumentException("Cross-validation needs at least 2 folds, each with a row. Received:"
                    + " folds=" + count + ", rows=" + data.rows() + ". Use 5 or 10.");
        }
        double[] shares = new double[count];
        Arrays.fill(shares, 1.0 / count);
        int[] parts = IterativeStratification.parts(data.sets(), shares, seed);
        return IntStream.range(0, count).mapToObj(fold -> rowsOf(parts, fold)).toList();
    }

    private static int[] rowsOf(int[] parts, int part) {
        return IntStream.range(0, parts.length)
                .filter(row -> parts[row] == part)
                .toArray();
    }

    /** The rows that are in no given part. */
    static int[] others(int rows, int[] part) {
        boolean[] in = new boolean[rows];
        for (int row : part) {
            in[row] = true;
        }
        int[] others = new int[rows - part.length];
        int n = 0;
        for (int row = 0; row < rows; row++) {
            if (!in[row]) {
                others[n++] = row;
            }
        }
        return others;
    }

    /** The rows of each label, ascending; millions of rows take no object each. */
    private static Map<String, int[]> rowsByLabel(List<String> labels) {
        Map<String, Integer> counts = new TreeMap<>();
        labels.forEach(label -> counts.merge(label, 1, Integer::sum));
        Map<String, int[]> arrays = new TreeMap<>();
        counts.forEach((label, count) -> arrays.put(label, new int[count]));
        counts.replaceAll((label, count) -> 0);
        for (int row = 0; row < labels.size(); row++) {
            String label = labels.get(row);
            arrays.get(label)[counts.merge(label, 1, Integer::sum) - 1] = row;
        }
        return arrays;
    }

    /**
     * In random order.
     *
     * @param rows modified
     */
    private static int[] shuffled(int[] rows, long key) {
        Arrays.sort(rows);
        CounterRandom.shuffle(rows, key);
        return rows;
    }
}
