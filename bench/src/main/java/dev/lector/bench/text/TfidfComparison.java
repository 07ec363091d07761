// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.text;

import dev.lector.text.Encoding.Bag;
import dev.lector.text.ScikitWords;
import dev.lector.text.SparseRows;
import dev.lector.text.TextPipeline;
import dev.lector.text.VocabularyLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * TF-IDF of the 50,000 IMDB reviews beside scikit-learn's, whose time and matrix {@code bench/scikit/tfidf.py} has
 * written: {@code TfidfComparison FOLDER [threads]}. A round is vocabulary, weights and matrix, from strings in memory.
 */
public final class TfidfComparison {
    private static final int ROUNDS = 3;

    private TfidfComparison() {}

    /** Prints the times and the largest difference between the matrices; exit status 1 if they differ. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int threads = args.length > 1
                ? Integer.parseInt(args[1])
                : Runtime.getRuntime().availableProcessors();
        JsonNode peer = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
        List<String> texts = ImdbTexts.read();
        double theirs = peer.get("seconds").asDouble();
        System.out.printf(
                Locale.ROOT, "scikit-learn %s: %.1f s%n", peer.get("version").asString(), theirs);
        TextPipeline pipeline = null;
        SparseRows rows = null;
        for (int round = 1; round <= ROUNDS; round++) {
            pipeline = null;
            rows = null;
            long start = System.nanoTime();
            pipeline = TextPipeline.fit(
                    List.of(),
                    ScikitWords.DEFAULT.ngrams(1, peer.get("longest").asInt()),
                    Bag.TFIDF_SCIKIT,
                    VocabularyLimits.NONE,
                    texts,
                    threads);
            long fitted = System.nanoTime();
            rows = (SparseRows) pipeline.encodeAll(texts, threads).rows();
            long end = System.nanoTime();
            double seconds = (end - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "Lector, %d threads, round %d in one JVM: %.2f s (vocabulary %.2f), %.1f times as fast; %,d n-grams, %,d values%n",
                    threads,
                    round,
                    seconds,
                    (fitted - start) / 1e9,
                    theirs / seconds,
                    pipeline.vocabulary().size(),
                    rows.values().length);
        }
        double largest = largestDifference(folder, pipeline, rows);
        System.out.printf(Locale.ROOT, "Largest difference of a value: %.1e%n", largest);
        System.exit(largest < 1e-6 ? 0 : 1);
    }

    /** Infinite if a value stands in one matrix only. */
    private static double largestDifference(Path folder, TextPipeline pipeline, SparseRows ours) throws IOException {
        List<String> words = Files.readAllLines(folder.resolve("words.txt"));
        int[] columns = new int[words.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = pipeline.vocabulary().indexOf(words.get(i)) + 1;
        }
        ByteBuffer starts = bytes(folder, "starts");
        ByteBuffer indices = bytes(folder, "indices");
        ByteBuffer values = bytes(folder, "values");
        if (columns.length != pipeline.vocabulary().size() || indices.capacity() / 4 != ours.values().length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        float[] row = new float[ours.columns()];
        for (int r = 0; r < ours.rows(); r++) {
            for (int e = ours.starts()[r]; e < ours.starts()[r + 1]; e++) {
                row[ours.indices()[e]] = ours.values()[e];
            }
            for (int e = starts.getInt(4 * r); e < starts.getInt(4 * r + 4); e++) {
                int column = columns[indices.getInt(4 * e)];
                if (column == 0 || row[column] == 0) {
                    return Double.POSITIVE_INFINITY;
                }
                largest = Math.max(largest, Math.abs(row[column] - values.getDouble(8 * e)));
            }
            for (int e = ours.starts()[r]; e < ours.starts()[r + 1]; e++) {
                row[ours.indices()[e]] = 0;
            }
        }
        return largest;
    }

    private static ByteBuffer bytes(Path folder, String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
    }
}
