// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the README's picture out of the output of a real run:
 *
 * <pre>{@code
 * ./lector demo 2>&1 | java docs/TerminalPicture.java './lector demo' > docs/demo.svg
 * }</pre>
 *
 * The ANSI colours of the output are kept; with {@code LECTOR_JAVA_OPTS=-Dlector.colour=true} a run has them in a pipe.
 */
final class TerminalPicture {
    private static final double CHAR = 7.8;
    private static final int LINE = 18;
    private static final int EDGE = 14;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9;]*)m");
    private static final Map<String, String> FILLS = Map.of(
            "31", "#ff7b72", "32", "#7ee787", "33", "#e3b341", "34", "#79c0ff", "35", "#d2a8ff", "36", "#76e3ea", "2",
            "#8b949e", "1", "#ffffff");

    private TerminalPicture() {}

    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("$ " + String.join(" ", args));
        new String(System.in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
        int columns = lines.stream()
                .mapToInt(line -> COLOUR.matcher(line).replaceAll("").length())
                .max()
                .orElse(80);
        int width = (int) Math.ceil(columns * CHAR) + 2 * EDGE;
        int height = lines.size() * LINE + 2 * EDGE;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n",
                width,
                height,
                width));
        svg.append("<title>A terminal that runs ").append(escape(String.join(" ", args))).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        svg.append("<g font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"13\" fill=\"#e6edf3\"")
                .append(" xml:space=\"preserve\">\n");
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                int y = EDGE + (i + 1) * LINE - 5;
                svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">", EDGE, y))
                        .append(spans(lines.get(i)))
                        .append("</text>\n");
            }
        }
        svg.append("</g>\n</svg>\n");
        System.out.write(svg.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static String spans(String line) {
        StringBuilder out = new StringBuilder();
        Matcher colour = COLOUR.matcher(line);
        String fill = null;
        int at = 0;
        while (colour.find()) {
            append(out, line.substring(at, colour.start()), fill);
            for (String code : colour.group(1).split(";")) {
                fill = FILLS.get(code);
            }
            at = colour.end();
        }
        append(out, line.substring(at), fill);
        return out.toString();
    }

    private static void append(StringBuilder out, String text, String fill) {
        if (!text.isEmpty()) {
            out.append(fill == null ? "<tspan>" : "<tspan fill=\"" + fill + "\">")
                    .append(escape(text))
                    .append("</tspan>");
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
