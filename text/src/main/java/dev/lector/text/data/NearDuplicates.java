// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Texts that are nearly the same: of the runs of three words that stand in either, so large a share stands in both (Broder
 * 1997). Exact: two texts that are alike share one of their rarest runs (Chaudhuri, Ganti and Kaushik 2006), so only texts
 * that do are compared. Case and punctuation do not matter. Takes about 16 bytes a word of the texts.
 */
public final class NearDuplicates {
    /** Half of the runs: mails of one campaign, reports that were sent again with a few lines changed. */
    public static final double LIKENESS = .5;

    private static final int WORDS = 3;

    private NearDuplicates() {}

    /**
     * Groups of texts that are alike, or alike to a text that is, and so on: for {@link Splits}, so that no text stands on
     * one side and its near copy on the other. Texts without letters and digits are alone unless they are equal.
     *
     * @param likeness from which on two texts belong together: shared runs over all runs of both, above 0, at most 1
     * @return the group of each text, numbered by first sight
     */
    public static int[] groups(List<String> texts, double likeness) {
        check(likeness);
        int[] equal = Splits.textGroups(texts);
        int count = Arrays.stream(equal).max().orElse(-1) + 1;
        int[][] runs = new int[count][];
        long[][] hashes = new long[count][];
        for (int row = texts.size() - 1; row >= 0; row--) {
            // The first of equal texts is left.
            hashes[equal[row]] = runs(texts.get(row));
        }
        Index index = new Index(byRarity(hashes, runs), runs, likeness);
        int[] root = new int[count];
        Arrays.setAll(root, i -> i);
        for (int t = 0; t < count; t++) {
            int text = t;
            index.candidates(t, other -> {
                if (find(root, other) != find(root, text) && likeness(runs[other], runs[text]) >= likeness) {
                    root[find(root, text)] = find(root, other);
                }
            });
            index.add(t);
        }
        int[] number = new int[count];
        Arrays.fill(number, -1);
        int groups = 0;
        int[] result = new int[equal.length];
        for (int row = 0; row < result.length; row++) {
            int own = find(root, equal[row]);
            number[own] = number[own] < 0 ? groups++ : number[own];
            result[row] = number[own];
        }
        return result;
    }

    /**
     * Two texts that are alike.
     *
     * @param first row of the first list, from 0
     * @param second row of the second list, from 0
     * @param likeness shared runs over all runs of both
     */
    public record Pair(int first, int second, double likeness) {}

    /**
     * For each text of {@code second} that is like one of {@code first} the most alike, of equals the first; texts without
     * letters and digits are passed over.
     *
     * @param likeness from which on two texts are alike: above 0, at most 1
     * @return the most alike first
     */
    public static List<Pair> between(List<String> first, List<String> second, double likeness) {
        check(likeness);
        int ones = first.size();
        long[][] hashes = new long[ones + second.size()][];
        Arrays.setAll(hashes, row -> runs(row < ones ? first.get(row) : second.get(row - ones)));
        int[][] runs = new int[hashes.length][];
        Index index = new Index(byRarity(hashes, runs), runs, likeness);
        for (int row = 0; row < ones; row++) {
            index.add(row);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int row = 0; row < second.size(); row++) {
            int own = row;
            Pair[] best = {new Pair(-1, row, 0)};
            index.candidates(ones + row, other -> {
                double alike = likeness(runs[other], runs[ones + own]);
                if (alike > best[0].likeness || (alike == best[0].likeness && other < best[0].first)) {
                    best[0] = new Pair(other, own, alike);
                }
            });
            if (best[0].likeness >= likeness) {
                pairs.add(best[0]);
            }
        }
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.likeness));
        return pairs;
    }

    private static void check(double likeness) {
        if (!(likeness > 0 && likeness <= 1)) {
            throw new IllegalArgumentException("Texts are alike from a likeness above 0, at most 1. Received: likeness="
                    + likeness + ". Use 0.5.");
        }
    }

    /** The different runs of a text as hashes, ascending; one run if the text is shorter. */
    private static long[] runs(String text) {
        String[] words = words(text.toLowerCase(Locale.ROOT));
        if (words.length == 0) {
            return new long[0];
        }
        long[] runs = new long[Math.max(1, words.length - WORDS + 1)];
        for (int from = 0; from < runs.length; from++) {
            long hash = 0x13198A2E03707344L;
            for (int w = from; w < Math.min(words.length, from + WORDS); w++) {
                for (int i = 0; i < words[w].length(); i++) {
                    hash = mix(hash ^ words[w].charAt(i));
                }
                hash = mix(hash ^ ' ');
            }
            runs[from] = hash;
        }
        return Arrays.stream(runs).sorted().distinct().toArray();
    }

    /** Runs of letters and digits; an ideograph is a word. */
    private static String[] words(String text) {
        StringBuilder blanks = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (Character.isIdeographic(c)) {
                blanks.append(' ').appendCodePoint(c).append(' ');
            } else if (Character.isLetterOrDigit(c)) {
                blanks.appendCodePoint(c);
            } else {
                blanks.append(' ');
            }
        });
        String spaced = blanks.toString().strip();
        return spaced.isEmpty() ? new String[0] : spaced.split(" +");
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
        return z ^ (z >>> 32);
    }

    /**
     * Numbers the runs, the rarest first.
     *
     * @param numbers filled: of each text its runs, ascending
     * @return how many different runs there are
     */
    private static int byRarity(long[][] hashes, int[][] numbers) {
        long[] all =
                Arrays.stream(hashes).flatMapToLong(Arrays::stream).sorted().toArray();
        long[] kinds = Arrays.stream(all).distinct().toArray();
        // Frequency above, place below: sorted, they are the ranks.
        long[] ranked = new long[kinds.length];
        for (int i = 0, k = 0; k < kinds.length; k++) {
            int from = i;
            while (i < all.length && all[i] == kinds[k]) {
                i++;
            }
            ranked[k] = (long) (i - from) << 32 | k;
        }
        Arrays.sort(ranked);
        int[] rank = new int[kinds.length];
        for (int r = 0; r < rank.length; r++) {
            rank[(int) ranked[r]] = r;
        }
        for (int t = 0; t < hashes.length; t++) {
            int[] own = new int[hashes[t].length];
            for (int i = 0; i < own.length; i++) {
                own[i] = rank[Arrays.binarySearch(kinds, hashes[t][i])];
            }
            Arrays.sort(own);
            numbers[t] = own;
        }
        return kinds.length;
    }

    /** Texts by their rarest runs. */
    private static final class Index {
        private final int[][] runs;
        private final double likeness;
        private final int[] starts;
        private final int[] ends;
        private final int[] texts;
        private final int[] seen;

        /**
         * With room for all texts, and none in it.
         *
         * @param runs of each text, the rarest first
         */
        Index(int kinds, int[][] runs, double likeness) {
            this.runs = runs;
            this.likeness = likeness;
            this.starts = new int[kinds + 1];
            for (int[] own : runs) {
                for (int i = 0; i < prefix(own, likeness); i++) {
                    starts[own[i] + 1]++;
                }
            }
            for (int k = 0; k < kinds; k++) {
                starts[k + 1] += starts[k];
            }
            this.ends = Arrays.copyOf(starts, kinds);
            this.texts = new int[starts[kinds]];
            this.seen = new int[runs.length];
            Arrays.fill(seen, -1);
        }

        void add(int text) {
            for (int i = 0; i < prefix(runs[text], likeness); i++) {
                texts[ends[runs[text][i]]++] = text;
            }
        }

        /** Each text of the index that shares one of the rarest runs with this one, once. */
        void candidates(int text, IntConsumer each) {
            for (int i = 0; i < prefix(runs[text], likeness); i++) {
                int kind = runs[text][i];
                for (int e = starts[kind]; e < ends[kind]; e++) {
                    if (seen[texts[e]] != text) {
                        seen[texts[e]] = text;
                        each.accept(texts[e]);
                    }
                }
            }
        }
    }

    /** So many of the rarest runs that a text which shares none of them cannot be alike. */
    private static int prefix(int[] runs, double likeness) {
        return runs.length == 0 ? 0 : runs.length - (int) Math.ceil(likeness * runs.length) + 1;
    }

    private static double likeness(int[] a, int[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            int order = Integer.compare(a[i], b[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) shared / (a.length + b.length - shared);
    }

    private static int find(int[] root, int text) {
        int at = text;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }
}
