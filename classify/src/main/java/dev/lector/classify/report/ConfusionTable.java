// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import dev.lector.classify.LabelEvaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which labels were taken for which: a matrix, of many labels the most frequent confusions. */
final class ConfusionTable {
    private static final int LABELS = 24;
    private static final int PAIRS = 25;
    /** From this share of a row on the cell is so dark that its number is written in the colour of the page. */
    private static final int STRONG = 55;

    private ConfusionTable() {}

    static void of(Html html, LabelEvaluation evaluation) {
        html.raw("<h2>Confusion</h2>\n");
        if (evaluation.labels().size() > LABELS) {
            pairs(html, evaluation);
            return;
        }
        List<String> labels = evaluation.labels();
        html.raw(
                "<p class=\"soft\">A row is a true label, a column what was answered; each cell has the number of texts and"
                        + " their share of the row.</p>\n<div class=\"wide\"><table class=\"matrix\"><thead><tr><th></th>");
        labels.forEach(label -> html.element("th", null, label));
        html.raw("</tr></thead><tbody>\n");
        for (int truth = 0; truth < labels.size(); truth++) {
            html.raw("<tr>").element("th", "row", labels.get(truth));
            int rows = evaluation.classes().get(truth).rows();
            for (int given = 0; given < labels.size(); given++) {
                int count = evaluation.confusion(truth, given);
                double share = rows == 0 ? 0 : 100.0 * count / rows;
                html.format(
                        "<td class=\"%s%s\" style=\"--p:%.0f\">%,d<small>%s</small></td>",
                        truth == given ? "right" : "wrong",
                        share >= STRONG ? " strong" : "",
                        // A few texts must be seen, too.
                        count == 0 ? 0 : 8 + .92 * share,
                        count,
                        rows == 0 ? "-" : EvaluationPage.percent(share / 100));
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private static void pairs(Html html, LabelEvaluation evaluation) {
        List<int[]> pairs = new ArrayList<>();
        for (int truth = 0; truth < evaluation.labels().size(); truth++) {
            for (int given = 0; given < evaluation.labels().size(); given++) {
                if (truth != given && evaluation.confusion(truth, given) > 0) {
                    pairs.add(new int[] {truth, given});
                }
            }
        }
        pairs.sort(Comparator.comparingInt((int[] pair) -> -evaluation.confusion(pair[0], pair[1])));
        html.format(
                "<p class=\"soft\">The most frequent of %,d different confusions among %d labels.</p>\n",
                pairs.size(), evaluation.labels().size());
        html.raw("<div class=\"wide\"><table><thead><tr><th>True label</th><th>Taken for</th><th>Texts</th>"
                + "<th>Share of the label</th></tr></thead><tbody>\n");
        for (int[] pair : pairs.subList(0, Math.min(PAIRS, pairs.size()))) {
            int count = evaluation.confusion(pair[0], pair[1]);
            html.format(
                    "<tr><td>%s</td><td>%s</td><td>%,d</td><td>%s</td></tr>\n",
                    evaluation.labels().get(pair[0]),
                    evaluation.labels().get(pair[1]),
                    count,
                    EvaluationPage.percent(
                            (double) count / evaluation.classes().get(pair[0]).rows()));
        }
        html.raw("</tbody></table></div>\n");
    }
}
