// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.course;

import java.util.List;
import java.util.Locale;

/** Accuracy after each epoch as an SVG picture: a line a seed, Keras's dashed, a dot at the epoch that counts. */
final class LearningCurves {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 170;
    private static final int LEFT = 34;
    private static final int BOTTOM = 22;
    private static final int TOP = 8;
    private static final int RIGHT = 8;

    private final StringBuilder svg = new StringBuilder();
    private final int epochs;
    private final double low;
    private final double high;

    private LearningCurves(int epochs, double low, double high) {
        this.epochs = epochs;
        this.low = low;
        this.high = high;
    }

    /** The picture, or an empty text if no run has a curve. */
    static String of(Standing standing) {
        int epochs = 0;
        double low = 1;
        double high = 0;
        for (List<Outcome> runs : List.of(standing.lector(), standing.keras())) {
            for (Outcome run : runs) {
                epochs = Math.max(epochs, run.curve().size());
                for (double value : run.curve()) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (epochs == 0) {
            return "";
        }
        LearningCurves curves =
                new LearningCurves(epochs, Math.floor(low * 20) / 20, Math.max(Math.ceil(high * 20), 1) / 20);
        curves.draw(standing);
        return curves.svg.toString();
    }

    private void draw(Standing standing) {
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Accuracy of %s after each epoch\">",
                WIDTH, HEIGHT, standing.experiment().name());
        double step = high - low > .25 ? .1 : .05;
        for (double value = low; value < high + 1e-9; value += step) {
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>",
                    LEFT, WIDTH - RIGHT, y(value), y(value), LEFT - 5, y(value) + 3.5, 100 * value);
        }
        int every = Math.max(1, (int) Math.ceil(epochs / 6.0));
        for (int epoch = every; epoch <= epochs; epoch += every) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x(epoch), HEIGHT - BOTTOM + 14, epoch);
        }
        standing.keras().forEach(run -> line(run, "keras"));
        standing.lector().forEach(run -> line(run, "lector"));
        add("</svg>");
    }

    private void line(Outcome run, String style) {
        if (run.curve().isEmpty()) {
            return;
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < run.curve().size(); i++) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(i + 1), y(run.curve().get(i))));
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", style, points.toString().strip());
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>",
                style, x(run.bestEpoch()), y(run.curve().get(run.bestEpoch() - 1)));
    }

    private double x(int epoch) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (epochs == 1 ? .5 : (epoch - 1.0) / (epochs - 1));
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
