// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws panels, two in a row: as SVG, as PNG, in characters. */
final class PlanePictures {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 360;
    private static final int EDGE = 24;
    private static final String[] COLOURS = {"#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a"};

    private PlanePictures() {}

    static String svg(List<PlanePanel> panels) {
        int rows = (panels.size() + 1) / 2;
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                2 * WIDTH,
                rows * HEIGHT));
        for (int i = 0; i < panels.size(); i++) {
            svg(panels.get(i), i % 2 * WIDTH, i / 2 * HEIGHT, out);
        }
        return out.append("</svg>\n").toString();
    }

    private static void svg(PlanePanel panel, int x, int y, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n<rect x=\"%d\" y=\"%d\" width=\"%d\""
                        + " height=\"%d\" fill=\"none\" stroke=\"#d0d7de\"/>%n",
                x + EDGE,
                y + EDGE - 8,
                escaped(panel.title()),
                x + EDGE,
                y + EDGE,
                WIDTH - 2 * EDGE,
                HEIGHT - 2 * EDGE));
        double[] ends = panel.lineEnds();
        if (ends != null) {
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#57606a\""
                            + " stroke-dasharray=\"5 3\"/>%n",
                    across(x, ends[0]),
                    down(y, ends[1]),
                    across(x, ends[2]),
                    down(y, ends[3])));
        }
        PlanePanel.Frame frame = panel.frame();
        for (PlanePanel.Point point : panel.points()) {
            out.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%4$s\"/><text x=\"%5$.1f\" y=\"%6$.1f\""
                            + " fill=\"%4$s\">%3$s</text>%n",
                    across(x, frame.x(point.x())),
                    down(y, frame.y(point.y())),
                    escaped(point.label()),
                    COLOURS[point.group() % COLOURS.length],
                    across(x, frame.x(point.x())) + 4,
                    down(y, frame.y(point.y())) + 4));
        }
    }

    private static double across(int x, double part) {
        return x + EDGE + part * (WIDTH - 2 * EDGE);
    }

    private static double down(int y, double part) {
        return y + EDGE + part * (HEIGHT - 2 * EDGE);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Twice the size of the SVG. */
    static void png(List<PlanePanel> panels, OutputStream to) throws IOException {
        int rows = (panels.size() + 1) / 2;
        BufferedImage image = new BufferedImage(4 * WIDTH, 2 * rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D out = image.createGraphics();
        out.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        out.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        out.setColor(Color.WHITE);
        out.fillRect(0, 0, image.getWidth(), image.getHeight());
        out.scale(2, 2);
        for (int i = 0; i < panels.size(); i++) {
            png(panels.get(i), i % 2 * WIDTH, i / 2 * HEIGHT, out);
        }
        out.dispose();
        ImageIO.write(image, "png", to);
    }

    private static void png(PlanePanel panel, int x, int y, Graphics2D out) {
        out.setColor(Color.BLACK);
        out.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
        out.drawString(panel.title(), x + EDGE, y + EDGE - 8);
        out.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        out.setStroke(new BasicStroke(1));
        out.setColor(Color.decode("#d0d7de"));
        out.drawRect(x + EDGE, y + EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE);
        double[] ends = panel.lineEnds();
        if (ends != null) {
            out.setColor(Color.decode("#57606a"));
            out.draw(new Line2D.Double(across(x, ends[0]), down(y, ends[1]), across(x, ends[2]), down(y, ends[3])));
        }
        PlanePanel.Frame frame = panel.frame();
        for (PlanePanel.Point point : panel.points()) {
            double cx = across(x, frame.x(point.x()));
            double cy = down(y, frame.y(point.y()));
            out.setColor(Color.decode(COLOURS[point.group() % COLOURS.length]));
            out.fill(new Ellipse2D.Double(cx - 2.5, cy - 2.5, 5, 5));
            out.drawString(point.label(), (float) cx + 4, (float) cy + 4);
        }
    }

    /** One panel; each point is the first character of its label, the line is dots. A point hides those before it. */
    static String characters(PlanePanel panel, int columns, int rows) {
        char[][] cells = new char[rows][columns];
        for (char[] row : cells) {
            java.util.Arrays.fill(row, ' ');
        }
        double[] ends = panel.lineEnds();
        for (int i = 0; ends != null && i <= 4 * columns; i++) {
            double part = i / (4. * columns);
            put(cells, ends[0] + part * (ends[2] - ends[0]), ends[1] + part * (ends[3] - ends[1]), '.');
        }
        PlanePanel.Frame frame = panel.frame();
        for (PlanePanel.Point point : panel.points()) {
            put(cells, frame.x(point.x()), frame.y(point.y()), point.label().charAt(0));
        }
        StringBuilder out = new StringBuilder(panel.title()).append('\n');
        for (char[] row : cells) {
            out.append("  ").append(new String(row).stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static void put(char[][] cells, double x, double y, char c) {
        int row = (int) Math.min(cells.length - 1, y * cells.length);
        cells[row][(int) Math.min(cells[row].length - 1, x * cells[row].length)] = c;
    }
}
