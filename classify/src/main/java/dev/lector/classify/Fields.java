// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a JSON object, each read with the type it must have; {@link #end} refuses those nobody asked for. */
final class Fields {
    private final String where;
    private final Map<String, Object> members;
    private final Set<String> asked = new HashSet<>();

    private Fields(String where, Map<String, Object> members) {
        this.where = where;
        this.members = members;
    }

    /**
     * The members of {@code json}.
     *
     * @param where for messages
     * @throws ModelFileException if it is not an object
     */
    @SuppressWarnings("unchecked") // Json makes maps with string keys only.
    static Fields of(String where, Object json) throws ModelFileException {
        if (!(json instanceof Map)) {
            throw new ModelFileException("A model file must be as it was written. Received: " + where
                    + ", altered: it is not an object. Copy it again, or train again.");
        }
        return new Fields(where, (Map<String, Object>) json);
    }

    Set<String> names() {
        return members.keySet();
    }

    String text(String name) throws ModelFileException {
        return get(name, String.class);
    }

    long integer(String name) throws ModelFileException {
        return get(name, Long.class);
    }

    Fields object(String name) throws ModelFileException {
        return of(where + ", field " + name, get(name, Map.class));
    }

    @SuppressWarnings("unchecked") // Json makes maps with string keys only.
    Map<String, Object> map(String name) throws ModelFileException {
        return (Map<String, Object>) get(name, Map.class);
    }

    List<String> texts(String name) throws ModelFileException {
        List<?> list = get(name, List.class);
        for (Object item : list) {
            if (!(item instanceof String)) {
                throw wrong(name, "a list of texts", item);
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    boolean flag(String name) throws ModelFileException {
        return get(name, Boolean.class);
    }

    double number(String name) throws ModelFileException {
        return get(name, Number.class).doubleValue();
    }

    List<Double> numbers(String name) throws ModelFileException {
        return numbers(name, get(name, List.class));
    }

    List<List<Double>> numberLists(String name) throws ModelFileException {
        List<List<Double>> lists = new ArrayList<>();
        for (Object item : get(name, List.class)) {
            if (!(item instanceof List<?> list)) {
                throw wrong(name, "a list of lists of numbers", item);
            }
            lists.add(numbers(name, list));
        }
        return lists;
    }

    private List<Double> numbers(String name, List<?> list) throws ModelFileException {
        List<Double> numbers = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Number number)) {
                throw wrong(name, "a list of numbers", item);
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    private <T> T get(String name, Class<T> type) throws ModelFileException {
        asked.add(name);
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, "of type " + type.getSimpleName(), value);
        }
        return type.cast(value);
    }

    private ModelFileException wrong(String name, String what, Object value) {
        return new ModelFileException("A model file must be as it was written. Received: " + where + ", altered: "
                + name + " must be " + what + " and is " + Lists.oneLine(String.valueOf(value), 60)
                + ". Copy it again, or train again.");
    }

    /** Refuses members that were not read. */
    void end() throws ModelFileException {
        Set<String> left = new HashSet<>(members.keySet());
        left.removeAll(asked);
        if (!left.isEmpty()) {
            throw new ModelFileException("A model file has no fields that this program does not know. Received: "
                    + where + ", fields=" + Lists.quoted(left) + ". Use the Lector that wrote it, or a newer one.");
        }
    }
}
