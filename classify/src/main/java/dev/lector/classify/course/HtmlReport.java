// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.course;

import java.util.List;

/** A course report as one HTML page that needs no other file. */
public final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6877; --line: #d9dee5; --page: #ffffff;
              --card: #f6f8fa; --lector: #0b6bcb; --keras: #c2570c; --good: #17713c; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #9aa7b5; --line: #343d48;
              --page: #14181d; --card: #1c2229; --lector: #62aef7; --keras: #f2a266; --good: #6fcf97; --bad: #ff8a80; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
              max-width: 75rem; margin: 2rem auto; padding: 0 1.25rem; }
            h1 { font-size: 1.7rem; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
            p { max-width: 52rem; } .soft, figcaption small { color: var(--soft); }
            .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
            th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem; }
            th, td { padding: .34rem .7rem .34rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            .results td:nth-child(n+2), .results th:nth-child(n+2) { text-align: right;
              font-variant-numeric: tabular-nums; white-space: nowrap; }
            td:first-child { white-space: nowrap; } .claims td:first-child { white-space: normal; }
            td small { display: block; color: var(--soft); white-space: normal; }
            .yes { color: var(--good); font-weight: 600; } .no { color: var(--bad); font-weight: 600; }
            .curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; }
            figure { margin: 0; padding: .7rem .8rem; background: var(--card); border-radius: 8px; }
            figcaption { font-weight: 600; } figcaption small { display: block; font-weight: 400; }
            svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--soft); }
            .grid { stroke: var(--line); stroke-width: 1; }
            polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
            polyline.lector { stroke: var(--lector); } circle.lector { fill: var(--lector); }
            polyline.keras { stroke: var(--keras); stroke-dasharray: 4 3; } circle.keras { fill: var(--keras); }
            .key b { font-weight: 600; } .key .l { color: var(--lector); } .key .k { color: var(--keras); }
            """;

    private final StringBuilder html = new StringBuilder();

    private HtmlReport() {}

    /** The page. */
    public static String of(CourseReport report) {
        HtmlReport page = new HtmlReport();
        page.write(report);
        return page.html.toString();
    }

    private void write(CourseReport report) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
                + "<title>Lector: the course's networks</title><style>\n");
        html.append(STYLE).append("</style></head><body>\n<h1>The course's networks</h1>\n");
        report.notes().forEach(note -> element("p", "soft", note));
        results(report);
        report.overall().forEach(line -> element("p", null, line));
        claims(report);
        curves(report);
        html.append("<h2>This run</h2>\n<ul>\n");
        report.remarks().forEach(remark -> element("li", null, remark));
        html.append("</ul>\n</body></html>\n");
    }

    private void results(CourseReport report) {
        html.append("<div class=\"wide\"><table class=\"results\"><thead>");
        titles(CourseReport.COLUMNS);
        html.append("</thead><tbody>\n");
        List<List<String>> rows = report.rows();
        for (int i = 0; i < rows.size(); i++) {
            html.append("<tr><td>").append(escaped(rows.get(i).get(0)));
            html.append("<small>")
                    .append(escaped(report.standings().get(i).experiment().about()))
                    .append("</small></td>");
            rows.get(i).stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void claims(CourseReport report) {
        if (report.verdicts().isEmpty()) {
            return;
        }
        html.append("<h2>What the course claims</h2>\n<div class=\"wide\"><table class=\"claims\"><thead>");
        titles(CourseReport.VERDICTS);
        html.append("</thead><tbody>\n");
        for (List<String> row : report.verdictRows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                boolean last = i == row.size() - 1;
                element("td", last ? colour(row.get(i)) : null, row.get(i));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String colour(String answer) {
        return switch (answer) {
            case "shown", "no gain seen" -> "yes";
            case "not shown" -> null;
            default -> "no";
        };
    }

    private void curves(CourseReport report) {
        html.append("<h2>Learning curves</h2>\n<p class=\"key soft\">Accuracy on the rows held back after each epoch:"
                + " <b class=\"l\">Lector</b>, a line a seed; <b class=\"k\">Keras</b>, dashed. A dot marks the epoch that"
                + " counts.</p>\n<div class=\"curves\">\n");
        for (Standing standing : report.standings()) {
            String curves = LearningCurves.of(standing);
            if (!curves.isEmpty()) {
                html.append("<figure><figcaption>")
                        .append(escaped(standing.experiment().name()));
                html.append("<small>Lector ").append(escaped(CourseReport.accuracy(standing.lector())));
                if (!standing.keras().isEmpty()) {
                    html.append(", Keras ").append(escaped(CourseReport.accuracy(standing.keras())));
                }
                html.append("</small></figcaption>").append(curves).append("</figure>\n");
            }
        }
        html.append("</div>\n");
    }

    private void titles(List<String> titles) {
        html.append("<tr>");
        titles.forEach(title -> element("th", null, title));
        html.append("</tr>");
    }

    private void element(String name, String style, String text) {
        html.append('<').append(name);
        if (style != null) {
            html.append(" class=\"").append(style).append('"');
        }
        html.append('>').append(escaped(text)).append("</").append(name).append(">\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
