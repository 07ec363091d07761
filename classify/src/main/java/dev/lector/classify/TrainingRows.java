// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.train.Dataset;
import dev.lector.text.EncodedWindows;
import dev.lector.text.TextPipeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From labelled texts to samples and targets of a network. */
final class TrainingRows {
    private final List<String> labels;
    private final Map<String, Integer> index = new HashMap<>();

    /** For the labels of a classifier, in its order. */
    TrainingRows(List<String> labels) {
        this.labels = labels;
        labels.forEach(label -> index.put(label, index.size()));
    }

    /**
     * Rows whose labels the training part has; an unknown label cannot guide a training, but counts as wrong later. Where a
     * text may have several, it is the label that is left out.
     */
    LabelledTexts known(LabelledTexts rows, List<String> doubts) {
        int[] usable = IntStream.range(0, rows.rows())
                .filter(row -> index.keySet().containsAll(rows.sets().get(row)))
                .toArray();
        if (usable.length == rows.rows()) {
            return rows;
        }
        doubts.add((rows.rows() - usable.length)
                + " validation rows have a label that no training row has; they count as wrong.");
        return rows.multiLabel()
                ? LabelledTexts.multiLabel(
                        rows.texts(),
                        rows.sets().stream()
                                .map(set ->
                                        set.stream().filter(index::containsKey).toList())
                                .toList())
                : rows.select(usable);
    }

    /**
     * Samples, one a window of a text, and as targets the index of the label, or 0 or 1 for each label.
     *
     * @param run whether samples are kept in memory
     * @param oneHot whether the targets are 0 or 1 for each label also where a text has one
     */
    TextRows of(LabelledTexts rows, TextPipeline pipeline, Model model, TrainingRun run, boolean oneHot) {
        boolean wide = rows.multiLabel() || oneHot;
        int width = wide ? labels.size() : 1;
        Encoded encoded = run.storage() == null
                ? Encoded.inMemory(pipeline.encodeWindows(rows.texts(), run.threads()))
                : run.storage().encode(rows.texts(), pipeline, run.threads());
        int[] starts = encoded.starts();
        float[] targets = new float[Math.multiplyExact(starts[rows.rows()], width)];
        for (int text = 0; text < rows.rows(); text++) {
            for (String label : rows.sets().get(text)) {
                int c = index.get(label);
                for (int row = starts[text]; row < starts[text + 1]; row++) {
                    targets[row * width + (wide ? c : 0)] = wide ? 1 : c;
                }
            }
        }
        return new TextRows(new Dataset(Inputs.of(model, encoded.samples()), targets, width, null), starts);
    }

    /**
     * Encoded texts.
     *
     * @param samples one a window
     * @param starts the first row of each text, and the number of all rows
     */
    record Encoded(Samples samples, int[] starts) {
        private static Encoded inMemory(EncodedWindows windows) {
            return new Encoded(Inputs.samples(windows.encoded()), windows.starts());
        }
    }
}
