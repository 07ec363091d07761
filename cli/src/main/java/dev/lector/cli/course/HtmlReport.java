// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.classify.report.Html;
import java.util.List;

/** A course report as one HTML page that needs no other file. */
public final class HtmlReport {
    /** What the shared look lacks. */
    private static final String STYLE = """
            .results td:nth-child(n+2), .results th:nth-child(n+2) { text-align: right;
              font-variant-numeric: tabular-nums; white-space: nowrap; }
            td:first-child { white-space: nowrap; } .claims td:first-child { white-space: normal; }
            td small { display: block; color: var(--soft); white-space: normal; }
            .yes { color: var(--good); font-weight: 600; } .no { color: var(--bad); font-weight: 600; }
            .curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; }
            polyline.lector { stroke: var(--lector); } circle.lector { fill: var(--lector); }
            polyline.keras { stroke: var(--keras); stroke-dasharray: 4 3; } circle.keras { fill: var(--keras); }
            .key b { font-weight: 600; } .key .l { color: var(--lector); } .key .k { color: var(--keras); }
            """;

    private final Html html = new Html("Lector: the course's networks", STYLE);

    private HtmlReport() {}

    /** The page. */
    public static String of(CourseReport report) {
        return new HtmlReport().write(report);
    }

    private String write(CourseReport report) {
        html.element("h1", null, "The course's networks");
        report.notes().forEach(note -> html.element("p", "soft", note));
        results(report);
        report.overall().forEach(line -> html.element("p", null, line));
        claims(report);
        curves(report);
        html.raw("<h2>This run</h2>\n<ul>\n");
        report.remarks().forEach(remark -> html.element("li", null, remark));
        return html.raw("</ul>\n").end();
    }

    private void results(CourseReport report) {
        html.raw("<div class=\"wide\"><table class=\"results\"><thead>");
        titles(CourseReport.COLUMNS);
        html.raw("</thead><tbody>\n");
        List<List<String>> rows = report.rows();
        for (int i = 0; i < rows.size(); i++) {
            html.format(
                    "<tr><td>%s<small>%s</small></td>",
                    rows.get(i).get(0), report.standings().get(i).experiment().about());
            rows.get(i).stream().skip(1).forEach(cell -> html.element("td", null, cell));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private void claims(CourseReport report) {
        if (report.verdicts().isEmpty()) {
            return;
        }
        html.raw("<h2>What the course claims</h2>\n<div class=\"wide\"><table class=\"claims\"><thead>");
        titles(CourseReport.VERDICTS);
        html.raw("</thead><tbody>\n");
        for (List<String> row : report.verdictRows()) {
            html.raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                boolean last = i == row.size() - 1;
                html.element("td", last ? colour(row.get(i)) : null, row.get(i));
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private static String colour(String answer) {
        return switch (answer) {
            case "shown", "no gain seen" -> "yes";
            case "not shown" -> null;
            default -> "no";
        };
    }

    private void curves(CourseReport report) {
        html.raw("<h2>Learning curves</h2>\n<p class=\"key soft\">Accuracy on the rows held back after each epoch:"
                + " <b class=\"l\">Lector</b>, a line a seed; <b class=\"k\">Keras</b>, dashed. A dot marks the epoch that"
                + " counts.</p>\n<div class=\"curves\">\n");
        for (Standing standing : report.standings()) {
            String curves = LearningCurves.of(standing);
            if (!curves.isEmpty()) {
                html.format(
                        "<figure><figcaption>%s<small>%s</small></figcaption>",
                        standing.experiment().name(), accuracies(standing));
                html.raw(curves).raw("</figure>\n");
            }
        }
        html.raw("</div>\n");
    }

    private static String accuracies(Standing standing) {
        String lector = "Lector " + CourseReport.accuracy(standing.lector());
        return standing.keras().isEmpty() ? lector : lector + ", Keras " + CourseReport.accuracy(standing.keras());
    }

    private void titles(List<String> titles) {
        html.raw("<tr>");
        titles.forEach(title -> html.element("th", null, title));
        html.raw("</tr>");
    }
}
