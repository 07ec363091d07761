// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.classify.report.Chart;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accuracy after each epoch as an SVG picture: a line a seed, Keras's dashed, a dot at the epoch that counts. */
final class LearningCurves {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 170;
    private static final int BOTTOM = 22;

    private LearningCurves() {}

    /** The picture, or an empty text if no run has a curve. */
    static String of(Standing standing) {
        List<Outcome> runs = Stream.concat(standing.keras().stream(), standing.lector().stream())
                .filter(run -> !run.curve().isEmpty())
                .toList();
        if (runs.isEmpty()) {
            return "";
        }
        int epochs = runs.stream().mapToInt(run -> run.curve().size()).max().orElseThrow();
        DoubleSummaryStatistics values = runs.stream()
                .flatMap(run -> run.curve().stream())
                .collect(Collectors.summarizingDouble(value -> value));
        double low = Math.floor(values.getMin() * 20) / 20;
        double high = Math.max(Math.ceil(values.getMax() * 20), 1) / 20;
        String about = "Accuracy of " + standing.experiment().name() + " after each epoch";
        Chart chart = new Chart(about, WIDTH, HEIGHT, BOTTOM, 1, epochs, low, high);
        chart.rows(high - low > .25 ? .1 : .05, value -> String.format(Locale.ROOT, "%.0f", 100 * value));
        int every = Math.max(1, (int) Math.ceil(epochs / 6.0));
        chart.columns(every, every, value -> String.format(Locale.ROOT, "%.0f", value));
        standing.keras().forEach(run -> line(chart, run, "keras"));
        standing.lector().forEach(run -> line(chart, run, "lector"));
        return chart.end();
    }

    private static void line(Chart chart, Outcome run, String style) {
        if (run.curve().isEmpty()) {
            return;
        }
        List<double[]> points = new ArrayList<>();
        for (double value : run.curve()) {
            points.add(new double[] {points.size() + 1, value});
        }
        chart.line(style, points);
        chart.dot(style, run.bestEpoch(), run.curve().get(run.bestEpoch() - 1), 2.5, null);
    }
}
