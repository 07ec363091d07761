// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A window of a text.
 *
 * @param first the place of its first token among all tokens of the text that have an id
 * @param tokens in the order of the text, with their positions in the window's row
 */
public record TracedWindow(int first, List<TracedToken> tokens) {
    /** Copies the list. */
    public TracedWindow {
        tokens = List.copyOf(tokens);
    }

    static List<TracedWindow> of(TextPipeline pipeline, String text) {
        if (!(pipeline.encoding() instanceof Encoding.Ids settings) || !settings.windows()) {
            throw new IllegalStateException("Only an encoding with windows has several rows a text. Received: encoding="
                    + pipeline.encoding() + ". Use trace.");
        }
        List<TracedToken> kept =
                pipeline.trace(text).stream().filter(token -> token.id() > 0).toList();
        List<TracedWindow> windows = new ArrayList<>();
        for (int row = 0; row < settings.rows(kept.size()); row++) {
            windows.add(window(settings, kept, settings.start(kept.size(), row)));
        }
        return windows;
    }

    /** Of a text that is read from its end, windows are counted from its end. */
    private static TracedWindow window(Encoding.Ids settings, List<TracedToken> kept, int start) {
        int size = Math.min(kept.size() - start, settings.room());
        int first = settings.reversed() ? kept.size() - start - size : start;
        int offset = settings.padding() == Side.PRE ? settings.room() - size : settings.margin();
        List<TracedToken> tokens = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            TracedToken token = kept.get(first + i);
            int place = offset + (settings.reversed() ? size - 1 - i : i);
            tokens.add(new TracedToken(token.word(), token.id(), place, token.start(), token.end()));
        }
        return new TracedWindow(first, tokens);
    }
}
