// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Explains a decision of any network: words are taken out of the row (their ids become padding, or they leave the bag)
 * and the network is asked again.
 */
final class Explainer {
    /** Networks asked for one explanation, about; more words get fewer orders. */
    private static final int BUDGET = 2_000;

    private static final int MOST_PAIRS = 25;
    private static final int LONGEST_NGRAM = 5;
    /** A neighbour joins an n-gram if its share is at least this part of the n-gram's strongest word's. */
    private static final double JOINS = .25;

    private final TextClassifier classifier;
    private final int label;
    private final List<TracedToken> words;

    private Explainer(TextClassifier classifier, int label, List<TracedToken> words) {
        this.classifier = classifier;
        this.label = label;
        this.words = words;
    }

    static Explanation explain(TextClassifier classifier, String text, int label) {
        TextPipeline pipeline = classifier.pipeline();
        boolean ids = pipeline.encoding() instanceof Encoding.Ids;
        List<TracedToken> seen = pipeline.trace(text).stream()
                .filter(word -> word.id() > 0 && (!ids || word.position() >= 0))
                .toList();
        return new Explainer(classifier, label, seen).explain(text);
    }

    private Explanation explain(String text) {
        int n = words.size();
        boolean[] all = new boolean[n];
        Arrays.fill(all, true);
        double[] ends = values(List.of(new boolean[n], all));
        int pairs = Math.max(1, Math.min(MOST_PAIRS, BUDGET / 2 / Math.max(1, n)));
        double[] shares = Shapley.shares(n, pairs, text.hashCode(), this::values);
        double probability =
                classifier.predict(text).probabilities().get(classifier.labels().get(label));
        return new Explanation(
                text, classifier.labels().get(label), probability, ends[1], ends[0], group(text, shares));
    }

    private double[] values(List<boolean[]> present) {
        if (present.isEmpty()) {
            return new double[0];
        }
        return classifier.logOdds(samples(present), label);
    }

    private Samples samples(List<boolean[]> present) {
        TextPipeline pipeline = classifier.pipeline();
        return pipeline.encoding() instanceof Encoding.Bag bag
                ? bags(present, pipeline.idCount(), bag.mode())
                : rows(present, pipeline.width());
    }

    private Samples rows(List<boolean[]> present, int steps) {
        int[] ids = new int[present.size() * steps];
        for (int r = 0; r < present.size(); r++) {
            for (int w = 0; w < words.size(); w++) {
                if (present.get(r)[w]) {
                    ids[r * steps + words.get(w).position()] = words.get(w).id();
                }
            }
        }
        return new IdSamples(steps, ids);
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

    /** From the strongest word on, each takes in neighbours that pull the same way. */
    private List<Explanation.Ngram> group(String text, double[] shares) {
        Integer[] byStrength = new Integer[shares.length];
        Arrays.setAll(byStrength, i -> i);
        Arrays.sort(byStrength, (a, b) -> Double.compare(Math.abs(shares[b]), Math.abs(shares[a])));
        boolean[] taken = new boolean[shares.length];
        List<int[]> spans = new ArrayList<>();
        for (int core : byStrength) {
            if (!taken[core]) {
                spans.add(spanAround(core, shares, taken));
            }
        }
        spans.sort((a, b) -> Integer.compare(a[0], b[0]));
        return spans.stream().map(span -> ngram(text, shares, span)).toList();
    }

    private int[] spanAround(int core, double[] shares, boolean[] taken) {
        int from = core;
        int to = core;
        taken[core] = true;
        while (to - from + 1 < LONGEST_NGRAM) {
            double left = pull(from - 1, core, shares, taken);
            double right = pull(to + 1, core, shares, taken);
            if (Math.max(left, right) <= 0) {
                break;
            }
            int joined = left > right ? --from : ++to;
            taken[joined] = true;
        }
        return new int[] {from, to};
    }

    /** How strongly a word pulls the same way as the core; 0 if it does not join. */
    private static double pull(int word, int core, double[] shares, boolean[] taken) {
        if (word < 0 || word >= shares.length || taken[word] || shares[word] * shares[core] <= 0) {
            return 0;
        }
        double strength = Math.abs(shares[word]);
        return strength >= JOINS * Math.abs(shares[core]) ? strength : 0;
    }

    private Explanation.Ngram ngram(String text, double[] shares, int[] span) {
        double share = 0;
        for (int i = span[0]; i <= span[1]; i++) {
            share += shares[i];
        }
        int start = words.get(span[0]).start();
        int end = words.get(span[1]).end();
        return new Explanation.Ngram(text.substring(start, end), start, end, span[1] - span[0] + 1, share);
    }
}
