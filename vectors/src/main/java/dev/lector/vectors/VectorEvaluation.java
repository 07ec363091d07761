// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How well vectors agree with people: similarity of pairs, and analogies. */
public final class VectorEvaluation {
    private VectorEvaluation() {}

    /**
     * Agreement with a list of pairs.
     *
     * @param spearman rank correlation of the cosines with the people's scores; NaN with fewer than two pairs found
     * @param found pairs whose words have vectors; only these count
     * @param pairs of the list
     */
    public record Similarity(double spearman, int found, int pairs) {}

    /**
     * Analogies answered.
     *
     * @param correct questions whose answer came first
     * @param found questions whose four words have vectors; only these count
     * @param questions of the list
     */
    public record Analogies(int correct, int found, int questions) {
        /** Share of the questions found that were answered right. */
        public double accuracy() {
            return found == 0 ? Double.NaN : correct / (double) found;
        }
    }

    /**
     * Compares cosines with a file of {@code word<TAB>word<TAB>score} lines (or parted by blanks); lines that begin with
     * {@code #} are skipped. A word that is not found as it is written is looked up in lower case.
     */
    public static Similarity similarity(VectorSpace space, Path file) throws IOException {
        List<Double> people = new ArrayList<>();
        List<Double> cosines = new ArrayList<>();
        int pairs = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.strip().split(line.contains("\t") ? "\t" : "\\s+");
                pairs++;
                double score = score(parts, file, number);
                String a = known(space, parts[0]);
                String b = known(space, parts[1]);
                if (a != null && b != null) {
                    people.add(score);
                    cosines.add(space.similarity(a, b));
                }
            }
        }
        return new Similarity(spearman(people, cosines), people.size(), pairs);
    }

    private static double score(String[] parts, Path file, int line) throws VectorFileException {
        try {
            return Double.parseDouble(parts[2].strip());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new VectorFileException(
                    "A line of a similarity set has two words and a score.",
                    file.toString(),
                    line,
                    String.join(" ", parts),
                    "Part them by tabs.");
        }
    }

    private static String known(VectorSpace space, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return space.vectors().indexOf(word) >= 0 ? word : space.vectors().indexOf(lower) >= 0 ? lower : null;
    }

    /**
     * Answers a file of questions as word2vec's {@code questions-words.txt}: {@code a b c d} on a line, {@code : name}
     * before each section.
     *
     * @param words only the first words take part, as many as this; the most frequent where the vectors are in that order
     */
    public static Analogies analogies(VectorSpace whole, Path file, int words) throws IOException {
        VectorSpace space = words >= whole.vectors().size()
                ? whole
                : new VectorSpace(whole.vectors().first(words));
        int questions = 0;
        List<String[]> known = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] parts = line.strip().split("\\s+");
            if (line.isBlank() || parts[0].equals(":")) {
                continue;
            }
            questions++;
            String[] found =
                    Arrays.stream(parts).map(word -> known(space, word)).toArray(String[]::new);
            if (found.length == 4 && Arrays.stream(found).allMatch(word -> word != null)) {
                known.add(found);
            }
        }
        int correct = (int) known.parallelStream()
                .filter(one -> space.analogy(one[0], one[1], one[2], 1).stream()
                        .anyMatch(best -> best.word().equals(one[3])))
                .count();
        return new Analogies(correct, known.size(), questions);
    }

    /** True if a file begins as a list of analogies does: with the colon of a section. */
    public static boolean isAnalogies(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return line != null && line.startsWith(":");
        }
    }

    /** Spearman's rank correlation, equal values sharing their mean rank. */
    static double spearman(List<Double> x, List<Double> y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double meanRank = (a.length + 1) / 2.;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanRank) * (b[i] - meanRank);
            aa += (a[i] - meanRank) * (a[i] - meanRank);
            bb += (b[i] - meanRank) * (b[i] - meanRank);
        }
        return a.length < 2 ? Double.NaN : ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(List<Double> values) {
        int[] order = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(values::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to + 1 < order.length && values.get(order[to + 1]).equals(values.get(order[from]))) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2. + 1;
            }
            from = to + 1;
        }
        return ranks;
    }
}
