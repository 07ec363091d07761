// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the filters of a network detect in a corpus.
 *
 * @param texts that were read
 * @param labels of the classifier
 * @param layers the convolutions whose filters were looked at
 * @param filters all of them, the strongest first
 */
public record NgramReport(long texts, List<String> labels, List<String> layers, List<Filter> filters) {
    /** Copies the lists. */
    public NgramReport {
        labels = List.copyOf(labels);
        layers = List.copyOf(layers);
        filters = List.copyOf(filters);
    }

    /**
     * One filter. Its pull on a label is what its answer adds to the label's log-odds (for more than two labels: to the
     * label's logit, less the mean of all), against the answer it gives to padding.
     *
     * @param layer name of its convolution
     * @param index among the filters of that layer
     * @param words that it reads at a time, gaps counted
     * @param fired texts in which its answer was larger than its answer to padding
     * @param pulls on each label, mean over the texts in which it fired
     * @param label that its n-grams pull to most
     * @param strength pull on that label, mean over {@code ngrams}
     * @param ngrams that excite it most, the strongest first
     */
    public record Filter(
            String layer,
            int index,
            int words,
            long fired,
            Map<String, Double> pulls,
            String label,
            double strength,
            List<Ngram> ngrams) {
        /** Copies the list. */
        public Filter {
            ngrams = List.copyOf(ngrams);
        }
    }

    /**
     * An n-gram that a filter answers to.
     *
     * @param text words as the vocabulary has them; "…" for words that the filter leaps over
     * @param activation the filter's answer
     * @param count texts whose strongest window this was
     * @param pulls on each label, mean over these texts
     */
    public record Ngram(String text, double activation, long count, Map<String, Double> pulls) {}

    /** The filters that pull to a label, the strongest first. */
    public List<Filter> of(String label) {
        return filters.stream()
                .filter(filter -> label.equals(filter.label()))
                .sorted(Comparator.comparingDouble((Filter filter) -> -filter.strength()))
                .toList();
    }

    /** How many filters never answered more than they answer to padding. */
    public long silent() {
        return filters.stream().filter(filter -> filter.fired() == 0).count();
    }

    /** As numbers, text, lists and maps, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("texts", texts);
        map.put("labels", labels);
        map.put("layers", layers);
        map.put("silent", silent());
        List<Object> all = new ArrayList<>();
        for (Filter filter : filters) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("layer", filter.layer());
            one.put("index", filter.index());
            one.put("words", filter.words());
            one.put("label", filter.label());
            one.put("strength", filter.strength());
            one.put("fired", filter.fired());
            one.put("pulls", filter.pulls());
            one.put("ngrams", filter.ngrams().stream().map(NgramReport::map).toList());
            all.add(one);
        }
        map.put("filters", all);
        return map;
    }

    private static Map<String, Object> map(Ngram ngram) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", ngram.text());
        map.put("activation", ngram.activation());
        map.put("count", ngram.count());
        map.put("pulls", ngram.pulls());
        return map;
    }
}
