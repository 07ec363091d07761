// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.vectors.matrix.SeparatingLine;
import java.util.List;

/**
 * Points of a plane to be drawn.
 *
 * @param title above it
 * @param points in the order they are drawn
 * @param line across it, or null
 */
record PlanePanel(String title, List<Point> points, SeparatingLine line) {
    /**
     * A point.
     *
     * @param label written beside it
     * @param group number of its colour, from 0
     */
    record Point(double x, double y, String label, int group) {}

    /** The frame around all points, a little wider, most on the right where labels stand. */
    record Frame(double left, double bottom, double width, double height) {
        double x(double x) {
            return (x - left) / width;
        }

        /** From the top. */
        double y(double y) {
            return 1 - (y - bottom) / height;
        }
    }

    Frame frame() {
        double left = points.stream().mapToDouble(Point::x).min().orElse(0);
        double right = points.stream().mapToDouble(Point::x).max().orElse(1);
        double bottom = points.stream().mapToDouble(Point::y).min().orElse(0);
        double top = points.stream().mapToDouble(Point::y).max().orElse(1);
        double width = right > left ? right - left : 1;
        double height = top > bottom ? top - bottom : 1;
        return new Frame(left - width / 20, bottom - height / 20, width * 1.15, height * 1.1);
    }

    /** Where the line leaves the frame: x and y of both ends, as parts of the frame from its upper left; null if nowhere. */
    double[] lineEnds() {
        if (line == null) {
            return null;
        }
        Frame frame = frame();
        double[] ends = new double[4];
        int found = 0;
        for (double edge : new double[] {0, 1}) {
            double y = (line.c() - line.a() * (frame.left() + edge * frame.width())) / line.b();
            found = end(ends, found, edge, frame.y(y));
            double x = (line.c() - line.b() * (frame.bottom() + edge * frame.height())) / line.a();
            found = end(ends, found, frame.x(x), 1 - edge);
        }
        return found < 2 ? null : ends;
    }

    private static int end(double[] ends, int found, double x, double y) {
        if (found == 2 || !(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            return found;
        }
        ends[2 * found] = x;
        ends[2 * found + 1] = y;
        return found + 1;
    }
}
