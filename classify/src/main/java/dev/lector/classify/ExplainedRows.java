// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Gradients;
import dev.lector.text.TextPipeline;
import dev.lector.text.TracedToken;
import dev.lector.text.TracedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows that a text's answer rests on: the one row of the text, with pooling {@link Pooling#MEAN} all windows, with
 * {@link Pooling#MAX} the one that decides. What they say is shared out row by row: a mean of logits is a sum over the
 * windows, and so are its shares.
 */
final class ExplainedRows {
    /** Networks asked for one explanation, about; more words get fewer orders. */
    private static final int BUDGET = 2_000;

    private static final int MOST_PAIRS = 25;
    /** Parts of the way from the logits of an empty text to those of the text. */
    private static final int PARTS = 1_000;

    private final Logits logits;
    private final Outputs outputs;
    private final int label;
    private final List<Row> rows;

    /**
     * A row.
     *
     * @param first the place of its first word among the words of the text
     */
    private record Row(int first, WordSets words) {}

    /**
     * What came of it.
     *
     * @param words of all rows, in the order of the text
     * @param shares one a word
     * @param logOdds of the label
     * @param logOddsWithoutText of the label, of a text without a known word
     */
    record Shared(List<TracedToken> words, double[] shares, double logOdds, double logOddsWithoutText) {}

    ExplainedRows(TextClassifier classifier, String text, int label) {
        this.logits = classifier.logits();
        this.outputs = logits.outputs();
        this.label = label;
        this.rows = rows(classifier.pipeline(), text);
        if (classifier.pooling() == Pooling.MAX && rows.size() > 1) {
            Row surest = surest();
            rows.clear();
            rows.add(surest);
        }
    }

    private static List<Row> rows(TextPipeline pipeline, String text) {
        List<Row> rows = new ArrayList<>();
        if (!pipeline.windows()) {
            rows.add(new Row(0, new WordSets(pipeline, pipeline.trace(text))));
            return rows;
        }
        for (TracedWindow window : pipeline.traceWindows(text)) {
            rows.add(new Row(window.first(), new WordSets(pipeline, window.tokens())));
        }
        return rows;
    }

    private Row surest() {
        Row best = rows.get(0);
        double highest = Double.NEGATIVE_INFINITY;
        for (Row row : rows) {
            double sure = sureness(shares(row, logits.evidence(label)).whole());
            if (sure > highest) {
                highest = sure;
                best = row;
            }
        }
        return best;
    }

    /** What {@link Pooling#MAX} goes by. */
    private double sureness(float[] values) {
        if (outputs.multiLabel()) {
            return values[label];
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < outputs.labels(); other++) {
            highest = Math.max(highest, outputs.logOdds(values, 0, other));
        }
        return highest;
    }

    private WordShares shares(Row row, Evidence evidence) {
        return new WordShares(logits, row.words, evidence);
    }

    /** Shares out. */
    Shared share(ExplainMethod method, long key) {
        float[] empty = shares(rows.get(0), logits.evidence(label)).empty();
        float[] mean = mean();
        Evidence evidence = rows.size() > 1 && outputs.softmax() ? straight(empty, mean) : logits.evidence(label);
        int size = 0;
        int all = 0;
        for (Row row : rows) {
            size = Math.max(size, row.first + row.words.words().size());
            all += row.words.words().size();
        }
        TracedToken[] words = new TracedToken[size];
        double[] shares = new double[size];
        int pairs = Math.max(1, Math.min(MOST_PAIRS, BUDGET / 2 / Math.max(1, all)));
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            double[] own = shares(row, evidence).of(method, pairs, key + r);
            for (int i = 0; i < own.length; i++) {
                words[row.first + i] = row.words.words().get(i);
                shares[row.first + i] += own[i] / rows.size();
            }
        }
        int[] there = IntStream.range(0, size).filter(i -> words[i] != null).toArray();
        return new Shared(
                IntStream.of(there).mapToObj(i -> words[i]).toList(),
                IntStream.of(there).mapToDouble(i -> shares[i]).toArray(),
                outputs.logOdds(mean, 0, label),
                outputs.logOdds(empty, 0, label));
    }

    /** The mean of the rows' logits. */
    private float[] mean() {
        double[] sums = new double[outputs.count()];
        for (Row row : rows) {
            float[] values = shares(row, logits.evidence(label)).whole();
            for (int c = 0; c < sums.length; c++) {
                sums[c] += values[c];
            }
        }
        float[] mean = new float[sums.length];
        for (int c = 0; c < sums.length; c++) {
            mean[c] = (float) (sums[c] / rows.size());
        }
        return mean;
    }

    /**
     * Of a softmax the log-odds bend with the logits, so that they are no sum over the windows. The mean of their slopes on
     * the straight way from one end to the other takes their place: it makes the same difference.
     */
    private Evidence straight(float[] from, float[] to) {
        Gradients.Score score = logits.score(label);
        double[] sums = new double[from.length];
        float[] there = new float[from.length];
        float[] slopes = new float[from.length];
        for (int part = 0; part < PARTS; part++) {
            double place = (part + .5) / PARTS;
            for (int c = 0; c < there.length; c++) {
                there[c] = (float) (from[c] + place * (to[c] - from[c]));
            }
            score.differentiate(there, 0, slopes);
            for (int c = 0; c < sums.length; c++) {
                sums[c] += slopes[c];
            }
        }
        float[] factors = new float[sums.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (float) (sums[c] / PARTS);
        }
        return Evidence.sum(factors);
    }
}
