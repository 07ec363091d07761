// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A small picture of lines and dots on a grid, as SVG. */
public final class Chart {
    private static final int LEFT = 38;
    /** Half of the number below the last column. */
    private static final int RIGHT = 14;
    /** The largest dot, on the topmost line. */
    private static final int TOP = 12;

    private final StringBuilder svg = new StringBuilder();
    private final int width;
    private final int height;
    private final int bottom;
    private final double xLow;
    private final double xHigh;
    private final double yLow;
    private final double yHigh;

    /**
     * An empty picture.
     *
     * @param about what it shows, for readers who cannot see it
     * @param bottom room below the axis: for numbers, or for numbers and a title
     */
    public Chart(
            String about, int width, int height, int bottom, double xLow, double xHigh, double yLow, double yHigh) {
        this.width = width;
        this.height = height;
        this.bottom = bottom;
        this.xLow = xLow;
        this.xHigh = xHigh;
        this.yLow = yLow;
        this.yHigh = yHigh;
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", width, height, Html.escaped(about));
    }

    /** Lines across at every {@code step}, with their numbers. */
    public Chart rows(double step, DoubleFunction<String> number) {
        for (double value = yLow; value < yHigh + step * 1e-6; value += step) {
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT, width - RIGHT, y(value), y(value), LEFT - 5, y(value) + 3.5, number.apply(value));
        }
        return this;
    }

    /** Numbers below, at every {@code step} from {@code first}. */
    public Chart columns(double first, double step, DoubleFunction<String> number) {
        for (double value = first; value < xHigh + step * 1e-6; value += step) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(value), height - bottom + 14, number.apply(value));
        }
        return this;
    }

    /** What the axis below means. */
    public Chart below(String title) {
        add(
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + width - RIGHT) / 2.0, height - 4, Html.escaped(title));
        return this;
    }

    /** A line through points {@code {x, y}}. */
    public Chart line(String style, List<double[]> points) {
        StringBuilder places = new StringBuilder();
        for (double[] point : points) {
            places.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[1])));
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", style, places.toString().strip());
        return this;
    }

    /** A dot, with a note that shows when one points at it; null for none. */
    public Chart dot(String style, double x, double y, double radius, String note) {
        String title = note == null ? "" : "<title>" + Html.escaped(note) + "</title>";
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">%s</circle>", style, x(x), y(y), radius, title);
        return this;
    }

    /** A bar upwards from the lowest value. */
    public Chart bar(String style, double from, double to, double value) {
        add(
                "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" y=\"%.1f\" height=\"%.1f\"/>",
                style, x(from) + .5, Math.max(.5, x(to) - x(from) - 1), y(value), y(yLow) - y(value));
        return this;
    }

    /** The picture, ended. */
    public String end() {
        return svg + "</svg>";
    }

    private double x(double value) {
        return LEFT + (width - LEFT - RIGHT) * (xHigh == xLow ? .5 : (value - xLow) / (xHigh - xLow));
    }

    private double y(double value) {
        return TOP + (height - TOP - bottom) * (yHigh - value) / (yHigh - yLow);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
