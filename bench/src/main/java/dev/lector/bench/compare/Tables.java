// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.bench.charts.BarChart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cells of several runs as Markdown. A ratio is always that of one run; where two runs have measured the same, the later
 * one counts.
 */
final class Tables {
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Report> reports;

    /** The same measurement from one or several runs: what each contestant reached, and how far Lector was ahead there. */
    private static final class Line {
        private final Report.Cell cell;
        private final Map<String, Report.Speed> speeds = new TreeMap<>();
        private final Map<String, Double> ratios = new TreeMap<>();

        Line(Report.Cell cell) {
            this.cell = cell;
        }

        void add(Report.Cell one) {
            one.contestants().forEach((name, speed) -> {
                speeds.put(name, speed);
                if (!name.equals(Contestants.LECTOR)) {
                    ratios.put(name, one.ratio(Contestants.LECTOR, name));
                }
            });
        }

        /** Lector's lead over the fastest other library of which there is a figure. */
        double least() {
            return ratios.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(Contestants.PLAIN))
                    .mapToDouble(Map.Entry::getValue)
                    .min()
                    .orElse(Double.NaN);
        }
    }

    Tables(List<Report> reports) {
        this.reports = reports;
        for (Network network : Network.values()) {
            // A stable sort: of cells with the same batch the later run's comes last, and counts.
            reports.stream()
                    .flatMap(report -> report.cells().stream())
                    .filter(cell -> cell.network().equals(network.label()))
                    .sorted(Comparator.comparingInt(Report.Cell::batch))
                    .forEach(cell -> lines.computeIfAbsent(cell.key(), key -> new Line(cell))
                            .add(cell));
        }
    }

    /** Where and how it was measured, then a table for each kind of job. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        machine(text);
        table(text, Contestant.Kind.TRAIN, "Training, texts a second");
        table(text, Contestant.Kind.PREDICT, "Prediction of batches, texts a second");
        table(text, Contestant.Kind.ANSWER, "One text, ids to probability, median / 99th percentile in µs");
        settings(text);
        return text.toString();
    }

    private void machine(StringBuilder text) {
        Set<String> machines = new LinkedHashSet<>();
        for (Report report : reports) {
            machines.add(String.format(
                    Locale.ROOT,
                    "%s; %s; %d threads; vectors of %d numbers; peak %.0f GFLOP/s.",
                    report.processor(),
                    report.java(),
                    report.threads(),
                    report.lanes(),
                    report.peakGigaflops()));
        }
        String days = String.join(
                ", ",
                new LinkedHashSet<>(reports.stream()
                        .map(report -> report.date().substring(0, 10))
                        .toList()));
        text.append(days).append(": ").append(machines.iterator().next()).append('\n');
    }

    private void table(StringBuilder text, Contestant.Kind kind, String title) {
        List<Line> own =
                lines.values().stream().filter(line -> line.cell.kind() == kind).toList();
        if (own.isEmpty()) {
            return;
        }
        List<String> names = names(own);
        boolean batches = kind != Contestant.Kind.ANSWER;
        text.append("\n**").append(title).append("** (in brackets: how many times as fast Lector is)\n\n| network |");
        text.append(batches ? " batch |" : "");
        names.forEach(name -> text.append(' ').append(Contestants.title(name)).append(" |"));
        text.append(" the fastest other |\n|---|").append(batches ? "---|" : "");
        text.append("---|".repeat(names.size() + 1)).append('\n');
        for (Line line : own) {
            text.append("| `").append(line.cell.network()).append("` |");
            text.append(batches ? String.format(Locale.ROOT, " %,d |", line.cell.batch()) : "");
            names.forEach(name -> text.append(' ').append(entry(line, name)).append(" |"));
            text.append(String.format(Locale.ROOT, " **%.2f** |%n", line.least()));
        }
    }

    private static List<String> names(Collection<Line> own) {
        List<String> names = new ArrayList<>();
        for (String name : Contestants.IN_TABLES) {
            if (own.stream().anyMatch(line -> line.speeds.containsKey(name))) {
                names.add(name);
            }
        }
        return names;
    }

    private static String entry(Line line, String name) {
        Report.Speed speed = line.speeds.get(name);
        if (speed == null) {
            return "";
        }
        String value = line.cell.kind() == Contestant.Kind.ANSWER
                ? String.format(Locale.ROOT, "%.1f / %.1f", speed.microseconds(), speed.p99Microseconds())
                : String.format(Locale.ROOT, "%,.0f", speed.textsPerSecond());
        String star = speed.quiet() ? "" : "\\*";
        return name.equals(Contestants.LECTOR)
                ? value + star
                : value + star + String.format(Locale.ROOT, " (%.2f)", line.ratios.get(name));
    }

    private void settings(StringBuilder text) {
        Map<String, Set<String>> settings = new LinkedHashMap<>();
        reports.forEach(report -> report.settings()
                .forEach((name, own) -> settings.computeIfAbsent(name, key -> new LinkedHashSet<>())
                        .addAll(own)));
        text.append('\n');
        settings.forEach((name, own) -> text.append("- ")
                .append(Contestants.title(name))
                .append(": ")
                .append(String.join("; ", own))
                .append(".\n"));
    }

    /** Lector's lead in training: over the fastest other, and over DJL. */
    List<BarChart.Group> bars() {
        return lines.values().stream()
                .filter(line -> line.cell.kind() == Contestant.Kind.TRAIN)
                .map(line -> new BarChart.Group(
                        "%s, %d".formatted(line.cell.network(), line.cell.batch()),
                        List.of(line.least(), line.ratios.getOrDefault(Contestants.DJL, Double.NaN))))
                .toList();
    }
}
