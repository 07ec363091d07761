// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A value for each label, as an unmodifiable map in the order of the labels: one object and one array, where a million
 * predictions would be millions of entries.
 */
final class LabelValues extends AbstractMap<String, Double> {
    private final List<String> labels;
    private final Map<String, Integer> places;
    private final float[] values;

    /**
     * Values by label.
     *
     * @param places of the labels in their list
     * @param values one a label; not copied
     */
    LabelValues(List<String> labels, Map<String, Integer> places, float[] values) {
        this.labels = labels;
        this.places = places;
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean containsKey(Object label) {
        return places.containsKey(label);
    }

    @Override
    public Double get(Object label) {
        Integer place = places.get(label);
        return place == null ? null : (Double) (double) values[place];
    }

    @Override
    public Set<Entry<String, Double>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Iterator<Entry<String, Double>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<String, Double>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length;
            }

            @Override
            public Entry<String, Double> next() {
                if (next == values.length) {
                    throw new NoSuchElementException("There is a value for each label, and no more.");
                }
                return Map.entry(labels.get(next), (double) values[next++]);
            }
        };
    }
}
