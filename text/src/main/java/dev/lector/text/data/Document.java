// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.List;
import java.util.Map;

/**
 * A text, labelled or not.
 *
 * @param text what is to be classified
 * @param labels trimmed; empty if it has none, several if it belongs to several classes
 * @param metadata what else its file says of it (columns, headers, attributes), each with one value or more
 * @param origin where it was found
 */
public record Document(String text, List<String> labels, Map<String, List<String>> metadata, Origin origin) {
    /** The name under which {@link #metadata} holds the part of the set (train, test, ...) a document belongs to. */
    public static final String PART = "part";

    /** Copies the labels; the metadata must not change any more. */
    public Document {
        labels = List.copyOf(labels);
    }

    /** A document from memory, label null if it has none. */
    public Document(String text, String label) {
        this(text, label == null ? List.of() : List.of(label), Map.of(), Origin.MEMORY);
    }

    /** A document of a line, label null if it has none. */
    public Document(String text, String label, long line) {
        this(text, label == null ? List.of() : List.of(label), Map.of(), new Origin("", line));
    }

    /**
     * Its label, or null if it has none.
     *
     * @throws IllegalStateException if it has several
     */
    public String label() {
        if (labels.size() > 1) {
            throw new IllegalStateException("A document must have at most one label for this. Received: document="
                    + origin + ", labels=" + labels + ". Use labels(), or read with another label field.");
        }
        return labels.isEmpty() ? null : labels.get(0);
    }

    /** The first value of a field of the metadata, or null. */
    public String metadata(String name) {
        List<String> values = metadata.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The part of the set it belongs to: train, validation, test, unused; or null if the set has no parts. */
    public String part() {
        return metadata(PART);
    }

    /** The line of the file on which it begins, from 1; 0 if it is from no file. */
    public long line() {
        return origin.line();
    }
}
