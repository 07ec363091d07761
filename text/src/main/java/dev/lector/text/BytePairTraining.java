// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Learns the merges of {@link BytePairs} from counted words; a word's pairs are counted anew when it changes. */
final class BytePairTraining {
    /** Two neighbours, how often they stand together, and in which words they may. */
    private static final class Pair {
        final String left;
        final String right;
        long count;
        final Set<Integer> words = new HashSet<>();

        Pair(String left, String right) {
            this.left = left;
            this.right = right;
        }
    }

    /** A pair as it was when it was queued. */
    private record Queued(long count, Pair pair) {}

    private static final Comparator<String> BY_CODE_POINTS =
            (a, b) -> compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final List<String[]> words = new ArrayList<>();
    private final List<Long> frequencies = new ArrayList<>();
    private final Map<String, Map<String, Pair>> pairs = new HashMap<>();
    private final PriorityQueue<Queued> queue = new PriorityQueue<>(Comparator.comparingLong(Queued::count)
            .thenComparing(queued -> queued.pair.left, BY_CODE_POINTS)
            .thenComparing(queued -> queued.pair.right, BY_CODE_POINTS)
            .reversed());

    BytePairTraining(WordCounts counts) {
        for (int w = 0; w < counts.size(); w++) {
            String word = counts.word(w);
            if (word.indexOf(' ') >= 0 || word.codePointCount(0, word.length()) > BytePairs.LONGEST) {
                continue;
            }
            String[] characters =
                    word.codePoints().mapToObj(Character::toString).toArray(String[]::new);
            characters[characters.length - 1] += BytePairs.WORD_END;
            words.add(characters);
            frequencies.add(counts.count(w));
            count(words.size() - 1, 1);
        }
    }

    private static int compare(int[] a, int[] b) {
        return Arrays.compare(a, b);
    }

    List<String> learn(int merges, int minCount) {
        pairs.values().forEach(rights -> rights.values().forEach(this::enqueue));
        List<String> learnt = new ArrayList<>();
        while (learnt.size() < merges && !queue.isEmpty()) {
            Queued best = queue.poll();
            if (best.count != best.pair.count) {
                continue;
            }
            if (best.count < minCount) {
                break;
            }
            learnt.add(best.pair.left + " " + best.pair.right);
            join(best.pair);
        }
        return learnt;
    }

    private void enqueue(Pair pair) {
        if (pair.count > 0) {
            queue.add(new Queued(pair.count, pair));
        }
    }

    private void join(Pair pair) {
        Set<Pair> changed = new HashSet<>();
        for (int w : List.copyOf(pair.words)) {
            changed.addAll(count(w, -1));
            words.set(w, joined(words.get(w), pair));
            changed.addAll(count(w, 1));
        }
        changed.forEach(this::enqueue);
    }

    private static String[] joined(String[] pieces, Pair pair) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < pieces.length; i++) {
            if (i + 1 < pieces.length && pieces[i].equals(pair.left) && pieces[i + 1].equals(pair.right)) {
                joined.add(pair.left + pair.right);
                i++;
            } else {
                joined.add(pieces[i]);
            }
        }
        return joined.toArray(String[]::new);
    }

    /** Adds the pairs of a word, or takes them away; returns them. */
    private List<Pair> count(int word, int sign) {
        String[] pieces = words.get(word);
        List<Pair> counted = new ArrayList<>();
        for (int i = 0; i + 1 < pieces.length; i++) {
            String left = pieces[i];
            String right = pieces[i + 1];
            Pair pair =
                    pairs.computeIfAbsent(left, l -> new HashMap<>()).computeIfAbsent(right, r -> new Pair(left, r));
            pair.count += sign * frequencies.get(word);
            if (sign > 0) {
                pair.words.add(word);
            } else {
                pair.words.remove(word);
            }
            counted.add(pair);
        }
        return counted;
    }
}
