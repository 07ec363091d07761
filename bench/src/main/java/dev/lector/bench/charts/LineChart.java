// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.charts;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines over two logarithmic axes. */
public final class LineChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 76;
    private static final int RIGHT = 150;
    private static final int TOP = 34;
    private static final int BOTTOM = 40;
    private static final String[] COLOURS = {"#0969da", "#bf8700", "#8250df", "#1a7f37"};

    private final Svg svg;
    private final Axis x;
    private final Axis y;

    /** A place, both coordinates above 0. */
    public record Point(double x, double y) {}

    /**
     * One line.
     *
     * @param points from left to right
     */
    public record Series(String name, List<Point> points) {
        /** Copies the points. */
        public Series {
            points = List.copyOf(points);
        }
    }

    /** From a power of ten to a power of ten. */
    private record Axis(int low, int high, double from, double to) {
        static Axis of(List<Series> series, ToDoubleFunction<Point> coordinate, double from, double to) {
            double[] logs = series.stream()
                    .flatMap(one -> one.points().stream())
                    .mapToDouble(point -> Math.log10(coordinate.applyAsDouble(point)))
                    .sorted()
                    .toArray();
            int low = (int) Math.floor(logs[0] + 1e-9);
            int high = (int) Math.ceil(logs[logs.length - 1] - 1e-9);
            return new Axis(low, Math.max(high, low + 1), from, to);
        }

        double place(double value) {
            return from + (to - from) * (Math.log10(value) - low) / (high - low);
        }
    }

    private LineChart(Svg svg, Axis x, Axis y) {
        this.svg = svg;
        this.x = x;
        this.y = y;
    }

    /**
     * The picture as SVG.
     *
     * @param title names what is on the vertical axis, too
     */
    public static String draw(String title, String horizontal, List<Series> series) {
        LineChart chart = new LineChart(
                new Svg(WIDTH, HEIGHT, title),
                Axis.of(series, Point::x, LEFT, WIDTH - RIGHT),
                Axis.of(series, Point::y, HEIGHT - BOTTOM, TOP));
        chart.svg.title(8, 18, title);
        chart.grid(horizontal);
        for (int i = 0; i < series.size(); i++) {
            chart.line(series.get(i), COLOURS[i % COLOURS.length]);
        }
        return chart.svg.end();
    }

    private void grid(String horizontal) {
        for (int power = x.low; power <= x.high; power++) {
            double at = x.place(Math.pow(10, power));
            svg.gridLine(at, TOP, at, HEIGHT - BOTTOM);
            svg.words(at, HEIGHT - BOTTOM + 16, "middle", power(power));
        }
        for (int power = y.low; power <= y.high; power++) {
            double at = y.place(Math.pow(10, power));
            svg.gridLine(LEFT, at, WIDTH - RIGHT, at);
            svg.words(LEFT - 6, at + 4, "end", power(power));
        }
        svg.words((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", horizontal);
    }

    private static String power(int power) {
        return power < 0
                ? Double.toString(Math.pow(10, power))
                : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
    }

    private void line(Series series, String colour) {
        StringBuilder points = new StringBuilder();
        for (Point point : series.points()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.place(point.x()), y.place(point.y())));
        }
        svg.add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                points.toString().strip(), colour);
        Point last = series.points().get(series.points().size() - 1);
        svg.words(x.place(last.x()) + 6, y.place(last.y()) + 4, "start", series.name());
    }
}
