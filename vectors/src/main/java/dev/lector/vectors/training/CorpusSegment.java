// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.IOException;

/** A run of a corpus in memory with the places of each word: what is needed to sum up a word's row at one go. */
final class CorpusSegment {
    /** With as many ints before and behind as a window may see. */
    private final int[] ids;

    /** Where the places of each word begin. */
    private final int[] starts;

    private final int[] places;

    /**
     * Reads a run.
     *
     * @param from first int of the corpus
     * @param to behind the last
     */
    CorpusSegment(EncodedCorpus corpus, int words, long from, long to, int halo) throws IOException {
        long first = Math.max(0, from - halo);
        long last = Math.min(corpus.length(), to + halo);
        ids = new int[(int) (last - first)];
        corpus.read(first, ids.length, ids);
        int begin = (int) (from - first);
        int end = (int) (to - first);
        starts = new int[words + 1];
        for (int i = begin; i < end; i++) {
            if (ids[i] >= 0) {
                starts[ids[i] + 1]++;
            }
        }
        for (int word = 0; word < words; word++) {
            starts[word + 1] += starts[word];
        }
        places = new int[starts[words]];
        int[] next = starts.clone();
        for (int i = begin; i < end; i++) {
            if (ids[i] >= 0) {
                places[next[ids[i]]++] = i;
            }
        }
    }

    /** Words of the run. */
    int size() {
        return places.length;
    }

    /** Places of one word. */
    int count(int word) {
        return starts[word + 1] - starts[word];
    }

    /**
     * Adds what stands around all places of a word.
     *
     * @param weights what a context word counts at each distance, from 1
     * @param row modified: column {@code kind * words + context}
     */
    void addTo(RowSum row, int word, ContextWindow window, double[] weights) {
        boolean left = window.side() != ContextWindow.Side.RIGHT;
        boolean right = window.side() != ContextWindow.Side.LEFT;
        int words = starts.length - 1;
        int step = window.positions() ? words : 0;
        int rightKind = window.kind(false, 1) * words;
        for (int i = starts[word]; i < starts[word + 1]; i++) {
            int place = places[i];
            if (left) {
                int most = Math.min(window.size(), place);
                for (int d = 1, kind = 0; d <= most && ids[place - d] >= 0; d++, kind += step) {
                    row.add(kind + ids[place - d], weights[d]);
                }
            }
            if (right) {
                int most = Math.min(window.size(), ids.length - 1 - place);
                for (int d = 1, kind = rightKind; d <= most && ids[place + d] >= 0; d++, kind += step) {
                    row.add(kind + ids[place + d], weights[d]);
                }
            }
        }
    }
}
