// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes of probabilities the answers for texts. */
final class Answering {
    private final List<String> labels;
    /** Where each label stands in the list. */
    private final Map<String, Integer> places = new HashMap<>();
    /** Each label as the one that is given. */
    private final List<List<String>> alone;

    private final boolean multiLabel;
    private final Decision decision;

    Answering(List<String> labels, boolean multiLabel, Decision decision) {
        this.labels = labels;
        this.alone = labels.stream().map(List::of).toList();
        this.multiLabel = multiLabel;
        this.decision = decision;
        labels.forEach(label -> places.put(label, places.size()));
    }

    /**
     * The answer for one text.
     *
     * @param probabilities {@code (rows, labels)}
     */
    Prediction prediction(float[] probabilities, int row, boolean noEvidence) {
        int count = labels.size();
        float[] own = Arrays.copyOfRange(probabilities, row * count, (row + 1) * count);
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = own[c] > own[best] ? c : best;
        }
        List<String> given =
                multiLabel ? aboveThresholds(own) : own[best] < decision.rejectBelow() ? List.of() : alone.get(best);
        return new Prediction(labels.get(best), own[best], given, new LabelValues(labels, places, own), noEvidence);
    }

    private List<String> aboveThresholds(float[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .filter(c -> probabilities[c] >= decision.threshold(c))
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
                .map(labels::get)
                .toList();
    }
}
