// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a training went.
 *
 * @param outlook what was known before it: data, network, doubts
 * @param history the figures of each epoch
 * @param bestEpoch whose weights the classifier has
 * @param seconds of the whole run, from texts to the classifier's evaluation
 * @param validation the classifier on the validation part; null if there is none
 * @param found what a solver says about its way, in sentences; null if the weights come from epochs
 * @param decision what was learnt from the validation part about calibration and thresholds, in sentences
 */
public record TrainingReport(
        PreparedTraining.Outlook outlook,
        History history,
        int bestEpoch,
        double seconds,
        Evaluation validation,
        List<String> found,
        List<String> decision) {
    /** Copies the lists. */
    public TrainingReport {
        found = found == null ? null : List.copyOf(found);
        decision = List.copyOf(decision);
    }

    /** The figures as numbers, text, lists and maps, ready for JSON, the headline ones first. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (validation != null) {
            map.put("accuracy", validation.accuracy());
            map.put("macroF1", validation.macro().f1());
            map.put("microF1", validation.micro().f1());
        }
        map.put("seconds", seconds);
        map.put("bestEpoch", bestEpoch);
        map.put("end", history.end().name().toLowerCase(Locale.ROOT));
        map.put("reason", history.reason());
        if (found != null) {
            map.put("found", found);
        }
        map.put("decision", decision);
        map.put("data", outlook.toMap());
        List<Object> epochs = new ArrayList<>();
        for (History.Epoch epoch : history.epochs()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("epoch", epoch.epoch());
            epoch.logs().forEach((name, value) -> figures.put(name, Double.isFinite(value) ? value : null));
            figures.put("seconds", epoch.seconds());
            epochs.add(figures);
        }
        map.put("epochs", epochs);
        map.put("validation", validation == null ? null : validation.toMap());
        return map;
    }

    /** A few lines for a terminal, with the validation table. */
    @Override
    public String toString() {
        StringBuilder head = new StringBuilder(found == null ? epochs() : solved());
        decision.forEach(note -> head.append(note).append(System.lineSeparator()));
        return validation == null ? head.toString() : head + String.format(Locale.ROOT, "%nValidation%n") + validation;
    }

    private String epochs() {
        return String.format(
                Locale.ROOT,
                "%d epochs in %.1f s, weights of epoch %d%s%n",
                history.epochs().size(),
                seconds,
                bestEpoch,
                history.reason() == null ? "" : " (" + history.reason() + ")");
    }

    private String solved() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Solved in %.1f s%n", seconds));
        found.forEach(sentence -> text.append(sentence).append(System.lineSeparator()));
        return text.toString();
    }
}
