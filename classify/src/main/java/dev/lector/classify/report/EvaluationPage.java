// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import dev.lector.classify.Averages;
import dev.lector.classify.ClassFigures;
import dev.lector.classify.Evaluation;
import dev.lector.classify.EvaluationReport;
import dev.lector.classify.LabelEvaluation;
import dev.lector.classify.MultiLabelEvaluation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as one HTML page that needs no other file and runs no script. */
public final class EvaluationPage {
    private static final String STYLE = """
            header p { margin: .2rem 0; } header { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem;
              margin: 1.4rem 0 0; }
            .tile { background: var(--card); border-radius: 8px; padding: .7rem .9rem; }
            .tile b { display: block; font-size: 1.55rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
            .tile span { font-size: .85rem; } .tile small { display: block; color: var(--soft); }
            .note { border-left: 3px solid var(--keras); padding: .3rem 0 .3rem .8rem; margin: 1rem 0; }
            .figures td:nth-child(n+2), .figures th:nth-child(n+2) { text-align: right;
              font-variant-numeric: tabular-nums; white-space: nowrap; }
            .figures td:first-child { min-width: 7rem; } .figures tr.sum td { color: var(--soft); }
            .bar { display: inline-block; width: 4.5rem; height: .5rem; margin-left: .5rem; border-radius: 3px;
              background: var(--line); overflow: hidden; vertical-align: .06rem; }
            .bar i { display: block; height: 100%; background: var(--s0); }
            .matrix { width: auto; font-variant-numeric: tabular-nums; }
            .matrix th { padding: .25rem .5rem; border: 0; } .matrix th.row { text-align: right; max-width: 12rem; }
            .matrix thead th { vertical-align: bottom; max-width: 7rem; }
            .matrix td { padding: .45rem .6rem; text-align: center; border: 1px solid var(--page); min-width: 3.2rem;
              background: color-mix(in srgb, var(--cell) calc(var(--p) * 1%), var(--card)); }
            .matrix td.right { --cell: var(--s0); } .matrix td.wrong { --cell: var(--s4); }
            .matrix td.strong { color: var(--page); } .matrix small { display: block; opacity: .75; }
            .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(21rem, 100%), 1fr)); gap: 1rem;
              align-items: start; }
            .key { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font-size: .85rem; margin: .4rem 0 0; padding: 0;
              list-style: none; } .key li::before { content: ""; display: inline-block; width: .9rem; height: .2rem;
              border-radius: 2px; background: currentColor; margin-right: .4rem; vertical-align: .22rem; }
            .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); }
            .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); }
            .k0 { color: var(--s0); } .k1 { color: var(--s1); } .k2 { color: var(--s2); } .k3 { color: var(--s3); }
            .k4 { color: var(--s4); } .k5 { color: var(--s5); } .key span { color: var(--ink); }
            polyline.even { stroke: var(--soft); stroke-dasharray: 3 4; stroke-width: 1; }
            circle.now { fill: var(--s0); fill-opacity: .75; } circle.before { fill: none; stroke: var(--s1); stroke-width: 1.5; }
            rect.now { fill: var(--s0); fill-opacity: .55; }
            .mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
            article { background: var(--card); border-radius: 8px; padding: .8rem .95rem; }
            article h3 { font-size: .95rem; margin: 0 0 .45rem; font-weight: 600; } article p { margin: .3rem 0; }
            .text { line-height: 1.65; } mark { color: inherit; border-radius: 3px; padding: .05rem .1rem;
              background: color-mix(in srgb, var(--m) calc(var(--a) * 1%), transparent); }
            mark.for { --m: var(--s0); } mark.against { --m: var(--s1); }
            .shares { font-size: .85rem; color: var(--soft); font-variant-numeric: tabular-nums; }
            .pair td { width: 50%; } footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem;
              font-size: .85rem; color: var(--soft); }
            @media (max-width: 40rem) { body { margin: 1rem auto; padding: 0 .9rem; } .bar { display: none; } }
            """;

    private static final int CLASSES = 100;
    private static final int DUPLICATES = 20;
    private static final int EXCERPT = 240;

    private final EvaluationReport report;
    private final Evaluation evaluation;
    private final Html html;

    private EvaluationPage(String title, EvaluationReport report) {
        this.report = report;
        this.evaluation = report.evaluation();
        this.html = new Html("Evaluation: " + title, STYLE);
    }

    /**
     * The page.
     *
     * @param title what was judged
     */
    public static String of(String title, EvaluationReport report) {
        EvaluationPage page = new EvaluationPage(title, report);
        page.head(title);
        page.tiles();
        page.evaluation.warnings().forEach(warning -> page.html.element("p", "note", warning));
        page.classes();
        page.confusion();
        EvaluationPictures.curves(page.html, report);
        EvaluationPictures.calibration(page.html, report);
        EvaluationMistakes.of(page.html, report);
        page.duplicates();
        page.foot();
        return page.html.end();
    }

    private void head(String title) {
        html.raw("<header>\n").element("h1", null, title);
        html.format(
                "<p class=\"soft\">%,d texts with %s, %d labels. Recipe %s, trained on %s texts.</p>\n</header>\n",
                evaluation.rows(),
                evaluation instanceof MultiLabelEvaluation ? "any number of labels each" : "one label each",
                evaluation.labels().size(),
                text(report.provenance().get("recipe")),
                text(data().get("trainingRows")));
    }

    private Map<?, ?> data() {
        return report.provenance().get("data") instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Object value) {
        return value == null ? "not known" : String.valueOf(value);
    }

    private void tiles() {
        html.raw("<div class=\"tiles\">\n");
        double[] interval = evaluation.accuracyInterval();
        String between = percent(interval[0]) + " to " + percent(interval[1]) + " with 95 % confidence";
        if (evaluation instanceof MultiLabelEvaluation sets) {
            tile(percent(sets.micro().f1()), "micro F1", "all decisions counted together");
            tile(percent(sets.macro().f1()), "macro F1", "every label counts the same");
            tile(percent(sets.accuracy()), "exactly right", between);
            tile(percent(sets.hammingLoss()), "hamming loss", "decisions that are wrong");
        } else if (evaluation instanceof LabelEvaluation one) {
            tile(percent(one.accuracy()), "accuracy", between);
            tile(percent(one.macro().f1()), "macro F1", "every class counts the same");
            tile(percent(one.majority()), "baseline", "always the most frequent label");
            if (one.rejectBelow() > 0) {
                tile(percent(one.answered()), "answered", percent(one.answeredAccuracy()) + " of these rightly");
            }
            tile(String.format(Locale.ROOT, "%.4f", one.logLoss()), "log loss", "0 would be perfect");
        }
        tile(percent(evaluation.rocArea()), "ROC area", "mean of the classes; 50 % is chance");
        tile(
                percent(evaluation.calibrationError()),
                "calibration error",
                Double.isNaN(evaluation.uncalibratedError())
                        ? "probabilities as the network has them"
                        : "without calibration " + percent(evaluation.uncalibratedError()));
        html.raw("</div>\n");
    }

    private void tile(String figure, String name, String note) {
        html.format("<div class=\"tile\"><b>%s</b><span>%s</span><small>%s</small></div>\n", figure, name, note);
    }

    private void classes() {
        html.raw("<h2>Classes</h2>\n<div class=\"wide\"><table class=\"figures\"><thead><tr><th>Class</th><th>F1</th>"
                + "<th>Precision</th><th>Recall</th><th>ROC area</th><th>PR area</th><th>Texts</th><th>Share</th>"
                + "<th>Share in training</th></tr></thead><tbody>\n");
        List<ClassFigures> classes = evaluation.classes();
        long training = report.rowsInTraining().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long here = classes.stream().mapToLong(ClassFigures::rows).sum();
        for (ClassFigures one : classes.subList(0, Math.min(CLASSES, classes.size()))) {
            Long before = report.rowsInTraining().get(one.label());
            html.format(
                    "<tr><td>%s</td><td>%s<span class=\"bar\"><i style=\"width:%.0f%%\"></i></span></td><td>%s</td><td>%s</td>"
                            + "<td>%s</td><td>%s</td><td>%,d</td><td>%s</td><td>%s</td></tr>\n",
                    one.label(),
                    percent(one.f1()),
                    100 * one.f1(),
                    percent(one.precision()),
                    percent(one.recall()),
                    percent(one.rocArea()),
                    percent(one.precisionRecallArea()),
                    one.rows(),
                    percent((double) one.rows() / here),
                    training == 0 ? "-" : percent((before == null ? 0 : before) / (double) training));
        }
        if (evaluation instanceof MultiLabelEvaluation) {
            sum("micro average", evaluation.micro());
        }
        sum("macro average", evaluation.macro());
        sum("weighted average", evaluation.weighted());
        html.raw("</tbody></table></div>\n");
        if (classes.size() > CLASSES) {
            html.format(
                    "<p class=\"soft\">%d classes more are in lector evaluate --json.</p>\n", classes.size() - CLASSES);
        }
    }

    private void sum(String name, Averages averages) {
        html.format(
                "<tr class=\"sum\"><td>%s</td><td>%s<span class=\"bar\"><i style=\"width:%.0f%%\"></i></span></td><td>%s</td>"
                        + "<td>%s</td><td></td><td></td><td>%,d</td><td></td><td></td></tr>\n",
                name,
                percent(averages.f1()),
                100 * averages.f1(),
                percent(averages.precision()),
                percent(averages.recall()),
                evaluation.rows());
    }

    private void confusion() {
        if (evaluation instanceof LabelEvaluation one) {
            ConfusionTable.of(html, one);
        }
    }

    private void duplicates() {
        html.raw("<h2>Near-duplicates of training texts</h2>\n");
        List<EvaluationReport.NearDuplicate> found = report.duplicates();
        if (found == null) {
            html.raw("<p class=\"soft\">Not looked for: the model keeps no texts. Give the file it was trained on,"
                    + " <code>--train-data FILE</code>.</p>\n");
            return;
        }
        if (found.isEmpty()) {
            html.raw("<p>No text shares half of its three-word sequences with a training text.</p>\n");
            return;
        }
        html.format(
                "<p>%,d of %,d texts (%s) share at least half of their three-word sequences with a training text. They make"
                        + " the figures look better than they are. The nearest:</p>\n",
                found.size(), evaluation.rows(), percent((double) found.size() / evaluation.rows()));
        html.raw(
                "<div class=\"wide\"><table class=\"pair\"><thead><tr><th>Like</th><th>This text</th><th>Training text</th>"
                        + "</tr></thead><tbody>\n");
        for (EvaluationReport.NearDuplicate one : found.subList(0, Math.min(DUPLICATES, found.size()))) {
            html.format(
                    "<tr><td style=\"width:auto\">%.0f&nbsp;%%</td><td>%s <small class=\"soft\">row %d</small></td><td>%s"
                            + " <small class=\"soft\">row %d</small></td></tr>\n",
                    100 * one.likeness(),
                    excerpt(one.text()),
                    one.row(),
                    excerpt(one.trainingText()),
                    one.trainingRow());
        }
        html.raw("</tbody></table></div>\n");
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, text.offsetByCodePoints(0, EXCERPT / 2)) + " …";
    }

    private void foot() {
        html.format(
                "<footer>Model: recipe %s, seed %s, made %s by Lector %s on %s; training rows SHA-256 %s.</footer>\n",
                text(report.provenance().get("recipe")),
                text(report.provenance().get("seed")),
                text(report.provenance().get("created")),
                text(report.provenance().get("lector")),
                text(report.provenance().get("jdk")),
                text(data().get("sha256")));
    }

    /** As in {@code 97.3 %}; a dash if it is not defined. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
    }
}
