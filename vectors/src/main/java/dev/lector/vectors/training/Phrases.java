// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Joins words that stand together more often than by chance to one, {@code new_york}: word2phrase (Mikolov, Sutskever, Chen,
 * Corrado and Dean 2013, equation 6), with its defaults. A pair is joined if
 * {@code (count(ab) - minCount)/(count(a)·count(b))·words} exceeds the threshold. Run on its own result it finds longer
 * phrases.
 *
 * @param threshold higher joins fewer
 * @param minCount rarer words and pairs are never joined
 */
public record Phrases(double threshold, int minCount) {
    private static final int MOST_PAIRS = 1 << 24;

    /** Checks the ranges. */
    public Phrases {
        SettingRange.check("threshold", threshold, 0, 1e12);
        SettingRange.check("minCount", minCount, 1, Integer.MAX_VALUE);
    }

    /** word2phrase's defaults. */
    public static Phrases defaults() {
        return new Phrases(100, 5);
    }

    /**
     * Reads a text twice and writes it with its phrases joined, a sentence a line.
     *
     * @param output replaced when it is whole; gzipped if its name ends in {@code .gz}
     * @param watch is told if rare pairs had to be left out
     * @return how many pairs were joined
     */
    public long join(Path corpus, Path output, TrainingWatch watch) throws IOException {
        AtomicFile.check(output);
        WordTable words = new WordTable();
        PairCounts pairs = new PairCounts(MOST_PAIRS);
        long total = count(corpus, words, pairs);
        if (pairs.leftOut() > 0) {
            watch.note("Pairs that came " + pairs.leftOut() + " times or fewer were left out at times.");
        }
        boolean gzip = output.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        long[] joined = {0};
        AtomicFile.write(output, raw -> {
            OutputStream out = gzip ? new GZIPOutputStream(raw, 1 << 16) : raw;
            try (InputStream in = CorpusFile.open(corpus)) {
                joined[0] = write(new TokenReader(in), words, pairs, total, out);
            }
            if (out instanceof GZIPOutputStream packed) {
                packed.finish();
            }
        });
        return joined[0];
    }

    private static long count(Path corpus, WordTable words, PairCounts pairs) throws IOException {
        long total = 0;
        try (InputStream in = CorpusFile.open(corpus)) {
            TokenReader tokens = new TokenReader(in);
            int before = -1;
            while (tokens.next()) {
                int word = words.add(tokens.word(), tokens.length(), 1);
                if (before >= 0 && !tokens.startsSentence()) {
                    pairs.add(before, word);
                }
                before = word;
                total++;
            }
        }
        return total;
    }

    private long write(TokenReader tokens, WordTable words, PairCounts pairs, long total, OutputStream out)
            throws IOException {
        long joined = 0;
        int before = -1;
        boolean first = true;
        while (tokens.next()) {
            int word = words.find(tokens.word(), tokens.length());
            boolean begins = first || tokens.startsSentence();
            boolean joins = !begins && before >= 0 && score(before, word, words, pairs, total) > threshold;
            if (!first) {
                out.write(begins ? '\n' : joins ? '_' : ' ');
            }
            out.write(tokens.word(), 0, tokens.length());
            joined += joins ? 1 : 0;
            // A phrase has two words; the next one begins behind it.
            before = joins ? -1 : word;
            first = false;
        }
        if (!first) {
            out.write('\n');
        }
        return joined;
    }

    private double score(int a, int b, WordTable words, PairCounts pairs, long total) {
        int together = pairs.count(a, b);
        if (together < minCount || words.count(a) < minCount || words.count(b) < minCount) {
            return 0;
        }
        return (together - minCount) / (double) words.count(a) / words.count(b) * total;
    }
}
