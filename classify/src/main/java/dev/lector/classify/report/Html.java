// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import java.util.Locale;

/** A page of HTML put together piece by piece. Texts are escaped; only what {@link #raw} is given is not. */
public final class Html {
    /** The look that pages share: colours for light and dark, type, tables, figures. */
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6877; --line: #d9dee5; --page: #ffffff;
              --card: #f6f8fa; --lector: #0b6bcb; --keras: #c2570c; --good: #17713c; --bad: #b3261e;
              --s0: #0b6bcb; --s1: #c2570c; --s2: #17713c; --s3: #8e44ad; --s4: #b3261e; --s5: #7a6a00; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #9aa7b5; --line: #343d48;
              --page: #14181d; --card: #1c2229; --lector: #62aef7; --keras: #f2a266; --good: #6fcf97; --bad: #ff8a80;
              --s0: #62aef7; --s1: #f2a266; --s2: #6fcf97; --s3: #c9a0f0; --s4: #ff8a80; --s5: #d8c64f; } }
            * { box-sizing: border-box; }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
              max-width: 75rem; margin: 2rem auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
            h2 { font-size: 1.2rem; margin: 2.6rem 0 .6rem; }
            p { max-width: 52rem; } .soft, figcaption small { color: var(--soft); }
            .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
            th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem; }
            th, td { padding: .34rem .7rem .34rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            figure { margin: 0; padding: .7rem .8rem; background: var(--card); border-radius: 8px; }
            figcaption { font-weight: 600; } figcaption small { display: block; font-weight: 400; }
            svg { width: 100%; height: auto; display: block; } svg text { font-size: 11px; fill: var(--soft); }
            .grid { stroke: var(--line); stroke-width: 1; }
            polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
            """;

    private final StringBuilder html = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param style rules of this page, after the shared ones
     */
    public Html(String title, String style) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>");
        html.append(escaped(title)).append("</title><style>\n").append(STYLE).append(style);
        html.append("</style></head><body>\n");
    }

    /** Markup as it is. */
    public Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Markup from a format of {@link String#format}; every text among the values is escaped. */
    public Html format(String format, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < safe.length; i++) {
            safe[i] = values[i] instanceof String text ? escaped(text) : values[i];
        }
        html.append(String.format(Locale.ROOT, format, safe));
        return this;
    }

    /** A whole element; {@code style} is its class, or null. */
    public Html element(String name, String style, String text) {
        html.append('<').append(name);
        if (style != null) {
            html.append(" class=\"").append(style).append('"');
        }
        html.append('>').append(escaped(text)).append("</").append(name).append(">\n");
        return this;
    }

    /** The page, ended. */
    public String end() {
        return html + "</body></html>\n";
    }

    /** A text in which nothing is markup, between tags and within quotes; characters that HTML forbids are replaced. */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' || c == 0x7F ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }
}
