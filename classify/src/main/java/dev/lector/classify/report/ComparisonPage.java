// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import dev.lector.classify.Comparison;
import dev.lector.classify.PairedTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A {@link Comparison} as one page of HTML that needs no other file and runs no script. */
public final class ComparisonPage {
    private static final String STYLE = """
            figure { max-width: 60rem; }
            polyline.range { stroke: var(--s0); stroke-width: 5; opacity: .3; stroke-linecap: round; }
            circle.fold { fill: var(--s0); fill-opacity: .45; } circle.mean { fill: var(--s1); }
            .figures td:nth-child(n+2), .figures th:nth-child(n+2) { text-align: right;
              font-variant-numeric: tabular-nums; white-space: nowrap; }
            footer { margin-top: 3rem; font-size: .85rem; color: var(--soft); }
            """;
    /** Steps between lines of the picture, in shares. */
    private static final double[] STEPS = {.001, .002, .005, .01, .02, .05, .1, .2};
    /** More lines than this are no help. */
    private static final int LINES = 9;

    private final Comparison comparison;
    private final Html html;

    private ComparisonPage(String title, Comparison comparison) {
        this.comparison = comparison;
        this.html = new Html("Comparison: " + title, STYLE);
    }

    /**
     * The page.
     *
     * @param title the data's name
     */
    public static String of(String title, Comparison comparison) {
        ComparisonPage page = new ComparisonPage(title, comparison);
        page.html.element("h1", null, "Recipes on " + title);
        page.html.format(
                "<p class=\"soft\">%,d texts, the same %d folds for all.</p>\n",
                comparison.rows(), comparison.best().result().folds().size());
        page.html.element("p", null, comparison.verdict());
        page.picture();
        page.figures();
        page.differences();
        page.foot();
        return page.html.end();
    }

    private void picture() {
        List<double[]> folds =
                comparison.entries().stream().map(comparison::folds).toList();
        double lowest = folds.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
        double highest = folds.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        double step = step(highest - lowest);
        double low = Math.floor(lowest / step) * step;
        double high = Math.max(low + step, Math.ceil(highest / step) * step);
        Chart chart = new Chart(comparison.figure() + " of each fold", 900, 320, 24, -.5, folds.size() - .5, low, high)
                .rows(step, value -> String.format(Locale.ROOT, step < .01 ? "%.1f" : "%.0f", 100 * value))
                .columns(
                        0,
                        1,
                        at -> Html.escaped(
                                comparison.entries().get((int) Math.round(at)).name()));
        for (int i = 0; i < folds.size(); i++) {
            double[] own = folds.get(i);
            chart.line(
                    "range", List.of(new double[] {i, Arrays.stream(own).min().orElse(low)}, new double[] {
                        i, Arrays.stream(own).max().orElse(high)
                    }));
            for (int fold = 0; fold < own.length; fold++) {
                chart.dot("fold", i, own[fold], 3, "fold " + (fold + 1) + ": " + percent(own[fold]));
            }
            double mean = comparison.entries().get(i).result().microF1();
            chart.dot("mean", i, mean, 5, "mean: " + percent(mean));
        }
        html.format(
                "<figure><figcaption>%s in percent <small>each fold, and the mean of the folds</small></figcaption>\n",
                comparison.figure());
        html.raw(chart.end()).raw("</figure>\n");
    }

    private static double step(double range) {
        for (double step : STEPS) {
            if (range / step <= LINES) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    private void figures() {
        html.format(
                "<h2>Figures</h2>\n<div class=\"wide\"><table class=\"figures\"><thead><tr><th>Recipe</th><th>%s</th>"
                        + "<th>lowest fold</th><th>highest fold</th><th>macro F1</th><th>seconds</th></tr></thead><tbody>\n",
                comparison.figure());
        for (Comparison.Entry entry : comparison.entries()) {
            double[] folds = comparison.folds(entry);
            html.format(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%.1f</td></tr>\n",
                    entry.name(),
                    percent(entry.result().microF1()),
                    percent(Arrays.stream(folds).min().orElse(Double.NaN)),
                    percent(Arrays.stream(folds).max().orElse(Double.NaN)),
                    percent(entry.result().macroF1()),
                    entry.result().seconds());
        }
        html.raw("</tbody></table></div>\n");
    }

    private void differences() {
        html.format(
                "<h2>Beside %s</h2>\n<div class=\"wide\"><table class=\"figures\"><thead><tr><th>Recipe</th>"
                        + "<th>points of %s</th><th>95&nbsp;%% interval</th><th>p, folds</th><th>only it right</th>"
                        + "<th>only the best right</th><th>p, rows</th></tr></thead><tbody>\n",
                comparison.best().name(), comparison.figure());
        for (Comparison.Entry entry : comparison.entries()) {
            PairedTest test = entry.toBest();
            if (test != null) {
                html.format(
                        "<tr><td>%s</td><td>%+.2f</td><td>%+.2f to %+.2f</td><td>%s</td><td>%,d</td><td>%,d</td><td>%s</td>"
                                + "</tr>\n",
                        entry.name(),
                        100 * test.difference(),
                        100 * test.low95(),
                        100 * test.high95(),
                        chance(test.p()),
                        test.onlyFirst(),
                        test.onlySecond(),
                        chance(test.rowsP()));
            }
        }
        html.raw("</tbody></table></div>\n");
    }

    private void foot() {
        html.raw(
                "<footer><p>p over folds: corrected resampled t-test (Nadeau and Bengio 2003), which allows for training"
                        + " parts that overlap; over rows: McNemar's exact test. Neither is corrected for the number of recipes"
                        + " looked at. The best was chosen by these folds, so its own figure is a little too good.</p></footer>\n");
    }

    private static String chance(double p) {
        return p < .001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * share);
    }
}
