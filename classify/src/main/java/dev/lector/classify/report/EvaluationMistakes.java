// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.report;

import dev.lector.classify.EvaluationReport;
import dev.lector.classify.EvaluationReport.Mistake;
import dev.lector.classify.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The most confident mistakes, each with the n-grams that decided marked in its text. */
final class EvaluationMistakes {
    /** Of a long text the part around the strongest n-gram is shown. */
    private static final int EXCERPT = 520;

    private static final int NGRAMS = 6;
    /** The strongest n-gram is coloured so much, in percent; others in proportion. */
    private static final double STRONGEST = 55;

    private EvaluationMistakes() {}

    static void of(Html html, EvaluationReport report) {
        html.raw("<h2>Most confident mistakes</h2>\n");
        if (report.mistakes().isEmpty()) {
            html.raw("<p>There are none: every text was answered rightly.</p>\n");
            return;
        }
        html.format(
                "<p class=\"soft\">The surest of %,d wrong answers. Marked are the words that spoke <mark class=\"for\""
                        + " style=\"--a:40\">for</mark> the answer and <mark class=\"against\" style=\"--a:40\">against</mark> it;"
                        + " below them the strongest with their share of the log-odds. Often it is the label that is"
                        + " wrong.</p>\n<div class=\"mistakes\">\n",
                report.wrong());
        report.mistakes().forEach(mistake -> card(html, mistake));
        html.raw("</div>\n");
    }

    private static void card(Html html, Mistake mistake) {
        Explanation why = mistake.explanation();
        html.format(
                "<article><h3>%s <span class=\"soft\">%s, row %d</span></h3>\n",
                names(mistake.given()) + " instead of " + names(mistake.truth()),
                EvaluationPage.percent(why.probability()) + " " + why.label(),
                mistake.row());
        html.raw("<p class=\"text\">");
        marked(html, why);
        html.raw("</p>\n");
        if (why.noEvidence()) {
            html.raw("<p class=\"shares\">No word of this text is known to the model.</p>\n");
        } else {
            html.element(
                    "p",
                    "shares",
                    why.strongest(NGRAMS).stream()
                            .map(one -> String.format(Locale.ROOT, "%+.2f %s", one.share(), oneLine(one.text())))
                            .collect(Collectors.joining("  ·  ")));
        }
        html.raw("</article>\n");
    }

    private static String names(List<String> labels) {
        return labels.isEmpty() ? "no label" : String.join(", ", labels);
    }

    private static void marked(Html html, Explanation why) {
        String text = why.text();
        double most = why.ngrams().stream()
                .mapToDouble(one -> Math.abs(one.share()))
                .max()
                .orElse(1);
        int from = 0;
        int to = text.length();
        if (text.length() > EXCERPT) {
            int middle = why.noEvidence() ? 0 : why.strongest(1).get(0).start();
            from = Math.max(0, Math.min(middle - EXCERPT / 2, text.length() - EXCERPT));
            to = Math.min(text.length(), from + EXCERPT);
            from -= from > 0 && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
            to -= to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
        }
        html.raw(from > 0 ? "… " : "");
        int at = from;
        for (Explanation.Ngram mark : why.marks(from, to)) {
            html.format(
                    "%s<mark class=\"%s\" style=\"--a:%.0f\">%s</mark>",
                    text.substring(at, mark.start()),
                    mark.share() < 0 ? "against" : "for",
                    STRONGEST * Math.abs(mark.share()) / most,
                    mark.text());
            at = mark.end();
        }
        html.format("%s", text.substring(at, to)).raw(to < text.length() ? " …" : "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
