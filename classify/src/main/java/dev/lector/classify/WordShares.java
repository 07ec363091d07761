// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shares out what a network says of one row among the row's words. */
final class WordShares {
    /** Texts with a word left out that are asked for at a time; bounds the memory. */
    private static final int CHUNK = 512;

    private final Logits logits;
    private final WordSets sets;
    private final Evidence evidence;
    private final int words;

    WordShares(Logits logits, WordSets sets, Evidence evidence) {
        this.logits = logits;
        this.sets = sets;
        this.evidence = evidence;
        this.words = sets.words().size();
    }

    /** The logits of the row with all its words. */
    float[] whole() {
        return logits.values(sets.samples(List.of(all())));
    }

    /** The logits of the row without its words. */
    float[] empty() {
        return logits.values(sets.samples(List.of(none())));
    }

    /**
     * One share a word.
     *
     * @param pairs of orders that Shapley values are sampled in
     * @param key of their random numbers
     */
    double[] of(ExplainMethod method, int pairs, long key) {
        if (method == ExplainMethod.SHAPLEY) {
            return Shapley.shares(words, pairs, key, this::values);
        }
        return method == ExplainMethod.OCCLUSION ? occlusion() : integratedGradients();
    }

    private double[] integratedGradients() {
        IntegratedGradients byWords = logits.byWords();
        double[] shares = new double[words];
        if (words > 0) {
            double[] bySteps = byWords.shares(sets.rows(List.of(all())), sets.rows(List.of(none())), evidence);
            Arrays.setAll(shares, i -> bySteps[sets.words().get(i).position()]);
        }
        return shares;
    }

    private double[] occlusion() {
        double whole = evidence.of(whole(), 0);
        double[] shares = new double[words];
        for (int from = 0; from < words; from += CHUNK) {
            List<boolean[]> present = new ArrayList<>();
            for (int i = from; i < Math.min(words, from + CHUNK); i++) {
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
        return new boolean[words];
    }

    private boolean[] all() {
        boolean[] all = none();
        Arrays.fill(all, true);
        return all;
    }

    private double[] values(List<boolean[]> present) {
        return present.isEmpty() ? new double[0] : logits.of(sets.samples(present), evidence);
    }
}
