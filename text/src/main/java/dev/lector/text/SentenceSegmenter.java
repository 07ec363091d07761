// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into sentences by Unicode's rules (UAX #29, by ICU) and a language's list of abbreviations that do not end
 * one ("Mr.", "etc."), where ICU has it: German, English, French, Greek, Italian, Portuguese, Russian, Spanish. Immutable
 * and thread-safe.
 */
public final class SentenceSegmenter {
    private final BreakIterator model;

    /**
     * A part of a text.
     *
     * @param start where it begins (in chars)
     * @param end where it ends, exclusive
     */
    public record Span(int start, int end) {}

    /** For a language; {@link Locale#ROOT} for any, without abbreviations. */
    public SentenceSegmenter(Locale language) {
        ULocale locale = ULocale.forLocale(language).setKeywordValue("ss", "standard");
        this.model = BreakIterator.getSentenceInstance(locale);
    }

    /** Where the sentences stand, without white space at their ends; stretches of white space are none. */
    public List<Span> spans(String text) {
        BreakIterator breaks = (BreakIterator) model.clone();
        breaks.setText(text);
        List<Span> spans = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            int start = from;
            int end = to;
            while (start < end && PythonText.isSpace(text.charAt(start))) {
                start++;
            }
            while (end > start && PythonText.isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (start < end) {
                spans.add(new Span(start, end));
            }
            from = to;
        }
        return spans;
    }

    /** The sentences in their order. */
    public List<String> sentences(String text) {
        return spans(text).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }
}
