// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Texts of one list that nearly stand in another: their sets of three-word shingles (Broder 1997) share at least so much of
 * their union. Exact, by prefix filtering (Chaudhuri, Ganti and Kaushik 2006): two sets that are alike share one of their
 * rarest shingles, so only texts that do are compared.
 */
final class NearDuplicates {
    private static final int WORDS = 3;

    private final double least;
    private final Map<Long, Integer> frequency = new HashMap<>();

    private NearDuplicates(double least) {
        this.least = least;
    }

    /**
     * Two texts that are alike.
     *
     * @param first row of the first list, from 0
     * @param second row of the second list, from 0
     * @param likeness shared shingles over all shingles of both
     */
    record Pair(int first, int second, double likeness) {}

    /**
     * For each text of {@code second} its nearest text of {@code first}, if one is near enough; empty texts are passed over.
     *
     * @param least likeness, above 0
     * @return the most alike first
     */
    static List<Pair> between(List<String> first, List<String> second, double least) {
        return new NearDuplicates(least).find(first, second);
    }

    private List<Pair> find(List<String> first, List<String> second) {
        List<long[]> ones = shingles(first);
        List<long[]> others = shingles(second);
        Map<Long, List<Integer>> index = new HashMap<>();
        for (int row = 0; row < ones.size(); row++) {
            for (long shingle : rarest(ones.get(row))) {
                index.computeIfAbsent(shingle, any -> new ArrayList<>()).add(row);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int row = 0; row < others.size(); row++) {
            Pair best = null;
            int[] seen = Arrays.stream(rarest(others.get(row)))
                    .boxed()
                    .flatMap(shingle -> index.getOrDefault(shingle, List.of()).stream())
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .distinct()
                    .toArray();
            for (int candidate : seen) {
                double likeness = likeness(ones.get(candidate), others.get(row));
                if (likeness >= least && (best == null || likeness > best.likeness)) {
                    best = new Pair(candidate, row, likeness);
                }
            }
            if (best != null) {
                pairs.add(best);
            }
        }
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.likeness));
        return pairs;
    }

    /** The different shingles of each text, ascending; counts in how many texts each stands. */
    private List<long[]> shingles(List<String> texts) {
        List<long[]> all = new ArrayList<>();
        for (String text : texts) {
            String[] words = text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
            List<Long> own = new ArrayList<>();
            int last = text.isBlank() ? -1 : Math.max(0, words.length - WORDS);
            for (int from = 0; from <= last; from++) {
                long hash = 1;
                for (int w = from; w < Math.min(words.length, from + WORDS); w++) {
                    for (int i = 0; i < words[w].length(); i++) {
                        hash = hash * 0x5851F42D4C957F2DL + words[w].charAt(i);
                    }
                    hash = hash * 0x5851F42D4C957F2DL + ' ';
                }
                own.add(hash);
            }
            long[] different =
                    own.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
            for (long shingle : different) {
                frequency.merge(shingle, 1, Integer::sum);
            }
            all.add(different);
        }
        return all;
    }

    /** So many of the rarest shingles that a text which shares none of them cannot be near enough. */
    private long[] rarest(long[] shingles) {
        int prefix = shingles.length - (int) Math.ceil(least * shingles.length) + 1;
        return Arrays.stream(shingles)
                .boxed()
                .sorted(Comparator.<Long>comparingInt(frequency::get).thenComparing(Comparator.naturalOrder()))
                .limit(shingles.length == 0 ? 0 : prefix)
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static double likeness(long[] a, long[] b) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) shared / (a.length + b.length - shared);
    }
}
