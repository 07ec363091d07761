// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of one document, each with one value or more, in the order of the file. */
final class Fields {
    /** A document with more fields, or a field with more values, is no document; it bounds the memory. */
    private static final int MOST_VALUES = 1_000_000;

    final long line;
    final Map<String, List<String>> values = new LinkedHashMap<>();
    private final String source;
    private int count;

    Fields(String source, long line) {
        this.source = source;
        this.line = line;
    }

    /** Adds a value; null and blank ones are none. */
    Fields add(String name, String value) {
        if (value == null || value.isBlank()) {
            return this;
        }
        return keep(name, value);
    }

    /** Adds a value as it is, also an empty one. */
    Fields keep(String name, String value) {
        if (++count > MOST_VALUES) {
            throw BadInputException.row(
                    "A document must not have more than " + MOST_VALUES + " fields and values.",
                    source,
                    line,
                    "more",
                    "Check that its end is marked.");
        }
        values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
