// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** What the layers' records share: copies with one setting changed, and checks whose messages have one form. */
final class Settings {
    private Settings() {}

    /** A copy of a record with one component changed. */
    static <R extends Record> R with(R record, String component, Object value) {
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
    static Object get(Record record, RecordComponent component) {
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
    static Record create(Class<? extends Record> type, Object... values) {
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

    /** Refuses a setting below 1. */
    static void positive(Object layer, String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer.getClass().getSimpleName() + " needs " + name + " >= 1. Received: "
                    + name + "=" + value + ".");
        }
    }

    /** Refuses a setting that is null. */
    static void present(String layer, String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(layer + " needs " + name + ". Received: " + name + "=null.");
        }
    }

    /** The one input shape of a layer with one input. */
    static Shape only(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(layer.className() + " has exactly one input. Received: shapes=" + inputs
                    + ". Join several inputs with Concatenate first.");
        }
        return inputs.get(0);
    }

    /** The one input shape of a layer that reads sequences. */
    static Shape sequence(Layer layer, List<Shape> inputs) {
        Shape shape = only(layer, inputs);
        if (shape.rank() != 2) {
            throw new IllegalArgumentException(layer.className()
                    + " reads sequences of shape (None, steps, channels). Received: shape=" + shape
                    + ". Put it behind an Embedding or another layer over sequences.");
        }
        return shape;
    }

    /** Windows over a sequence, refusing a sequence that is too short. */
    static int windows(Layer layer, Shape input, Padding padding, int window, int strides) {
        int windows = padding.windows(input.dim(0), window, strides);
        if (windows < 1) {
            throw new IllegalArgumentException(layer.className() + " needs at least as many steps as its window."
                    + " Received: shape=" + input + ", window=" + window
                    + ". Use a smaller window, longer sequences or padding=same.");
        }
        return windows;
    }

    private static String unreadable(Class<?> type) {
        return "The settings of a layer must be reachable by reflection. Received: record=" + type.getName()
                + ". Make it public, and open its package to dev.lector.nn.";
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
