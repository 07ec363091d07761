// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Prediction;
import dev.lector.classify.TextClassifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the answers of a model are written: as lines, columns and JSON. */
final class AnswerFormat {
    /** Between several labels in one field. */
    private static final String BETWEEN = ";";

    private static final int SHOWN = 10;

    private final TextClassifier classifier;
    private final boolean sets;
    private final boolean rejects;

    AnswerFormat(TextClassifier classifier) {
        this.classifier = classifier;
        this.sets = classifier.multiLabel();
        this.rejects = classifier.decision().rejectBelow() > 0;
    }

    /** The most probable labels, a line each; of several labels a star marks those that are given. */
    List<String> lines(Prediction answer) {
        int width = classifier.labels().stream().mapToInt(String::length).max().orElse(1);
        List<String> lines = answer.probabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(Math.max(SHOWN, answer.labels().size()))
                .map(one -> line(one.getKey(), one.getValue(), width)
                        + (sets && answer.labels().contains(one.getKey()) ? "  *" : ""))
                .collect(Collectors.toCollection(ArrayList::new));
        if (answer.rejected()) {
            lines.add(
                    sets
                            ? "No label reaches its threshold."
                            : String.format(
                                    Locale.ROOT,
                                    "None of these: an answer needs a probability of %.1f %%.",
                                    100 * classifier.decision().rejectBelow()));
        }
        if (answer.noEvidence()) {
            lines.add("No word of this text is known: this is the model's answer for no evidence.");
        }
        return lines;
    }

    /** Without {@link String#format}, which costs a command for one text a tenth of its time. */
    private static String line(String label, double probability, int width) {
        String percent = Math.rint(1000 * probability) / 10 + " %";
        return label + " ".repeat(width - label.length() + 2 + Math.max(0, 7 - percent.length())) + percent;
    }

    /** One line: label, tab, probability, and what else there is to say, each behind a tab. */
    String line(Prediction answer) {
        String probability = sets
                ? answer.labels().stream()
                        .map(label -> four(answer.probabilities().get(label)))
                        .collect(Collectors.joining(BETWEEN))
                : four(answer.probability());
        return String.join(BETWEEN, answer.labels()) + "\t" + probability
                + (rejects && answer.rejected() ? "\trejected" : "") + (answer.noEvidence() ? "\tno evidence" : "");
    }

    private static String four(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }

    /** For JSON. */
    Map<String, Object> object(Prediction answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (sets) {
            object.put("labels", answer.labels());
        } else {
            object.put("label", answer.rejected() ? null : answer.label());
            object.put("probability", answer.probability());
        }
        if (rejects) {
            object.put("rejected", answer.rejected());
        }
        object.put("noEvidence", answer.noEvidence());
        object.put("probabilities", answer.probabilities());
        return object;
    }

    /** The added columns, under another name where the file has one of that name. */
    List<String> columns(List<String> taken) {
        List<String> names = new ArrayList<>(sets ? List.of("labels") : List.of("label", "probability"));
        classifier.labels().forEach(label -> names.add("probability_" + label));
        if (rejects) {
            names.add("rejected");
        }
        names.add("no_evidence");
        names.replaceAll(name -> {
            String free = name;
            while (taken.contains(free)) {
                free = "predicted_" + free;
            }
            return free;
        });
        return names;
    }

    /** The values of the added columns. */
    List<Object> values(Prediction answer) {
        List<Object> values = new ArrayList<>();
        values.add(String.join(BETWEEN, answer.labels()));
        if (!sets) {
            values.add(rounded(answer.probability()));
        }
        answer.probabilities().values().forEach(probability -> values.add(rounded(probability)));
        if (rejects) {
            values.add(answer.rejected());
        }
        values.add(answer.noEvidence());
        return values;
    }

    /** Six decimals: the digits behind them are not the network's. */
    private static double rounded(double probability) {
        return Math.rint(probability * 1e6) / 1e6;
    }
}
