// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model as a table, in the layout of Keras's {@code model.summary()}: a row a layer with its output and its number of
 * parameters. Layers that follow one another take three columns and 88 characters a line, and the input is left out, as
 * for Keras's Sequential; other graphs take 108 characters and say what each layer is connected to. A shared layer is one row
 * with the connections of all its uses.
 */
public final class Summary {
    private static final int[] CHAIN_WIDTHS = {36, 27, 15};
    private static final int[] GRAPH_WIDTHS = {29, 25, 15, 26};
    private static final List<String> HEADER = List.of("Layer (type)", "Output Shape", "Param #", "Connected to");
    private static final int NUMBERS = 2;

    private final Model model;
    private final LayerGraph graph;
    private final boolean chain;
    private final int[] widths;
    private final StringBuilder text = new StringBuilder();

    private Summary(Model model) {
        this.model = model;
        this.graph = new LayerGraph(model);
        this.chain = model.inputs().size() == 1 && model.outputs().size() == 1 && isChain(model.nodes());
        this.widths = chain ? CHAIN_WIDTHS : GRAPH_WIDTHS;
    }

    /** The table, each line ended by a line feed. */
    public static String of(Model model) {
        return new Summary(model).print();
    }

    private String print() {
        text.append("Model: \"").append(model.name()).append("\"\n");
        rule("┏━", "━┳━", "━┓", "━");
        row(HEADER.subList(0, widths.length), "┃ ", " ┃ ", " ┃");
        rule("┡━", "━╇━", "━┩", "━");
        List<Node> nodes = graph.layers();
        for (int i = chain ? 1 : 0; i < nodes.size(); i++) {
            row(fields(nodes.get(i)), "│ ", " │ ", " │");
            if (i < nodes.size() - 1) {
                rule("├─", "─┼─", "─┤", "─");
            }
        }
        rule("└─", "─┴─", "─┘", "─");
        long trainable = model.weights().stream()
                .filter(Weight::trainable)
                .mapToLong(weight -> weight.values().length)
                .sum();
        count("Total params", model.parameters());
        count("Trainable params", trainable);
        count("Non-trainable params", model.parameters() - trainable);
        return text.toString();
    }

    private static boolean isChain(List<Node> nodes) {
        for (int i = 1; i < nodes.size(); i++) {
            if (!nodes.get(i).inputs().equals(List.of(nodes.get(i - 1)))) {
                return false;
            }
        }
        return true;
    }

    private List<String> fields(Node layer) {
        List<String> connections = graph.connections(layer);
        return List.of(
                        model.name(layer) + " (" + layer.layer().className() + ")",
                        graph.shape(layer),
                        grouped(graph.parameters(layer)),
                        connections.isEmpty() ? "-" : String.join(", ", connections))
                .subList(0, widths.length);
    }

    private void row(List<String> fields, String left, String middle, String right) {
        List<List<String>> cells = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < fields.size(); i++) {
            cells.add(wrap(fields.get(i), widths[i]));
            height = Math.max(height, cells.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            text.append(left);
            for (int i = 0; i < fields.size(); i++) {
                String cell = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                String space = " ".repeat(widths[i] - cell.length());
                text.append(i == 0 ? "" : middle).append(i == NUMBERS ? space + cell : cell + space);
            }
            text.append(right).append('\n');
        }
    }

    /** Lines of whole words; a word that is too long for a line is cut. */
    private static List<String> wrap(String field, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : field.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(cut(line, width));
                line = word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(cut(line, width));
        return lines;
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    private void rule(String left, String middle, String right, String dash) {
        text.append(left);
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : middle).append(dash.repeat(widths[i]));
        }
        text.append(right).append('\n');
    }

    private void count(String what, long parameters) {
        text.append(' ').append(what).append(": ").append(grouped(parameters));
        text.append(" (").append(size(parameters * Float.BYTES)).append(")\n");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN) + " " + units[unit];
    }
}
