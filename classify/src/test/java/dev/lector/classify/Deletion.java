// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Whether an explanation names what matters: the first n-gram (the largest share for the answer) is cut out of the text,
 * and beside it a random one of as many known words; the score is the log-odds of the answer.
 *
 * @param texts that were measured: those with a word for the answer and words beside the n-gram
 * @param first share of texts whose score falls without the first n-gram
 * @param random share of texts whose score falls without the random one
 * @param more share of texts whose score falls more without the first than without the random one
 * @param firstDrop mean fall without the first
 * @param randomDrop mean fall without the random one
 * @param missed share of texts whose shares miss the difference from no evidence by more than 1 %
 */
record Deletion(
        ExplainMethod method,
        int texts,
        double first,
        double random,
        double more,
        double firstDrop,
        double randomDrop,
        double missed,
        double milliseconds) {
    private record One(double firstDrop, double randomDrop, boolean missed) {}

    static Deletion measure(TextClassifier classifier, List<String> texts, ExplainMethod method) {
        long start = System.nanoTime();
        List<One> found = IntStream.range(0, texts.size())
                .parallel()
                .mapToObj(i -> one(classifier, texts.get(i), method, i))
                .filter(Objects::nonNull)
                .toList();
        double n = found.size();
        return new Deletion(
                method,
                found.size(),
                found.stream().filter(one -> one.firstDrop > 0).count() / n,
                found.stream().filter(one -> one.randomDrop > 0).count() / n,
                found.stream().filter(one -> one.firstDrop > one.randomDrop).count() / n,
                found.stream().mapToDouble(One::firstDrop).average().orElse(0),
                found.stream().mapToDouble(One::randomDrop).average().orElse(0),
                found.stream().filter(One::missed).count() / n,
                (System.nanoTime() - start) / 1e6 / Math.max(1, texts.size()));
    }

    private static One one(TextClassifier classifier, String text, ExplainMethod method, int number) {
        Explanation why = classifier.explain(text, classifier.predict(text).label(), method);
        TextPipeline pipeline = classifier.pipeline();
        List<TracedToken> words = pipeline.trace(text).stream()
                .filter(word -> word.id() >= pipeline.firstId() && word.position() >= 0)
                .toList();
        Explanation.Ngram first = why.strongest(words.size() + 1).stream()
                .filter(ngram -> ngram.share() > 0)
                .findFirst()
                .orElse(null);
        if (first == null || first.words() == words.size()) {
            return null;
        }
        int from = CounterRandom.below(words.size() - first.words() + 1, 11, number);
        int label = classifier.labels().indexOf(why.label());
        double score = score(classifier, text, label);
        int start = words.get(from).start();
        int end = words.get(from + first.words() - 1).end();
        return new One(
                score - score(classifier, without(text, first.start(), first.end()), label),
                score - score(classifier, without(text, start, end), label),
                why.missing() != 0);
    }

    private static String without(String text, int start, int end) {
        return text.substring(0, start) + " " + text.substring(end);
    }

    private static double score(TextClassifier classifier, String text, int label) {
        IdRows rows = (IdRows) classifier.pipeline().encode(text).rows();
        return classifier.logits()
                .of(new IdSamples(rows.steps(), rows.ids()), classifier.logits().evidence(label))[0];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: of %d texts the score falls without the first n-gram in %.1f %% (mean %.2f), without a random one in"
                        + " %.1f %% (mean %.2f); more without the first in %.1f %%; shares miss the difference in %.1f %%;"
                        + " %.1f ms a text",
                method,
                texts,
                100 * first,
                firstDrop,
                100 * random,
                randomDrop,
                100 * more,
                100 * missed,
                milliseconds);
    }
}
