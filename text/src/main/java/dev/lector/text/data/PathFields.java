// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.Locale;
import java.util.Set;

/** What the place of a file within a folder or an archive says of its documents. */
final class PathFields {
    private static final Set<String> TRAIN = Set.of("train", "training", "train-set");
    private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev", "development");
    private static final Set<String> TEST = Set.of("test", "testing", "eval", "test-set");

    private PathFields() {}

    /**
     * Adds {@code folder} (the innermost that is no part of the set), {@code folder1} (the outermost) and so on, {@code file}
     * (its name without ending) and {@code part}. Fields of the document itself go before.
     */
    static void add(Fields fields, String path) {
        if (path == null) {
            return;
        }
        String[] names = path.split("/");
        String file = stem(names[names.length - 1]);
        if (names.length > 1 && part(names[names.length - 2]) == null) {
            addNew(fields, "folder", names[names.length - 2]);
        }
        for (int i = 0; i < names.length - 1; i++) {
            addNew(fields, "folder" + (i + 1), names[i]);
        }
        addNew(fields, "file", file);
        addNew(fields, Document.PART, part(path));
    }

    private static void addNew(Fields fields, String name, String value) {
        if (!fields.has(name)) {
            fields.add(name, value);
        }
    }

    /** The part of the set that a path names: train, validation or test; or null. */
    static String part(String path) {
        String part = null;
        String[] names = path.split("/");
        for (int i = 0; i < names.length; i++) {
            String name = (i == names.length - 1 ? stem(names[i]) : names[i]).toLowerCase(Locale.ROOT);
            part = TRAIN.contains(name)
                    ? "train"
                    : VALIDATION.contains(name) ? "validation" : TEST.contains(name) ? "test" : part;
        }
        return part;
    }

    private static String stem(String name) {
        String plain = name.replaceFirst("(?i)\\.gz$", "");
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }
}
