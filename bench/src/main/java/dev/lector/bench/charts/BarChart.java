// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.charts;

import java.util.List;
import java.util.Locale;

/** Horizontal bars in groups, from 0 on, each with its value. */
public final class BarChart {
    private static final int LEFT = 210;
    private static final int RIGHT = 60;
    private static final int WIDTH = 760;
    private static final int TOP = 52;
    private static final int BAR = 11;
    private static final int GAP = 9;
    private static final String[] COLOURS = {"#0969da", "#bf8700", "#8250df", "#1a7f37"};

    private BarChart() {}

    /**
     * Bars that belong together.
     *
     * @param values one a series; NaN for none
     */
    public record Group(String name, List<Double> values) {
        /** Copies the values. */
        public Group {
            values = List.copyOf(values);
        }
    }

    /** The picture as SVG. */
    public static String draw(String title, List<String> series, List<Group> groups) {
        int height = TOP + groups.size() * (series.size() * BAR + GAP) + 8;
        double most = groups.stream()
                .flatMap(group -> group.values().stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        Svg svg = new Svg(WIDTH, height, title);
        svg.title(8, 18, title);
        legend(svg, series);
        double y = TOP;
        for (Group group : groups) {
            svg.words(LEFT - 8, y + (series.size() * BAR) / 2.0 + 4, "end", group.name());
            for (int i = 0; i < series.size(); i++) {
                bar(svg, y, group.values().get(i), most, COLOURS[i % COLOURS.length]);
                y += BAR;
            }
            y += GAP;
        }
        double one = LEFT + (WIDTH - LEFT - RIGHT) / most;
        svg.gridLine(one, TOP - 6, one, height - 8);
        return svg.end();
    }

    private static void legend(Svg svg, List<String> series) {
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            svg.add(
                    "<rect x=\"%.1f\" y=\"28\" width=\"10\" height=\"10\" fill=\"%s\"/>",
                    x, COLOURS[i % COLOURS.length]);
            svg.words(x + 15, 37, "start", series.get(i));
            x += 40 + 7.0 * series.get(i).length();
        }
    }

    private static void bar(Svg svg, double y, double value, double most, String colour) {
        if (Double.isNaN(value)) {
            return;
        }
        double width = (WIDTH - LEFT - RIGHT) * value / most;
        svg.add(
                "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LEFT, y, width, BAR - 1, colour);
        svg.words(LEFT + width + 5, y + BAR - 1.5, "start", String.format(Locale.ROOT, "%.1f", value));
    }
}
