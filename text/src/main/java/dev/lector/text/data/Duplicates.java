// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts of one list that also stand in another, case and white space aside.
 *
 * @param pairs the row of the second list, and the first row of the first list with the same text
 */
public record Duplicates(List<Pair> pairs) {
    /**
     * Two rows of equal text.
     *
     * @param first row of the first list, from 0
     * @param second row of the second list, from 0
     */
    public record Pair(int first, int second) {}

    /** Copies the list. */
    public Duplicates {
        pairs = List.copyOf(pairs);
    }

    /** Finds the texts of {@code second} that stand in {@code first}; empty texts are passed over. */
    public static Duplicates between(List<String> first, List<String> second) {
        Map<Fingerprint, Integer> rows = new HashMap<>();
        int row = 0;
        for (String text : first) {
            rows.putIfAbsent(Fingerprint.of(text), row++);
        }
        List<Pair> pairs = new ArrayList<>();
        row = 0;
        for (String text : second) {
            Integer found = text.isBlank() ? null : rows.get(Fingerprint.of(text));
            if (found != null) {
                pairs.add(new Pair(found, row));
            }
            row++;
        }
        return new Duplicates(pairs);
    }

    /**
     * A warning for the user if there are duplicates.
     *
     * @param first the first list's name, as "training"
     * @param second the second list's name, as "validation"
     * @param rows of the second list
     */
    public Optional<Warning> warning(String first, String second, int rows) {
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Pair one = pairs.get(0);
        return Optional.of(new Warning(
                Warning.Kind.DUPLICATES,
                pairs.size() + " of " + rows + " " + second + " texts also stand in the " + first
                        + " part, which makes figures look better than they are (for example row " + one.second()
                        + " and row "
                        + one.first() + ", counted from 0)."));
    }
}
