// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One-hot encoding of nominal attributes: a column for each value of each attribute, 1 where a row has the value. An
 * unknown value has no column; its attribute is all 0 in the row.
 *
 * @param values of each attribute by its name, in the order of the columns
 */
public record OneHot(Map<String, List<String>> values) {
    /** Copies the map. */
    public OneHot {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * The values that rows have, in the order in which they are first seen.
     *
     * @param attributes names of the attributes
     * @param rows one value for each attribute, in their order
     */
    public static OneHot fit(List<String> attributes, List<List<String>> rows) {
        List<Set<String>> seen = new ArrayList<>();
        attributes.forEach(name -> seen.add(new LinkedHashSet<>()));
        for (List<String> row : rows) {
            check(attributes.size(), row);
            for (int a = 0; a < row.size(); a++) {
                seen.get(a).add(row.get(a));
            }
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int a = 0; a < attributes.size(); a++) {
            values.put(attributes.get(a), List.copyOf(seen.get(a)));
        }
        return new OneHot(values);
    }

    private static void check(int attributes, List<String> row) {
        if (row.size() != attributes) {
            throw new IllegalArgumentException("A row has a value for each attribute. Received: attributes="
                    + attributes + ", row=" + row + ". Fill in what is missing, with a value of its own.");
        }
    }

    /** The columns, as {@code attribute=value}. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        values.forEach((name, list) -> list.forEach(value -> columns.add(name + "=" + value)));
        return columns;
    }

    /** The rows as {@code (rows, columns)}, with a 1 for each known value. */
    public SparseRows encode(List<List<String>> rows) {
        List<List<String>> lists = List.copyOf(values.values());
        SparseBuilder builder = new SparseBuilder(columns().size(), (id, count, length) -> 1);
        int[] ids = new int[lists.size()];
        for (List<String> row : rows) {
            check(lists.size(), row);
            int known = 0;
            int first = 0;
            for (int a = 0; a < ids.length; a++) {
                int place = lists.get(a).indexOf(row.get(a));
                if (place >= 0) {
                    ids[known++] = first + place;
                }
                first += lists.get(a).size();
            }
            builder.add(ids, known);
        }
        return builder.build();
    }
}
