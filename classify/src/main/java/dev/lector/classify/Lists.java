// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Lists as views, and in messages: quoted, and cut after a few. */
final class Lists {
    private static final int SHOWN = 8;

    private Lists() {}

    /** A list whose elements are made when they are asked for. */
    static <T> List<T> view(int size, IntFunction<T> item) {
        return new View<>(size, item);
    }

    private static final class View<T> extends AbstractList<T> implements RandomAccess {
        private final int size;
        private final IntFunction<T> item;

        View(int size, IntFunction<T> item) {
            this.size = size;
            this.item = item;
        }

        @Override
        public T get(int index) {
            return item.apply(index);
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** {@code ['neg', 'pos']}, or {@code ['a', 'b', … 12 more]}. */
    static String quoted(Collection<String> names) {
        String shown = names.stream()
                .limit(SHOWN)
                .map(name -> "'" + oneLine(name, 40) + "'")
                .collect(Collectors.joining(", "));
        return "[" + shown + (names.size() > SHOWN ? ", … " + (names.size() - SHOWN) + " more" : "") + "]";
    }

    /** The text on one line of at most {@code width} characters, control characters as blanks. */
    static String oneLine(String text, int width) {
        int cut = text.codePointCount(0, text.length()) > width ? width - 1 : -1;
        String shown = cut < 0 ? text : text.substring(0, text.offsetByCodePoints(0, cut)) + "…";
        return shown.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
    }
}
