// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.charts;

import java.util.Locale;

/** An SVG picture in the making, readable on light and dark pages. */
final class Svg {
    private static final String STYLE = """
            <style>
            text { font: 12px sans-serif; fill: #57606a; }
            .title { font-weight: bold; }
            .grid { stroke: #8c959f; stroke-opacity: .35; }
            @media (prefers-color-scheme: dark) { text { fill: #adbac7; } }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String about) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\""
                        + " aria-label=\"%s\">",
                width, height, width, escaped(about));
        text.append(STYLE);
    }

    /** A line of the picture. */
    void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /**
     * Words at a place.
     *
     * @param anchor start, middle or end
     */
    void words(double x, double y, String anchor, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(words));
    }

    void title(double x, double y, String words) {
        add("<text class=\"title\" x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, escaped(words));
    }

    void gridLine(double x1, double y1, double x2, double y2) {
        add("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** The whole picture. */
    String end() {
        return text + "</svg>\n";
    }
}
