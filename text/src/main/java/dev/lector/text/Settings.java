// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes settings out of a map one by one; none may be missing or left. */
final class Settings {
    private final Map<String, Object> left;

    Settings(Map<String, Object> settings) {
        this.left = new LinkedHashMap<>(settings);
    }

    <T> T take(String name, Class<T> type) {
        Object value = left.remove(name);
        if (!type.isInstance(value)) {
            throw refused(name, value);
        }
        return type.cast(value);
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    int integer(String name) {
        Number value = take(name, Number.class);
        if (value.intValue() != value.doubleValue()) {
            throw refused(name, value);
        }
        return value.intValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object text : take(name, List.class)) {
            if (!(text instanceof String)) {
                throw refused(name, text);
            }
            texts.add((String) text);
        }
        return texts;
    }

    /** The settings of a part that has its own. */
    Settings inner(String name) {
        Map<String, Object> settings = new LinkedHashMap<>();
        take(name, Map.class).forEach((key, value) -> settings.put(String.valueOf(key), value));
        return new Settings(settings);
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
        return constant(type, name, left.remove(name));
    }

    <E extends Enum<E>> E constant(Class<E> type, String name, Object value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw refused(name, value);
    }

    void end() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("Every setting of a text pipeline must be known. Received: "
                    + left.keySet() + ". Use the version of Lector that wrote them, or a newer one.");
        }
    }

    IllegalArgumentException refused(String name, Object value) {
        return new IllegalArgumentException("A setting of the text pipeline is missing or not understood. Received: "
                + name + "=" + value + ". Use the version of Lector that wrote it, or a newer one.");
    }
}
