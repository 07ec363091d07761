// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words that are spelt nearly like another one. */
final class Spelling {
    private static final int MOST_CHANGES = 2;

    private Spelling() {}

    private record Like(String word, int changes) {}

    /** Words at most two insertions, deletions or replacements away (Levenshtein 1966), nearest first, then in their order. */
    static List<String> nearest(String word, List<String> words, int most) {
        String lower = word.toLowerCase(Locale.ROOT);
        List<Like> like = new ArrayList<>();
        for (String one : words) {
            if (Math.abs(one.length() - word.length()) <= MOST_CHANGES) {
                int changes = changes(lower, one.toLowerCase(Locale.ROOT));
                if (changes <= MOST_CHANGES && changes < word.length()) {
                    like.add(new Like(one, changes));
                }
            }
        }
        return like.stream()
                .sorted(Comparator.comparingInt(Like::changes))
                .limit(most)
                .map(Like::word)
                .toList();
    }

    private static int changes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
