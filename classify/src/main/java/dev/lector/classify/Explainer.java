// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.text.TracedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Explains one decision: a share for each word, then n-grams of words that pull the same way. */
final class Explainer {
    /** Networks asked for one explanation, about; more words get fewer orders. */
    private static final int BUDGET = 2_000;

    private static final int MOST_PAIRS = 25;
    /** Texts with a word left out that are asked for at a time; bounds the memory. */
    private static final int CHUNK = 512;

    private static final int LONGEST_NGRAM = 5;
    /** A neighbour joins an n-gram if its share is at least this part of the n-gram's strongest word's. */
    private static final double JOINS = .25;

    private final TextClassifier classifier;
    private final Logits logits;
    private final int label;
    private final WordSets sets;
    private final List<TracedToken> words;

    private Explainer(TextClassifier classifier, String text, int label) {
        this.classifier = classifier;
        this.logits = classifier.logits();
        this.label = label;
        this.sets = new WordSets(classifier.pipeline(), text);
        this.words = sets.words();
    }

    static Explanation explain(TextClassifier classifier, String text, int label, ExplainMethod method) {
        return new Explainer(classifier, text, label).explain(text, method);
    }

    /** The method for users who name none: {@code docs/explain.md} has the measurement. */
    static ExplainMethod method(Logits logits) {
        return logits.recurrent() && !logits.masked() ? ExplainMethod.INTEGRATED_GRADIENTS : ExplainMethod.SHAPLEY;
    }

    private Explanation explain(String text, ExplainMethod method) {
        double[] ends = values(List.of(none(), all()));
        double[] shares = switch (method) {
            case SHAPLEY -> shapley(text);
            case INTEGRATED_GRADIENTS -> integratedGradients();
            case OCCLUSION -> occlusion(ends[1]);
        };
        String name = classifier.labels().get(label);
        double probability = classifier.predict(text).probabilities().get(name);
        return new Explanation(text, name, probability, ends[1], ends[0], method, group(text, shares));
    }

    private double[] shapley(String text) {
        int n = words.size();
        int pairs = Math.max(1, Math.min(MOST_PAIRS, BUDGET / 2 / Math.max(1, n)));
        return Shapley.shares(n, pairs, text.hashCode(), this::values);
    }

    private double[] integratedGradients() {
        IntegratedGradients byWords = logits.byWords();
        double[] shares = new double[words.size()];
        if (shares.length > 0) {
            double[] bySteps = byWords.shares(sets.rows(List.of(all())), sets.rows(List.of(none())), label);
            Arrays.setAll(shares, i -> bySteps[words.get(i).position()]);
        }
        return shares;
    }

    private double[] occlusion(double whole) {
        double[] shares = new double[words.size()];
        for (int from = 0; from < shares.length; from += CHUNK) {
            List<boolean[]> present = new ArrayList<>();
            for (int i = from; i < Math.min(shares.length, from + CHUNK); i++) {
                boolean[] others = all();
                others[i] = false;
                present.add(others);
            }
            double[] without = values(present);
            for (int i = 0; i < without.length; i++) {
                shares[from + i] = whole - without[i];
            }
        }
        return shares;
    }

    private boolean[] none() {
        return new boolean[words.size()];
    }

    private boolean[] all() {
        boolean[] all = none();
        Arrays.fill(all, true);
        return all;
    }

    private double[] values(List<boolean[]> present) {
        return present.isEmpty() ? new double[0] : logits.logOdds(sets.samples(present), label);
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
        spans.sort(Comparator.comparingInt((int[] span) -> words.get(span[0]).start()));
        return spans.stream().map(span -> ngram(text, shares, span)).toList();
    }

    private int[] spanAround(int core, double[] shares, boolean[] taken) {
        int from = core;
        int to = core;
        taken[core] = true;
        while (to - from + 1 < LONGEST_NGRAM) {
            double left = follows(from) ? pull(from - 1, core, shares, taken) : 0;
            double right = follows(to + 1) ? pull(to + 1, core, shares, taken) : 0;
            if (Math.max(left, right) <= 0) {
                break;
            }
            int joined = left > right ? --from : ++to;
            taken[joined] = true;
        }
        return new int[] {from, to};
    }

    /** True if a word begins behind the end of the one before; n-grams that share words lie over one another. */
    private boolean follows(int word) {
        return word > 0
                && word < words.size()
                && words.get(word - 1).end() <= words.get(word).start();
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
