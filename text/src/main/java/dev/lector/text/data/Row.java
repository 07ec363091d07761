// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A row of a table.
 *
 * @param line on which it begins, from 1
 * @param columns the names of its fields; for JSON those of this object
 * @param values the fields; null for JSON's null. Numbers, booleans, arrays and objects of JSON stand as their JSON text
 * @param json for a field that is no string, its JSON text, else null; null for a row that is not JSON
 */
public record Row(long line, List<String> columns, List<String> values, List<String> json) {
    static Row of(long line, List<String> columns, String... values) {
        return new Row(line, columns, Collections.unmodifiableList(Arrays.asList(values)), null);
    }

    /** The field of a column, or null if the row has none. */
    public String value(String column) {
        int at = columns.indexOf(column);
        return at < 0 || at >= values.size() ? null : values.get(at);
    }

    /** Whether every field is null, empty or of white space. */
    boolean isBlank() {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
