// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.text.TracedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Explains one decision: a share for each word, then n-grams of words that pull the same way. */
final class Explainer {
    private static final int LONGEST_NGRAM = 5;
    /** A neighbour joins an n-gram if its share is at least this part of the n-gram's strongest word's. */
    private static final double JOINS = .25;

    private final List<TracedToken> words;

    private Explainer(List<TracedToken> words) {
        this.words = words;
    }

    static Explanation explain(TextClassifier classifier, String text, int label, ExplainMethod method) {
        ExplainedRows.Shared shared = new ExplainedRows(classifier, text, label).share(method, text.hashCode());
        String name = classifier.labels().get(label);
        return new Explanation(
                text,
                name,
                classifier.predict(text).probabilities().get(name),
                shared.logOdds(),
                shared.logOddsWithoutText(),
                method,
                new Explainer(shared.words()).group(text, shared.shares()));
    }

    /** The method for users who name none: {@code docs/explain.md} has the measurement. */
    static ExplainMethod method(Logits logits) {
        return logits.recurrent() && !logits.masked() ? ExplainMethod.INTEGRATED_GRADIENTS : ExplainMethod.SHAPLEY;
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
