// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.NgramReport;
import java.util.Locale;

/** A page with what every filter detects: one file, no script, nothing fetched. */
final class NgramsPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s: n-grams</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: #1f2328; }
            h2 { margin-top: 2.5rem; }
            section { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1rem; }
            article { border: 1px solid #d1d9e0; border-radius: 6px; padding: .7rem .9rem; }
            h3 { font-size: 1rem; margin: 0 0 .1rem; }
            article p { margin: 0 0 .5rem; color: #59636e; font-size: .85rem; }
            table { border-collapse: collapse; width: 100%%; }
            td { padding: .1rem .3rem; vertical-align: top; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; color: #59636e; white-space: nowrap; }
            </style>
            </head>
            <body>
            """;

    private NgramsPage() {}

    static String of(String title, NgramReport report) {
        StringBuilder page = new StringBuilder(String.format(Locale.ROOT, HEAD, escape(title)));
        line(page, "<h1>What the filters detect</h1>");
        line(
                page,
                "<p>%s. %,d texts, %,d filters of %s, %,d of them silent. For each filter the n-grams with its strongest"
                        + " answers: the answer, what it adds to the label's log-odds, and the number of texts whose"
                        + " strongest window it was.</p>",
                escape(title),
                report.texts(),
                report.filters().size(),
                escape(String.join(", ", report.layers())),
                report.silent());
        for (String label : report.labels()) {
            line(
                    page,
                    "<h2>%s: %,d filters</h2>",
                    escape(label),
                    report.of(label).size());
            line(page, "<section>");
            report.of(label).forEach(filter -> filter(page, filter, report.texts()));
            line(page, "</section>");
        }
        line(page, "</body>");
        line(page, "</html>");
        return page.toString();
    }

    private static void filter(StringBuilder page, NgramReport.Filter filter, long texts) {
        line(page, "<article>");
        line(page, "<h3>%s #%d</h3>", escape(filter.layer()), filter.index());
        line(
                page,
                "<p>reads %d, pull %+.2f, fired in %.0f %% of the texts</p>",
                filter.words(),
                filter.strength(),
                100.0 * filter.fired() / texts);
        line(page, "<table>");
        for (NgramReport.Ngram ngram : filter.ngrams()) {
            line(
                    page,
                    "<tr><td>%s</td><td class=\"n\">%.2f</td><td class=\"n\">%+.2f</td><td class=\"n\">%,d</td></tr>",
                    escape(ngram.text()),
                    ngram.activation(),
                    ngram.pulls().get(filter.label()),
                    ngram.count());
        }
        line(page, "</table>");
        line(page, "</article>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
