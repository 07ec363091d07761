// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.List;
import java.util.Locale;

/** The names that columns of texts and of labels usually have, the likelier first. */
final class ColumnNames {
    static final List<String> LABEL = List.of(
            "label", "labels", "class", "category", "sentiment", "target", "tag", "topic", "intent", "polarity", "y");
    static final List<String> TEXT = List.of(
            "text",
            "sentence",
            "review",
            "message",
            "content",
            "body",
            "comment",
            "document",
            "tweet",
            "question",
            "description");

    private ColumnNames() {}

    /** The place of a name in a list, or -1. */
    static int rank(List<String> names, String name) {
        return names.indexOf(name.strip().toLowerCase(Locale.ROOT));
    }

    static boolean known(String name) {
        return rank(LABEL, name) >= 0 || rank(TEXT, name) >= 0;
    }
}
