// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stratified splits: every label has its share in each part. A seed gives the same split in every version and on every
 * machine: labels are taken in the order of their characters, the rows of each are shuffled by SplitMix64 and Fisher and
 * Yates, and dealt out.
 *
 * <p>Rows can be grouped: rows with the same group go to the same part together. {@link #textGroups} makes groups of
 * equal texts, so that no duplicate stands on both sides.
 */
public final class Splits {
    private Splits() {}

    /**
     * Groups for equal texts (case and white space aside).
     *
     * @return the group of each text, numbered by first sight
     */
    public static int[] textGroups(List<String> texts) {
        Map<Fingerprint, Integer> numbers = new LinkedHashMap<>();
        int[] groups = new int[texts.size()];
        int row = 0;
        for (String text : texts) {
            groups[row++] = numbers.computeIfAbsent(Fingerprint.of(text), f -> numbers.size());
        }
        return groups;
    }

    /** As {@link #stratified(List, int[], double, long)} without groups. */
    public static Split stratified(List<String> labels, double testFraction, long seed) {
        return stratified(labels, null, testFraction, seed);
    }

    /**
     * A training and a test part. Without groups the test part has the nearest whole number of rows to its fraction; each
     * label gives the whole part of its share, and the labels with the largest remainders give one row more. Every label
     * has at least one row in both parts. Groups can make the parts a little larger or smaller.
     *
     * @param labels of the rows, none null
     * @param groups of the rows, or null
     * @param testFraction above 0, below 1
     * @throws IllegalArgumentException if there is only one label, or a label has only one row or group
     */
    public static Split stratified(List<String> labels, int[] groups, double testFraction, long seed) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException(
                    "The test part is a fraction of the rows, above 0 and below 1. Received: fraction=" + testFraction
                            + ". Use 0.1 for a tenth.");
        }
        Map<String, List<int[]>> strata = strata(labels, groups, 2, "to stand in both parts", seed);
        Map<String, Integer> wanted = shares(labels, strata, testFraction);
        BitSet test = new BitSet(labels.size());
        strata.forEach((label, blocks) -> {
            int left = wanted.get(label);
            boolean taken = false;
            boolean kept = false;
            for (int i = 0; i < blocks.size(); i++) {
                int[] block = blocks.get(i);
                boolean last = i == blocks.size() - 1;
                // A group that is too large for what is left is kept; at the end neither part may be without one.
                if ((last && !taken) || (block.length <= left && (kept || !last))) {
                    set(test, block);
                    left -= block.length;
                    taken = true;
                } else {
                    kept = true;
                }
            }
        });
        return Split.of(test, labels.size());
    }

    /** As {@link #folds(List, int[], int, long)} without groups. */
    public static Folds folds(List<String> labels, int count, long seed) {
        return folds(labels, null, count, seed);
    }

    /**
     * Folds for cross-validation. Each group, the largest first, goes to the fold that has the fewest rows of its label,
     * and among those to the one with the fewest rows: without groups the sizes of the folds differ by at most one, in all
     * and for each label.
     *
     * @param labels of the rows, none null
     * @param groups of the rows, or null
     * @param count at least 2
     * @throws IllegalArgumentException if there is only one label, or a label has fewer rows or groups than folds
     */
    public static Folds folds(List<String> labels, int[] groups, int count, long seed) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "Cross-validation needs at least two folds. Received: folds=" + count + ". Use 5 or 10.");
        }
        int[] fold = new int[labels.size()];
        int[] total = new int[count];
        strata(labels, groups, count, "for " + count + " folds", seed).values().forEach(blocks -> {
            int[] ofLabel = new int[count];
            blocks.sort((a, b) -> Integer.compare(b.length, a.length));
            for (int[] block : blocks) {
                int best = 0;
                for (int f = 1; f < count; f++) {
                    if (ofLabel[f] < ofLabel[best] || (ofLabel[f] == ofLabel[best] && total[f] < total[best])) {
                        best = f;
                    }
                }
                for (int row : block) {
                    fold[row] = best;
                }
                ofLabel[best] += block.length;
                total[best] += block.length;
            }
        });
        return new Folds(count, fold);
    }

    /** For each label its groups of rows, shuffled. A group belongs to the label of its first row. */
    private static Map<String, List<int[]>> strata(
            List<String> labels, int[] groups, int needed, String purpose, long seed) {
        if (groups != null && groups.length != labels.size()) {
            throw new IllegalArgumentException(
                    "Every row needs a group. Received: rows=" + labels.size() + ", groups=" + groups.length + ".");
        }
        Map<Integer, List<Integer>> rowsOfGroup = new LinkedHashMap<>();
        for (int row = 0; row < labels.size(); row++) {
            if (labels.get(row) == null) {
                throw new IllegalArgumentException("Every row needs a label to be stratified. Received: row=" + row
                        + ", label=null. Leave rows without a label out.");
            }
            rowsOfGroup
                    .computeIfAbsent(groups == null ? row : groups[row], g -> new ArrayList<>())
                    .add(row);
        }
        Map<String, List<int[]>> byLabel = new TreeMap<>();
        for (List<Integer> rows : rowsOfGroup.values()) {
            byLabel.computeIfAbsent(labels.get(rows.get(0)), l -> new ArrayList<>())
                    .add(rows.stream().mapToInt(Integer::intValue).toArray());
        }
        if (byLabel.size() < 2) {
            throw new IllegalArgumentException("A set must have at least two labels. Received: labels="
                    + byLabel.keySet() + ", rows=" + labels.size() + ". Check that the label column is the right one.");
        }
        SplitRandom random = new SplitRandom(seed);
        byLabel.replaceAll((label, blocks) -> {
            if (blocks.size() < needed) {
                throw new IllegalArgumentException("Every label needs at least " + needed + " different rows " + purpose
                        + ". Received: label='" + label + "', rows=" + blocks.size()
                        + ". Add rows of this label, leave it out"
                        + (needed > 2 ? ", or use fewer folds." : "."));
            }
            int[] order = new int[blocks.size()];
            Arrays.setAll(order, i -> i);
            random.shuffle(order);
            List<int[]> shuffled = new ArrayList<>(blocks.size());
            for (int i : order) {
                shuffled.add(blocks.get(i));
            }
            return shuffled;
        });
        return byLabel;
    }

    /** How many rows each label should have in the test part. */
    private static Map<String, Integer> shares(List<String> labels, Map<String, List<int[]>> strata, double fraction) {
        Map<String, Integer> sizes = new TreeMap<>();
        strata.forEach((label, blocks) ->
                sizes.put(label, blocks.stream().mapToInt(b -> b.length).sum()));
        Map<String, Integer> shares = new TreeMap<>();
        sizes.forEach((label, size) -> shares.put(label, (int) Math.floor(size * fraction)));
        List<String> byRemainder = new ArrayList<>(sizes.keySet());
        byRemainder.sort((a, b) ->
                Double.compare(sizes.get(b) * fraction - shares.get(b), sizes.get(a) * fraction - shares.get(a)));
        long left = Math.round(labels.size() * fraction)
                - shares.values().stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < left && i < byRemainder.size(); i++) {
            shares.merge(byRemainder.get(i), 1, Integer::sum);
        }
        shares.replaceAll((label, share) -> Math.max(1, Math.min(share, sizes.get(label) - 1)));
        return shares;
    }

    private static void set(BitSet rows, int[] block) {
        for (int row : block) {
            rows.set(row);
        }
    }
}
