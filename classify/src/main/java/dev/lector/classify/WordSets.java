// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A text of which some words are left out: their ids become padding, or they leave the bag.
 */
final class WordSets {
    private final TextPipeline pipeline;
    /** The words that reached the row, in the order of the text; unknown ones too, if they have an id. */
    private final List<TracedToken> words;

    WordSets(TextPipeline pipeline, String text) {
        this.pipeline = pipeline;
        boolean ids = pipeline.encoding() instanceof Encoding.Ids;
        this.words = pipeline.trace(text).stream()
                .filter(word -> word.id() > 0 && (!ids || word.position() >= 0))
                .toList();
    }

    List<TracedToken> words() {
        return words;
    }

    /** True if the words have places in a row of ids. */
    boolean inRows() {
        return pipeline.encoding() instanceof Encoding.Ids;
    }

    /** A row for each set of words that are present. */
    Samples samples(List<boolean[]> present) {
        return pipeline.encoding() instanceof Encoding.Bag bag
                ? bags(present, pipeline.idCount(), bag.mode())
                : new IdSamples(pipeline.width(), rows(present));
    }

    /** Rows of ids. */
    int[] rows(List<boolean[]> present) {
        int steps = pipeline.width();
        int[] ids = new int[present.size() * steps];
        for (int r = 0; r < present.size(); r++) {
            for (int w = 0; w < words.size(); w++) {
                if (present.get(r)[w]) {
                    ids[r * steps + words.get(w).position()] = words.get(w).id();
                }
            }
        }
        return ids;
    }

    private Samples bags(List<boolean[]> present, int columns, Encoding.Bag.Mode mode) {
        int[] starts = new int[present.size() + 1];
        int[] indices = new int[present.size() * words.size()];
        float[] values = new float[indices.length];
        int entries = 0;
        for (int r = 0; r < present.size(); r++) {
            TreeMap<Integer, Integer> counts = new TreeMap<>();
            int length = 0;
            for (int w = 0; w < words.size(); w++) {
                if (present.get(r)[w]) {
                    counts.merge(words.get(w).id(), 1, Integer::sum);
                    length++;
                }
            }
            for (var entry : counts.entrySet()) {
                indices[entries] = entry.getKey();
                values[entries++] = switch (mode) {
                    case BINARY -> 1;
                    case COUNT -> entry.getValue();
                    case FREQ -> (float) ((double) entry.getValue() / length);
                };
            }
            starts[r + 1] = entries;
        }
        return new SparseSamples(columns, starts, Arrays.copyOf(indices, entries), Arrays.copyOf(values, entries));
    }
}
