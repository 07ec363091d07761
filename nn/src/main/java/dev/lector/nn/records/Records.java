// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.records;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Records of settings by the names of their components: copies with one changed, reading, making. For cold code. */
public final class Records {
    private Records() {}

    /**
     * A copy of a record with one component changed.
     *
     * @throws IllegalArgumentException if the record has no such component; what its constructor refuses is thrown as it is
     */
    public static <R extends Record> R with(R record, String component, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        for (int i = 0; i < values.length; i++) {
            boolean changed = components[i].getName().equals(component);
            found |= changed;
            values[i] = changed ? value : get(record, components[i]);
        }
        if (!found) {
            throw new IllegalArgumentException("A setting must be a component of its record. Received: record="
                    + record.getClass().getSimpleName() + ", setting=" + component + ".");
        }
        @SuppressWarnings("unchecked")
        R copy = (R) create(record.getClass(), values);
        return copy;
    }

    /** The value of a component. */
    public static Object get(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(unreadable(record.getClass()), e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    /** A new record; what its constructor refuses is thrown as it is. */
    public static Record create(Class<? extends Record> type, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(unreadable(type), e);
        }
    }

    private static String unreadable(Class<?> type) {
        return "The components of a record of settings must be reachable by reflection. Received: record="
                + type.getName() + ". Make it public, and open its package to dev.lector.nn.";
    }

    private static RuntimeException unwrapped(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalArgumentException(e.getCause());
    }
}
