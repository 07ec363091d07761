// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a map that came from a file: each setting must be there, have its type, and none may be left over. */
final class DataReader {
    private final Map<?, ?> data;
    private final String place;
    private final Set<String> read = new HashSet<>();

    /**
     * Over a map.
     *
     * @param place what the map describes, for messages
     */
    DataReader(Map<?, ?> data, String place) {
        this.data = data;
        this.place = place;
    }

    /** The setting as it is, null included. */
    Object value(String name) {
        read.add(name);
        if (!data.containsKey(name)) {
            throw new IllegalArgumentException("A setting is missing. Received: " + place + " without " + name + ", "
                    + place + " with " + data.keySet() + ". The file is damaged or of another version.");
        }
        return data.get(name);
    }

    String text(String name) {
        if (value(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "text");
    }

    boolean yesOrNo(String name) {
        if (value(name) instanceof Boolean answer) {
            return answer;
        }
        throw wrong(name, "true or false");
    }

    double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number");
    }

    int integer(String name) {
        return integer(name, value(name));
    }

    int[] integers(String name) {
        return list(name).stream().mapToInt(part -> integer(name, part)).toArray();
    }

    List<?> list(String name) {
        if (value(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    Map<?, ?> map(String name) {
        if (value(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, "a map");
    }

    /** The enum constant whose lower-case name stands here. */
    Object constant(String name, Class<?> type) {
        String text = text(name);
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(text);
        if (index < 0) {
            throw wrong(name, "one of " + names);
        }
        return type.getEnumConstants()[index];
    }

    /** Refuses settings that nobody read. */
    void end() {
        for (Object name : data.keySet()) {
            if (!(name instanceof String known) || !read.contains(known)) {
                throw new IllegalArgumentException("A setting is not known. Received: " + place + "." + name + "="
                        + data.get(name) + ". Remove it; known are "
                        + read.stream().sorted().toList() + ".");
            }
        }
    }

    IllegalArgumentException wrong(String name, String wanted) {
        return new IllegalArgumentException(
                "A setting must be " + wanted + ". Received: " + place + "." + name + "=" + data.get(name) + ".");
    }

    private int integer(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw wrong(name, "an integer");
    }
}
