// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.text.Encoding;
import dev.lector.text.HashedFeatures;
import dev.lector.text.HashedNgrams;
import dev.lector.text.SparseRows;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text of which some words are left out: their ids become padding, or they leave the bag.
 */
final class WordSets {
    private final TextPipeline pipeline;
    /** The words that reached the row, in the order of the text; unknown ones too, if they have an id. */
    private final List<TracedToken> words;

    /** Of the tokens of a row. */
    WordSets(TextPipeline pipeline, List<TracedToken> tokens) {
        this.pipeline = pipeline;
        boolean ids = pipeline.encoding() instanceof Encoding.Ids;
        // n-grams of characters and of words are evidence, too, where the word itself is unknown.
        boolean all = pipeline.encoding() instanceof HashedFeatures
                && !(pipeline.encoding() instanceof HashedNgrams ngrams
                        && ngrams.buckets().count() == 0);
        List<TracedToken> reached =
                tokens.stream().filter(word -> all || known(word, ids)).toList();
        // A text of nothing but unknown words is answered like an empty one.
        this.words = !ids || reached.stream().anyMatch(word -> word.id() >= pipeline.firstId()) ? reached : List.of();
    }

    private static boolean known(TracedToken word, boolean ids) {
        return word.id() > 0 && (!ids || word.position() >= 0);
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
        if (inRows()) {
            return new IdSamples(pipeline.width(), rows(present));
        }
        if (pipeline.encoding() instanceof HashedFeatures) {
            List<String> all = words.stream().map(TracedToken::word).toList();
            return samples(pipeline.hashedRows(all, present));
        }
        return bags(present);
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

    private Samples bags(List<boolean[]> present) {
        List<int[]> ids = new ArrayList<>();
        for (boolean[] set : present) {
            ids.add(IntStream.range(0, words.size())
                    .filter(w -> set[w])
                    .map(w -> words.get(w).id())
                    .toArray());
        }
        return samples(pipeline.bags(ids));
    }

    private static Samples samples(SparseRows rows) {
        return new SparseSamples(rows.columns(), rows.starts(), rows.indices(), rows.values());
    }
}
