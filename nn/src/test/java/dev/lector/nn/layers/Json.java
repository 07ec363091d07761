// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a JSON file does to settings: only maps, lists, strings, booleans, null and numbers pass, and all numbers blur. */
final class Json {
    private Json() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> roundTrip(Map<String, Object> settings) {
        return (Map<String, Object>) copy(settings);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, part) -> copy.put((String) key, copy(part)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(part -> copy.add(copy(part)));
            return copy;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        throw new AssertionError("JSON has no " + value.getClass());
    }
}
