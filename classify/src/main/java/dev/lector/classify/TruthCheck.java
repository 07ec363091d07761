// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * True labels and a classifier's labels brought together.
 *
 * @param labels the classifier's in its order, then the true ones that it does not know
 * @param known how many the classifier knows
 * @param truth the indices of each row's labels
 * @param warnings about labels that are not known
 */
record TruthCheck(List<String> labels, int known, List<int[]> truth, List<String> warnings) {
    /**
     * Checks sizes and labels.
     *
     * @param probabilities {@code (rows, labels)}, not modified
     * @throws IllegalArgumentException as {@link Evaluation#of} says
     */
    static TruthCheck of(List<String> labels, LabelledTexts data, float[] probabilities, UnseenLabels unseen) {
        check(labels, data.rows(), probabilities);
        TreeSet<String> strange = new TreeSet<>();
        data.sets().forEach(strange::addAll);
        labels.forEach(strange::remove);
        List<String> all = new ArrayList<>(labels);
        List<String> warnings = new ArrayList<>();
        if (!strange.isEmpty()) {
            if (unseen == UnseenLabels.FAIL) {
                throw new IllegalArgumentException("Every true label must be one that the classifier knows. Received: "
                        + Lists.quoted(strange) + ", known=" + Lists.quoted(labels)
                        + ". Correct the label column, or have such rows counted as wrong.");
            }
            all.addAll(strange);
            long count = data.sets().stream()
                    .filter(set -> set.stream().anyMatch(strange::contains))
                    .count();
            warnings.add(count + " rows have a label that was not seen in training and count as wrong: "
                    + Lists.quoted(strange) + ".");
        }
        Map<String, Integer> index = new HashMap<>();
        all.forEach(label -> index.put(label, index.size()));
        List<int[]> truth = new ArrayList<>();
        for (List<String> set : data.sets()) {
            truth.add(set.stream().mapToInt(index::get).toArray());
        }
        return new TruthCheck(List.copyOf(all), labels.size(), truth, List.copyOf(warnings));
    }

    private static void check(List<String> labels, int rows, float[] probabilities) {
        if (rows == 0) {
            throw new IllegalArgumentException(
                    "An evaluation needs at least one labelled row. Received: rows=0. Give rows with labels.");
        }
        if (probabilities.length != (long) rows * labels.size()) {
            throw new IllegalArgumentException("Every row has one probability a label. Received: probabilities="
                    + probabilities.length + ", rows=" + rows + ", labels=" + labels.size()
                    + ". Give rows * labels of them.");
        }
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1.00001f)) {
                throw new IllegalArgumentException("A probability must be between 0 and 1. Received: probability="
                        + probabilities[i] + " in row " + i / labels.size()
                        + ". Check the weights of the network: NaN in them gives NaN.");
            }
        }
    }

    /** For each row and known label whether it applies: {@code (rows, known)}. */
    boolean[] matrix() {
        boolean[] matrix = new boolean[Math.multiplyExact(truth.size(), known)];
        for (int r = 0; r < truth.size(); r++) {
            for (int label : truth.get(r)) {
                if (label < known) {
                    matrix[r * known + label] = true;
                }
            }
        }
        return matrix;
    }

    /**
     * Which rows are given exactly their true labels.
     *
     * @param given {@code (rows, known)}
     */
    boolean[] right(boolean[] given) {
        boolean[] matrix = matrix();
        boolean[] right = new boolean[truth.size()];
        for (int r = 0; r < right.length; r++) {
            boolean allKnown = Arrays.stream(truth.get(r)).allMatch(label -> label < known);
            right[r] = allKnown && Arrays.equals(matrix, r * known, (r + 1) * known, given, r * known, (r + 1) * known);
        }
        return right;
    }
}
