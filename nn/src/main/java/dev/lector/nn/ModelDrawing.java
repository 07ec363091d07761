// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model as an SVG file: a box a layer with its name, type, shapes and number of parameters, from the inputs at the top to
 * the outputs at the bottom, branches side by side. Colours follow the reader's dark or light setting.
 *
 * <p>Layers stand in ranks by their longest way from an input. A line that passes a rank has a place of its own in it, so
 * lines cross no boxes. Within a rank places are put in order of the middle of what they are connected to (Sugiyama,
 * Tagawa and Toda 1981).
 */
public final class ModelDrawing {
    private static final double CHARACTER = 7.3;
    private static final int LINE = 17;
    private static final int PADDING = 12;
    private static final int GAP = 28;
    private static final int BETWEEN_RANKS = 44;
    private static final int MARGIN = 16;
    private static final int SWEEPS = 8;

    private final Model model;
    private final LayerGraph graph;
    private final List<List<Place>> ranks = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    /** A box, or where a line passes a rank; {@code lines} is then empty. */
    private static final class Place {
        final List<String> lines;
        final double width;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        double x;
        double top;
        double bottom;

        Place(List<String> lines) {
            this.lines = lines;
            int longest = lines.stream().mapToInt(String::length).max().orElse(0);
            this.width = lines.isEmpty() ? 8 : Math.ceil(longest * CHARACTER) + 2 * PADDING;
        }

        double middle() {
            return x + width / 2;
        }

        double height() {
            return lines.isEmpty() ? 0 : lines.size() * LINE + PADDING;
        }
    }

    private ModelDrawing(Model model) {
        this.model = model;
        this.graph = new LayerGraph(model);
    }

    /** The text of the SVG file, each line ended by a line feed. */
    public static String of(Model model) {
        ModelDrawing drawing = new ModelDrawing(model);
        drawing.place();
        drawing.order();
        drawing.layOut();
        return drawing.draw();
    }

    /** Gives every layer its rank, and every line a place in each rank that it passes. */
    private void place() {
        Map<Node, Integer> rankOf = new IdentityHashMap<>();
        Map<Node, Place> placeOf = new IdentityHashMap<>();
        for (Node layer : inWorkingOrder()) {
            int rank = graph.feeding(layer).stream().mapToInt(rankOf::get).max().orElse(-1) + 1;
            rankOf.put(layer, rank);
            Place place = new Place(lines(layer));
            placeOf.put(layer, place);
            at(rank).add(place);
            for (Node feeding : graph.feeding(layer)) {
                Place above = placeOf.get(feeding);
                for (int passed = rankOf.get(feeding) + 1; passed < rank; passed++) {
                    Place bend = new Place(List.of());
                    at(passed).add(bend);
                    connect(above, bend);
                    above = bend;
                }
                connect(above, place);
            }
        }
    }

    /** Layers each after all that feed any of its uses. */
    private List<Node> inWorkingOrder() {
        List<Node> order = new ArrayList<>();
        for (Node layer : graph.layers()) {
            visit(layer, order, new ArrayList<>());
        }
        return order;
    }

    /** {@code behind}: the layers that this one leads to on the way here. */
    private void visit(Node layer, List<Node> order, List<Node> behind) {
        if (order.contains(layer)) {
            return;
        }
        if (behind.contains(layer)) {
            throw new IllegalArgumentException("A layer that feeds itself cannot be drawn in ranks. Received: layer="
                    + model.name(layer) + ". Use the summary.");
        }
        behind.add(layer);
        for (Node feeding : graph.feeding(layer)) {
            visit(feeding, order, behind);
        }
        behind.remove(layer);
        order.add(layer);
    }

    private static void connect(Place above, Place below) {
        above.below.add(below);
        below.above.add(above);
    }

    private List<Place> at(int rank) {
        while (ranks.size() <= rank) {
            ranks.add(new ArrayList<>());
        }
        return ranks.get(rank);
    }

    private List<String> lines(Node layer) {
        List<String> lines = new ArrayList<>();
        lines.add(model.name(layer));
        int uses = model.uses(layer).size();
        lines.add(layer.layer().className() + (uses > 1 ? ", used " + uses + " times" : ""));
        String inputs =
                layer.inputShapes().stream().map(Shape::toString).distinct().collect(Collectors.joining(", "));
        if (!inputs.isEmpty()) {
            int count = layer.inputs().size();
            boolean same = layer.inputShapes().stream().distinct().count() == 1;
            lines.add("in   " + (count > 1 && same ? count + " × " : "") + inputs);
        }
        lines.add("out  " + graph.shape(layer));
        if (graph.parameters(layer) > 0) {
            lines.add(String.format(Locale.ROOT, "%,d parameters", graph.parameters(layer)));
        }
        return lines;
    }

    /** Puts the places of each rank in order of the middle of their neighbours, downwards and upwards in turn. */
    private void order() {
        spread();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < ranks.size(); i++) {
                List<Place> rank = ranks.get(down ? i : ranks.size() - 1 - i);
                rank.sort(Comparator.comparingDouble(place -> wanted(place, down)));
                spread(rank);
            }
        }
    }

    private static double wanted(Place place, boolean down) {
        List<Place> neighbours = down ? place.above : place.below;
        return neighbours.stream().mapToDouble(Place::middle).average().orElse(place.middle());
    }

    private void spread() {
        ranks.forEach(ModelDrawing::spread);
    }

    /** Side by side around 0. */
    private static void spread(List<Place> rank) {
        double x = -(rank.stream().mapToDouble(place -> place.width).sum() + GAP * (rank.size() - 1)) / 2;
        for (Place place : rank) {
            place.x = x;
            x += place.width + GAP;
        }
    }

    /** Moves places under the middle of their neighbours as far as their rank has room, and sets their heights. */
    private void layOut() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < ranks.size(); i++) {
                pull(ranks.get(down ? i : ranks.size() - 1 - i), down);
            }
        }
        double left = Double.MAX_VALUE;
        double y = MARGIN;
        for (List<Place> rank : ranks) {
            double height = rank.stream().mapToDouble(Place::height).max().orElse(0);
            for (Place place : rank) {
                left = Math.min(left, place.x);
                double spare = place.lines.isEmpty() ? 0 : (height - place.height()) / 2;
                place.top = y + spare;
                place.bottom = y + height - spare;
            }
            y += height + BETWEEN_RANKS;
        }
        for (List<Place> rank : ranks) {
            for (Place place : rank) {
                place.x = Math.rint(place.x - left + MARGIN);
            }
        }
    }

    private static void pull(List<Place> rank, boolean down) {
        double[] wanted = rank.stream()
                .mapToDouble(place -> wanted(place, down) - place.width / 2)
                .toArray();
        double end = Double.NEGATIVE_INFINITY;
        double shift = 0;
        for (int i = 0; i < wanted.length; i++) {
            Place place = rank.get(i);
            place.x = Math.max(wanted[i], end + GAP);
            end = place.x + place.width;
            shift += (wanted[i] - place.x) / wanted.length;
        }
        for (Place place : rank) {
            place.x += shift;
        }
    }

    private String draw() {
        double width = 0;
        double height = 0;
        for (List<Place> rank : ranks) {
            for (Place place : rank) {
                width = Math.max(width, place.x + place.width + MARGIN);
                height = Math.max(height, place.bottom + MARGIN);
            }
        }
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                        + " role=\"img\">%n",
                width,
                height,
                width,
                height));
        svg.append("<title>").append(escaped(model.name())).append("</title>\n").append(STYLE);
        ranks.forEach(rank -> rank.forEach(this::drawLines));
        ranks.forEach(rank -> rank.forEach(this::drawBox));
        return svg.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
    }

    private static final String STYLE = """
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0L8 4L0 8z" class="tip"/></marker></defs>
            <style>
            text { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1f2933; }
            .name { font-weight: bold; }
            .box { fill: #f4f6f8; stroke: #7b8794; }
            .line { fill: none; stroke: #7b8794; stroke-width: 1.5; }
            .tip { fill: #7b8794; }
            @media (prefers-color-scheme: dark) {
            text { fill: #e4e7eb; } .box { fill: #2b333d; } }
            </style>
            """;

    private void drawLines(Place place) {
        if (place.lines.isEmpty()) {
            path(place.middle(), place.top, place.middle(), place.bottom, false);
        }
        for (int i = 0; i < place.below.size(); i++) {
            Place below = place.below.get(i);
            path(place.middle(), place.bottom, below.middle(), below.top, !below.lines.isEmpty());
        }
    }

    private void path(double x, double y, double toX, double toY, boolean arrow) {
        double half = (y + toY) / 2;
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"line\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"%s/>%n",
                x,
                y,
                x,
                half,
                toX,
                half,
                toX,
                toY,
                arrow ? " marker-end=\"url(#arrow)\"" : ""));
    }

    private void drawBox(Place place) {
        if (place.lines.isEmpty()) {
            return;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"box\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\"/>%n",
                place.x,
                place.top,
                place.width,
                place.height()));
        for (int i = 0; i < place.lines.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" xml:space=\"preserve\"%s>%s</text>%n",
                    place.x + PADDING,
                    place.top + PADDING / 2.0 + 13 + i * LINE,
                    i == 0 ? " class=\"name\"" : "",
                    escaped(place.lines.get(i))));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
