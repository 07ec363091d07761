// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import dev.lector.classify.EvaluationReport;
import dev.lector.classify.EvaluationReport.LabelCurves;
import dev.lector.classify.Reliability;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The pictures of an evaluation: ROC and precision-recall curves, calibration. */
final class EvaluationPictures {
    private static final int SERIES = 6;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 300;
    private static final int BOTTOM = 36;

    private EvaluationPictures() {}

    static void curves(Html html, EvaluationReport report) {
        if (report.curves().isEmpty()) {
            return;
        }
        Map<String, Integer> rows =
                report.evaluation().classes().stream().collect(Collectors.toMap(one -> one.label(), one -> one.rows()));
        List<LabelCurves> shown = report.curves().stream()
                .sorted(Comparator.comparingInt((LabelCurves one) -> -rows.get(one.label())))
                .limit(SERIES)
                .toList();
        html.raw("<h2>Curves</h2>\n<p class=\"soft\">Every threshold of a class against the rest");
        html.raw(report.curves().size() > SERIES ? ", of the " + SERIES + " most frequent classes" : "");
        html.raw(". Up and to the left is better in the first, up and to the right in the second.</p>\n"
                + "<div class=\"pictures\">\n");
        figure(html, "ROC", "Wrongly given of all others", "Found", shown, LabelCurves::roc, LabelCurves::rocArea);
        figure(
                html,
                "Precision and recall",
                "Recall: found",
                "Precision: right of what was given",
                shown,
                LabelCurves::precisionRecall,
                LabelCurves::precisionRecallArea);
        html.raw("</div>\n");
    }

    private static void figure(
            Html html,
            String title,
            String below,
            String up,
            List<LabelCurves> shown,
            Function<LabelCurves, List<double[]>> points,
            ToDoubleFunction<LabelCurves> area) {
        html.format("<figure><figcaption>%s<small>%s, upwards</small></figcaption>\n", title, up);
        Chart chart = square(title + " curves of the classes").below(below);
        if (title.equals("ROC")) {
            chart.line("even", List.of(new double[] {0, 0}, new double[] {1, 1}));
        }
        for (int i = 0; i < shown.size(); i++) {
            chart.line("s" + i, points.apply(shown.get(i)));
        }
        html.raw(chart.end()).raw("<ul class=\"key\">");
        for (int i = 0; i < shown.size(); i++) {
            html.format(
                    "<li class=\"k%d\"><span>%s, area %s</span></li>",
                    i, shown.get(i).label(), EvaluationPage.percent(area.applyAsDouble(shown.get(i))));
        }
        html.raw("</ul></figure>\n");
    }

    private static Chart square(String about) {
        return new Chart(about, WIDTH, HEIGHT, BOTTOM, 0, 1, 0, 1)
                .rows(.2, EvaluationPictures::whole)
                .columns(0, .2, EvaluationPictures::whole);
    }

    private static String whole(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    static void calibration(Html html, EvaluationReport report) {
        Reliability now = report.evaluation().reliability();
        long all = now.bins().stream().mapToLong(Reliability.Bin::count).sum();
        html.raw(
                "<h2>Calibration</h2>\n<p class=\"soft\">If probabilities can be believed, the dots lie on the dashed line: of"
                        + " what is said with 80 % probability, 80 % comes true. Larger dots stand for more answers.</p>\n"
                        + "<div class=\"pictures\">\n");
        html.format(
                "<figure><figcaption>Comes true<small>%%, against what was said; calibration error %s</small></figcaption>\n",
                EvaluationPage.percent(now.error()));
        Chart chart = square("Calibration: what came true against what was said")
                .below("Probability that was said")
                .line("even", List.of(new double[] {0, 0}, new double[] {1, 1}));
        if (report.uncalibrated() != null) {
            dots(chart, "before", report.uncalibrated(), all);
        }
        dots(chart, "now", now, all);
        html.raw(chart.end());
        if (report.uncalibrated() != null) {
            html.format(
                    "<ul class=\"key\"><li class=\"k0\"><span>calibrated, error %s</span></li><li class=\"k1\"><span>before,"
                            + " error %s</span></li></ul>",
                    EvaluationPage.percent(now.error()),
                    EvaluationPage.percent(report.uncalibrated().error()));
        }
        html.raw("</figure>\n<figure><figcaption>How sure the answers are<small>% of the answers in each range of"
                + " probability</small></figcaption>\n");
        double highest = now.bins().stream()
                .mapToDouble(bin -> (double) bin.count() / all)
                .max()
                .orElse(1);
        double top = Math.max(.1, Math.ceil(highest * 10) / 10);
        Chart bars = new Chart("Share of answers by probability", WIDTH, HEIGHT, BOTTOM, 0, 1, 0, top)
                .rows(top / 5, EvaluationPictures::whole)
                .columns(0, .2, EvaluationPictures::whole)
                .below("Probability that was said");
        now.bins().forEach(bin -> bars.bar("now", bin.low(), bin.high(), (double) bin.count() / all));
        html.raw(bars.end()).raw("</figure>\n</div>\n");
    }

    private static void dots(Chart chart, String style, Reliability reliability, long all) {
        for (Reliability.Bin bin : reliability.bins()) {
            chart.dot(
                    style,
                    bin.confidence(),
                    bin.share(),
                    2.5 + 9 * Math.sqrt((double) bin.count() / all),
                    String.format(
                            Locale.ROOT,
                            "%,d answers, said %.1f %%, true %.1f %%",
                            bin.count(),
                            100 * bin.confidence(),
                            100 * bin.share()));
        }
    }
}
