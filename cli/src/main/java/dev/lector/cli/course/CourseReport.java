// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the experiments gave, beside the course's figures and Keras's, and what became of the course's claims.
 *
 * @param standings of the experiments that were trained, in the course's order
 * @param verdicts on the claims whose networks were trained
 * @param remarks on the run: data, machine, what was skipped
 * @param quick whether only a part of the rows was learnt from
 */
public record CourseReport(
        List<Standing> standings, List<Claim.Verdict> verdicts, List<String> remarks, boolean quick) {
    /**
     * From outcomes of any order.
     *
     * @param experiments in the order to show them; those without an outcome are left out
     */
    public static CourseReport of(
            List<Experiment> experiments,
            List<Outcome> outcomes,
            List<Outcome> keras,
            List<String> remarks,
            boolean quick) {
        Map<String, Standing> standings = new LinkedHashMap<>();
        for (Experiment experiment : experiments) {
            List<Outcome> own = outcomes.stream()
                    .filter(outcome -> outcome.experiment().equals(experiment.name()))
                    .toList();
            if (!own.isEmpty()) {
                standings.put(experiment.name(), Standing.of(experiment, own, keras));
            }
        }
        // A quick run says nothing about claims.
        List<Claim.Verdict> verdicts = (quick ? List.<Claim>of() : Claim.ALL)
                .stream()
                        .map(claim -> claim.judge(standings))
                        .filter(Objects::nonNull)
                        .toList();
        return new CourseReport(List.copyOf(standings.values()), verdicts, List.copyOf(remarks), quick);
    }

    /** Lector's mean accuracy less Keras's, over the networks that both trained on the same rows; null if there is none. */
    public Interval lectorLessKeras() {
        double[] differences = standings.stream()
                .filter(standing -> !standing.keras().isEmpty())
                .mapToDouble(standing -> Standing.mean(standing.lector()) - Standing.mean(standing.keras()))
                .toArray();
        return differences.length == 0 ? null : Interval.of(differences);
    }

    /** The difference of {@link #lectorLessKeras} in words; empty if there is none. */
    List<String> overall() {
        Interval difference = lectorLessKeras();
        if (difference == null) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "Lector less Keras, mean over %d %s trained on the same rows: %+.2f points%s.",
                difference.count(),
                difference.count() == 1 ? "network" : "networks",
                100 * difference.mean(),
                difference.count() < 2
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", 95 %% interval %+.2f to %+.2f (paired by network, Student's t)",
                                100 * difference.low(),
                                100 * difference.high())));
    }

    /** Titles of {@link #rows}. */
    static final List<String> COLUMNS = List.of(
            "network",
            "parameters",
            "course, train / validation",
            "Keras",
            "Lector",
            "s/epoch, Keras",
            "s/epoch, Lector");

    /** The table, a cell as text each. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Standing standing : standings) {
            Experiment experiment = standing.experiment();
            rows.add(List.of(
                    experiment.name(),
                    String.format(Locale.ROOT, "%,d", standing.lector().get(0).parameters()),
                    figures(experiment),
                    accuracy(standing.keras()),
                    accuracy(standing.lector()),
                    seconds(standing.keras()),
                    seconds(standing.lector())));
        }
        return rows;
    }

    private static String figures(Experiment experiment) {
        if (Double.isNaN(experiment.validation())) {
            return "–";
        }
        String validation = String.format(Locale.ROOT, "%.2f", experiment.validation());
        return Double.isNaN(experiment.training())
                ? validation
                : String.format(Locale.ROOT, "%.2f / %s", experiment.training(), validation);
    }

    /** Mean, and the range if there are several. */
    static String accuracy(List<Outcome> runs) {
        double[] all = Standing.accuracies(runs);
        if (all.length == 0) {
            return "–";
        }
        java.util.Arrays.sort(all);
        String mean = String.format(Locale.ROOT, "%.2f", 100 * Standing.mean(runs));
        return all.length == 1
                ? mean
                : String.format(Locale.ROOT, "%s (%.2f–%.2f)", mean, 100 * all[0], 100 * all[all.length - 1]);
    }

    private static String seconds(List<Outcome> runs) {
        return runs.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", Standing.seconds(runs));
    }

    /** As numbers, text, lists and maps, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Interval difference = lectorLessKeras();
        if (difference != null) {
            map.put("lectorLessKeras", difference.mean());
            map.put("low", difference.low());
            map.put("high", difference.high());
        }
        map.put(
                "runs",
                standings.stream()
                        .flatMap(standing -> standing.lector().stream())
                        .map(Outcome::toMap)
                        .toList());
        map.put("claims", verdictRows());
        map.put("remarks", remarks);
        return map;
    }

    /** As a Markdown page. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("# The course's networks\n\n");
        notes().forEach(note -> text.append(note).append("\n\n"));
        table(text, COLUMNS, rows());
        text.append('\n');
        overall().forEach(line -> text.append(line).append("\n\n"));
        if (!verdicts.isEmpty()) {
            text.append("## What the course claims\n\n");
            table(text, VERDICTS, verdictRows());
            text.append('\n');
        }
        text.append("## This run\n\n");
        remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.toString();
    }

    static final List<String> VERDICTS = List.of("claim", "of", "against", "figures", "answer");

    List<List<String>> verdictRows() {
        return verdicts.stream()
                .map(verdict -> List.of(
                        verdict.claim().text(),
                        verdict.claim().first(),
                        verdict.claim().second(),
                        verdict.figures(),
                        verdict.answer()))
                .toList();
    }

    /** What a reader must know to read the table. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (quick) {
            notes.add("A quick run: a small part of the rows and two epochs. It shows that everything works; its"
                    + " accuracies mean nothing.");
        }
        notes.add("Accuracies in percent on the rows held back, of the best epoch; the mean over seeds, and in brackets"
                + " the lowest and the highest. The course's figures are of its own data, which cannot be had: they show"
                + " the order of networks to expect, not the height. Keras's are of the same rows, split and settings"
                + " as Lector's. Seconds are medians, validation included.");
        return notes;
    }

    private static void table(StringBuilder text, List<String> titles, List<List<String>> rows) {
        row(text, titles);
        row(text, titles.stream().map(title -> "---").toList());
        rows.forEach(cells -> row(text, cells));
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
