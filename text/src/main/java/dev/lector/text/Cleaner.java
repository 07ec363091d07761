// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.List;

/** Runs cleaning steps over two buffers. Not thread-safe. */
final class Cleaner {
    private final List<Cleaning> steps;
    private TextBuffer from = new TextBuffer();
    private TextBuffer to = new TextBuffer();

    Cleaner(List<Cleaning> steps) {
        this.steps = steps;
    }

    /** Lets the cursor begin the cleaned text. */
    void reset(TokenCursor cursor, String text) {
        if (steps.isEmpty()) {
            cursor.reset(text);
            return;
        }
        from.set(text);
        for (Cleaning step : steps) {
            to.length = 0;
            step.apply(from, to);
            TextBuffer swap = from;
            from = to;
            to = swap;
        }
        cursor.reset(from.chars, from.length, from.origins);
    }
}
