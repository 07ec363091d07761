// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of {@link NgramScan}: {@link #read} looks at some texts, on any thread; {@link #add} counts what was found, on
 * one thread and in the order of the texts.
 */
final class FilterReader {
    /** Values of a node that are looked at together, about; bounds the memory of a thread. */
    private static final int CHUNK_VALUES = 1 << 20;

    private static final int MOST_ROWS = 128;
    /** Windows kept beyond {@code top}, because some differ in their padding alone. */
    private static final int SPARE = 3;
    /** An answer is larger than that to padding if it is so beyond rounding. */
    private static final float ROUNDING = 1e-5f;

    /** A node whose answers are read, and what padding gives there. */
    private record Source(Node node, InnerValues inner, float[] ofPadding) {}

    /**
     * What some rows gave.
     *
     * @param texts that begin with them
     * @param best the largest value over the steps, for each source {@code (rows, channels)}
     * @param steps where it was
     * @param pulls for each output, for each source, {@code (rows, channels)}
     */
    record Chunk(int texts, int rows, int[] ids, List<float[]> best, List<int[]> steps, List<List<float[]>> pulls) {}

    private final TextClassifier classifier;
    private final TextPipeline pipeline;
    private final int top;
    private final List<FilterBank> banks;
    private final List<Source> sources = new ArrayList<>();
    private final List<float[]> bestOfPadding = new ArrayList<>();
    private final FilterPulls pulls;
    private final List<NgramTable[]> tables = new ArrayList<>();
    private final int chunkRows;
    private long texts;

    FilterReader(NgramScan scan) {
        classifier = scan.classifier();
        pipeline = classifier.pipeline();
        top = scan.top();
        Logits logits = classifier.logits();
        banks = FilterBank.of(logits.model(), scan.layer());
        List<Node> felt = new ArrayList<>();
        List<float[]> feltOfPadding = new ArrayList<>();
        int largest = 1;
        for (FilterBank bank : banks) {
            if (sourceOf(bank) < 0) {
                InnerValues inner = InnerValues.of(logits, bank.answers());
                float[] ofPadding = inner.values(new IdSamples(pipeline.width(), new int[pipeline.width()]));
                Source source = new Source(bank.answers(), inner, ofPadding);
                sources.add(source);
                int channels = channels(source);
                bestOfPadding.add(best(ofPadding, 1, channels, new int[channels]));
                felt.add(bank.felt());
                feltOfPadding.add(bank.felt() == bank.answers() ? ofPadding : bestOfPadding.get(sources.size() - 1));
                largest = Math.max(largest, ofPadding.length);
            }
        }
        pulls = new FilterPulls(logits, felt, feltOfPadding);
        chunkRows = Math.max(1, Math.min(MOST_ROWS, CHUNK_VALUES / largest));
        for (FilterBank bank : banks) {
            NgramTable[] own = new NgramTable[bank.filters()];
            for (int f = 0; f < own.length; f++) {
                own[f] = new NgramTable(SPARE * top, pulls.outputs());
            }
            tables.add(own);
        }
    }

    /** Texts counted so far. */
    long texts() {
        return texts;
    }

    private int sourceOf(FilterBank bank) {
        for (int s = 0; s < sources.size(); s++) {
            if (sources.get(s).node() == bank.answers()) {
                return s;
            }
        }
        return -1;
    }

    private int channels(Source source) {
        return source.node().shape().dim(1);
    }

    /** The next texts, as many as are looked at together. */
    List<String> next(Iterator<String> from) {
        List<String> some = new ArrayList<>();
        while (some.size() < chunkRows && from.hasNext()) {
            some.add(from.next());
        }
        return some;
    }

    /** Runs on any thread. */
    List<Chunk> read(List<String> some) {
        IdRows rows = (IdRows) pipeline.encodeWindows(some, 1).encoded().rows();
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < rows.rows(); from += chunkRows) {
            int to = Math.min(rows.rows(), from + chunkRows);
            int[] ids = Arrays.copyOfRange(rows.ids(), from * rows.steps(), to * rows.steps());
            chunks.add(read(from == 0 ? some.size() : 0, to - from, ids));
        }
        return chunks;
    }

    private Chunk read(int texts, int rows, int[] ids) {
        Samples samples = new IdSamples(pipeline.width(), ids);
        List<float[]> best = new ArrayList<>();
        List<int[]> steps = new ArrayList<>();
        List<float[]> felt = new ArrayList<>();
        for (int s = 0; s < sources.size(); s++) {
            Source source = sources.get(s);
            float[] values = source.inner().values(samples);
            int[] where = new int[rows * channels(source)];
            best.add(best(values, rows, channels(source), where));
            steps.add(where);
            felt.add(feltAsItIs(s) ? values : best.get(s));
        }
        List<List<float[]>> byOutput = pulls.of(samples, felt);
        for (List<float[]> output : byOutput) {
            for (int s = 0; s < sources.size(); s++) {
                if (feltAsItIs(s)) {
                    output.set(s, overSteps(output.get(s), rows, channels(sources.get(s))));
                }
            }
        }
        return new Chunk(texts, rows, ids, best, steps, byOutput);
    }

    private boolean feltAsItIs(int source) {
        for (FilterBank bank : banks) {
            if (bank.answers() == sources.get(source).node()) {
                return bank.felt() == bank.answers();
            }
        }
        return false;
    }

    /** Runs on one thread, chunk after chunk. */
    void add(Chunk chunk) {
        texts += chunk.texts();
        for (int b = 0; b < banks.size(); b++) {
            FilterBank bank = banks.get(b);
            int s = sourceOf(bank);
            int channels = channels(sources.get(s));
            for (int r = 0; r < chunk.rows(); r++) {
                for (int f = 0; f < bank.filters(); f++) {
                    int channel = bank.firstChannel() + f;
                    float answer = chunk.best().get(s)[r * channels + channel];
                    float padding = bestOfPadding.get(s)[channel];
                    if (answer > padding + ROUNDING * Math.max(1, Math.abs(padding))) {
                        add(chunk, s, r, channel, answer, bank.field(), tables.get(b)[f]);
                    }
                }
            }
        }
    }

    private void add(Chunk chunk, int s, int row, int channel, float answer, ReceptiveField field, NgramTable table) {
        int at = row * channels(sources.get(s)) + channel;
        double[] own = new double[pulls.outputs()];
        table.fired++;
        for (int c = 0; c < own.length; c++) {
            own[c] = chunk.pulls().get(c).get(s)[at];
            table.pulls[c] += own[c];
        }
        if (table.takes(answer)) {
            int width = pipeline.width();
            int[] window = new int[field.offsets().length];
            for (int i = 0; i < window.length; i++) {
                int word = chunk.steps().get(s)[at] * field.stride() + field.offsets()[i];
                window[i] = word < 0 || word >= width ? -1 : chunk.ids()[row * width + word];
            }
            table.add(new NgramTable.Window(window), answer, own);
        }
    }

    NgramReport report() {
        List<NgramReport.Filter> filters = new ArrayList<>();
        for (int b = 0; b < banks.size(); b++) {
            for (int f = 0; f < banks.get(b).filters(); f++) {
                filters.add(filter(banks.get(b), f, tables.get(b)[f]));
            }
        }
        filters.sort(Comparator.comparingDouble((NgramReport.Filter filter) -> -filter.strength()));
        return new NgramReport(
                texts,
                classifier.labels(),
                banks.stream().map(FilterBank::layer).toList(),
                filters);
    }

    private NgramReport.Filter filter(FilterBank bank, int index, NgramTable table) {
        List<NgramReport.Ngram> ngrams = ngrams(bank.field(), table);
        String label = null;
        double strength = 0;
        for (String candidate : classifier.labels()) {
            double mean = ngrams.stream()
                    .mapToDouble(ngram -> ngram.pulls().get(candidate))
                    .average()
                    .orElse(0);
            if (!ngrams.isEmpty() && (label == null || mean > strength)) {
                label = candidate;
                strength = mean;
            }
        }
        int[] offsets = bank.field().offsets();
        int words = offsets[offsets.length - 1] - offsets[0] + 1;
        return new NgramReport.Filter(
                bank.layer(), index, words, table.fired, byLabel(table.pulls, table.fired), label, strength, ngrams);
    }

    /** Windows that differ in their padding alone are one n-gram. */
    private List<NgramReport.Ngram> ngrams(ReceptiveField field, NgramTable table) {
        Map<String, NgramTable.Entry> byText = new LinkedHashMap<>();
        for (Map.Entry<NgramTable.Window, NgramTable.Entry> one : table.strongest()) {
            NgramTable.Entry entry = one.getValue();
            NgramTable.Entry sum = byText.computeIfAbsent(
                    text(one.getKey().ids(), field.offsets()),
                    text -> new NgramTable.Entry(entry.activation, pulls.outputs()));
            sum.count += entry.count;
            for (int c = 0; c < sum.pulls.length; c++) {
                sum.pulls[c] += entry.pulls[c];
            }
        }
        return byText.entrySet().stream()
                .limit(top)
                .map(one -> new NgramReport.Ngram(
                        one.getKey(),
                        one.getValue().activation,
                        one.getValue().count,
                        byLabel(one.getValue().pulls, one.getValue().count)))
                .toList();
    }

    private Map<String, Double> byLabel(double[] sums, long count) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int c = 0; c < classifier.labels().size(); c++) {
            double sum = sums.length > 1 ? sums[c] : c == 1 ? sums[0] : -sums[0];
            means.put(classifier.labels().get(c), count == 0 ? 0 : sum / count);
        }
        return means;
    }

    private String text(int[] window, int[] offsets) {
        boolean characters = pipeline.rule().charLevel();
        int from = 0;
        int to = window.length - 1;
        while (from < to && window[from] <= 0) {
            from++;
        }
        while (to > from && window[to] <= 0) {
            to--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            if (i > from && offsets[i] > offsets[i - 1] + 1) {
                text.append(characters ? "…" : " …");
            }
            text.append(i == from || characters ? "" : " ").append(word(window[i], characters));
        }
        return text.toString();
    }

    private String word(int id, boolean character) {
        String word = id <= 0 ? "·" : pipeline.word(id);
        return word == null ? "?" : character ? word.replace(' ', '␣').replace('\n', '⏎') : word;
    }

    /** The largest value of each channel over the steps, and where it was. */
    private static float[] best(float[] values, int rows, int channels, int[] where) {
        float[] best = new float[rows * channels];
        int steps = values.length / best.length;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * steps * channels, best, r * channels, channels);
            for (int t = 1; t < steps; t++) {
                for (int c = 0; c < channels; c++) {
                    float value = values[(r * steps + t) * channels + c];
                    if (value > best[r * channels + c]) {
                        best[r * channels + c] = value;
                        where[r * channels + c] = t;
                    }
                }
            }
        }
        return best;
    }

    /** The sum of each channel over the steps. */
    private static float[] overSteps(float[] values, int rows, int channels) {
        float[] sums = new float[rows * channels];
        int steps = values.length / sums.length;
        for (int i = 0; i < values.length; i++) {
            sums[i / (steps * channels) * channels + i % channels] += values[i];
        }
        return sums;
    }
}
