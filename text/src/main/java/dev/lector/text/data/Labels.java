// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The labels of a document, and whether it has as many as are needed. */
final class Labels {
    private static final int SHOWN = 5;

    private Labels() {}

    /** Values as labels: cut where several stand in one, trimmed, none twice, none empty. */
    static List<String> of(List<String> values, DocumentOptions options, Tally tally) {
        Set<String> labels = new LinkedHashSet<>();
        for (String value : values) {
            for (String each : options.labelSeparator() == null
                    ? List.of(value)
                    : LineSource.split(value, options.labelSeparator())) {
                if (!each.isBlank()) {
                    labels.add(TextForm.of(each.strip(), options.nfc(), tally));
                }
            }
        }
        return new ArrayList<>(labels);
    }

    /**
     * Checks their number.
     *
     * @param where the label comes from, as {@code name=value}
     * @throws BadInputException for this document, if one label is needed and it has none or several
     */
    static void check(List<String> labels, DocumentOptions options, String source, long line, String where) {
        if (!options.labels() || labels.size() == 1) {
            return;
        }
        if (labels.isEmpty()) {
            throw BadInputException.row(
                    "A label must not be empty.", source, line, where, "Add the label, or skip bad rows.");
        }
        throw BadInputException.row(
                "A document must have one label.",
                source,
                line,
                where + ", labels="
                        + (labels.size() > SHOWN ? labels.subList(0, SHOWN) + " and more" : labels.toString()),
                "Name a label field that has one value, or skip bad rows to leave out documents with several labels.");
    }
}
