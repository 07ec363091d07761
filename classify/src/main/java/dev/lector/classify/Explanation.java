// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What in a text spoke for a label, and what against it. The evidence for a label is measured in log-odds,
 * {@code ln(p / (1 - p))}: 0 is even, 2.2 is nine to one. The shares of all n-grams sum to the difference between the
 * text's log-odds and those of a text without a known word, by the method {@link ExplainMethod#SHAPLEY} exactly, by
 * {@link ExplainMethod#INTEGRATED_GRADIENTS} within 1 % unless {@link #missing} says otherwise.
 *
 * <p>Neighbouring words that pull the same way form an n-gram, whose share is the sum of theirs. One classifier gives one
 * explanation of a text.
 *
 * @param text that was explained
 * @param label that the shares speak for, if positive, or against
 * @param probability of the label
 * @param logOdds of the label, given the text
 * @param logOddsWithoutText of the label, given a text without a known word
 * @param method that found the shares
 * @param ngrams in the order of the text; words that the network did not see are in none
 */
public record Explanation(
        String text,
        String label,
        double probability,
        double logOdds,
        double logOddsWithoutText,
        ExplainMethod method,
        List<Ngram> ngrams) {
    /** A difference that may be missing without being told: 1 %, or what rounding makes. */
    private static final double RELATIVE = .01;

    private static final double ABSOLUTE = 1e-3;

    /** Copies the list. */
    public Explanation {
        ngrams = List.copyOf(ngrams);
    }

    /**
     * Words that stand together.
     *
     * @param text as it stands in the original
     * @param start index of its first char in the original
     * @param end index after its last char
     * @param words how many
     * @param share of the difference in log-odds; positive for the label, negative against it
     */
    public record Ngram(String text, int start, int end, int words, double share) {}

    /** True if the text holds nothing that the classifier knows. */
    public boolean noEvidence() {
        return ngrams.isEmpty();
    }

    /** The part of the difference in log-odds that the shares do not account for; 0 where that is within their accuracy. */
    public double missing() {
        double difference = logOdds - logOddsWithoutText;
        double sum = ngrams.stream().mapToDouble(Ngram::share).sum();
        return Math.abs(difference - sum) <= RELATIVE * Math.abs(difference) + ABSOLUTE ? 0 : difference - sum;
    }

    /** The n-grams that matter most, whichever way, the strongest first. */
    public List<Ngram> strongest(int most) {
        return ngrams.stream()
                .sorted(Comparator.comparingDouble((Ngram ngram) -> -Math.abs(ngram.share())))
                .limit(most)
                .toList();
    }

    /**
     * The n-grams as marks in a part of the text: where they lie over one another, each has what the ones before it have left;
     * what is left of none is left out.
     *
     * @param from index of the part's first char
     * @param to index after its last char
     */
    public List<Ngram> marks(int from, int to) {
        List<Ngram> marks = new ArrayList<>();
        int at = from;
        for (Ngram ngram : ngrams) {
            int start = Math.max(at, ngram.start());
            int end = Math.min(to, ngram.end());
            if (start < end) {
                marks.add(new Ngram(text.substring(start, end), start, end, ngram.words(), ngram.share()));
                at = end;
            }
        }
        return marks;
    }

    /** As numbers, text, lists and maps, ready for JSON; the n-grams in the order of the text. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", label);
        map.put("probability", probability);
        map.put("logOdds", logOdds);
        map.put("logOddsWithoutText", logOddsWithoutText);
        map.put("noEvidence", noEvidence());
        map.put("method", method.toString());
        map.put("missing", missing());
        List<Object> list = new ArrayList<>();
        for (Ngram ngram : ngrams) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("text", ngram.text());
            one.put("start", ngram.start());
            one.put("end", ngram.end());
            one.put("words", ngram.words());
            one.put("share", ngram.share());
            list.add(one);
        }
        map.put("ngrams", list);
        return map;
    }

    /** A few lines for a terminal. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        lines.append(String.format(
                Locale.ROOT,
                "%s %.1f %% (log-odds %+.2f; without a known word %+.2f)%n",
                label,
                100 * probability,
                logOdds,
                logOddsWithoutText));
        if (noEvidence()) {
            lines.append(String.format(Locale.ROOT, "  no word of this text is known%n"));
        }
        for (Ngram ngram : strongest(8)) {
            lines.append(String.format(Locale.ROOT, "  %+7.2f  %s%n", ngram.share(), Lists.oneLine(ngram.text(), 60)));
        }
        if (missing() != 0) {
            lines.append(String.format(Locale.ROOT, "  %+7.2f  (in no share)%n", missing()));
        }
        return lines.toString();
    }
}
